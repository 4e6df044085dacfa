//! Where an operand ends: the parser and the databases rank operators
//! differently.

use sqlparser::ast::{BinaryOperator, CastKind, Expr};

use crate::Dialect;
use crate::checker::Checker;

impl Checker<'_> {
    /// Could the database group the parts of this predicate differently from
    /// the parser, outside of parentheses?
    ///
    /// Each expression is closed by brackets or words of its own, or its ends
    /// are looked at; of others it is not known how far they reach. `AND` and
    /// `OR` beneath any other operator mean that the parser took too much.
    pub(crate) fn could_regroup(&self, expr: &Expr) -> bool {
        let mut pending = alternatives(expr);
        while let Some(expr) = pending.pop() {
            match expr {
                Expr::BinaryOp { left, op, right } => {
                    let doubtful = match op {
                        BinaryOperator::And
                        | BinaryOperator::Or
                        | BinaryOperator::Xor
                        | BinaryOperator::Assignment => true,
                        BinaryOperator::StringConcat | BinaryOperator::PGOverlap => {
                            self.catalog.dialect == Dialect::Mysql
                        }
                        _ => false,
                    };
                    if doubtful {
                        return true;
                    }
                    pending.extend([&**left, &**right]);
                }
                Expr::Between {
                    expr, low, high, ..
                } => pending.extend([&**expr, &**low, &**high]),
                Expr::UnaryOp { expr, .. }
                | Expr::IsNull(expr)
                | Expr::IsNotNull(expr)
                | Expr::IsTrue(expr)
                | Expr::IsNotTrue(expr)
                | Expr::IsFalse(expr)
                | Expr::IsNotFalse(expr)
                | Expr::IsUnknown(expr)
                | Expr::IsNotUnknown(expr)
                | Expr::IsJson { expr, .. }
                | Expr::IsNormalized { expr, .. }
                | Expr::InList { expr, .. }
                | Expr::InSubquery { expr, .. }
                | Expr::Collate { expr, .. }
                | Expr::CompoundFieldAccess { root: expr, .. }
                | Expr::Prefixed { value: expr, .. } => pending.push(expr),
                // MySQL's `BINARY x` is one too, and has no end.
                Expr::Cast { expr, .. } if self.catalog.dialect == Dialect::Mysql => {
                    pending.push(expr);
                }
                Expr::Cast {
                    kind: CastKind::DoubleColon,
                    expr,
                    ..
                } => pending.push(expr),
                Expr::IsDistinctFrom(left, right)
                | Expr::IsNotDistinctFrom(left, right)
                | Expr::AnyOp { left, right, .. }
                | Expr::AllOp { left, right, .. }
                | Expr::AtTimeZone {
                    timestamp: left,
                    time_zone: right,
                } => pending.extend([&**left, &**right]),
                Expr::Like {
                    expr,
                    pattern,
                    escape_char,
                    ..
                }
                | Expr::ILike {
                    expr,
                    pattern,
                    escape_char,
                    ..
                }
                | Expr::SimilarTo {
                    expr,
                    pattern,
                    escape_char,
                    ..
                } => {
                    pending.extend([&**expr, &**pattern]);
                    pending.extend(escape_char.as_deref());
                }
                Expr::RLike { expr, pattern, .. } => pending.extend([&**expr, &**pattern]),
                Expr::Interval(interval) => pending.push(&interval.value),
                Expr::MemberOf(member) => pending.push(&member.value),
                Expr::Identifier(_)
                | Expr::CompoundIdentifier(_)
                | Expr::Value(_)
                | Expr::TypedString(_)
                | Expr::Nested(_)
                | Expr::Tuple(_)
                | Expr::Array(_)
                | Expr::Subquery(_)
                | Expr::Exists { .. }
                | Expr::Function(_)
                | Expr::Case { .. }
                | Expr::Cast {
                    kind: CastKind::Cast,
                    ..
                }
                | Expr::Convert { .. }
                | Expr::Extract { .. }
                | Expr::Ceil { .. }
                | Expr::Floor { .. }
                | Expr::Position { .. }
                | Expr::Substring { .. }
                | Expr::Trim { .. }
                | Expr::Overlay { .. }
                | Expr::MatchAgainst { .. } => {}
                _ => return true,
            }
        }
        false
    }
}

/// What `OR`, and `AND` within it, join.
fn alternatives(expr: &Expr) -> Vec<&Expr> {
    let mut pending = vec![expr];
    let mut found = Vec::new();
    while let Some(expr) = pending.pop() {
        match expr {
            Expr::BinaryOp {
                left,
                op: BinaryOperator::And | BinaryOperator::Or,
                right,
            } => pending.extend([&**left, &**right]),
            other => found.push(other),
        }
    }
    found
}
