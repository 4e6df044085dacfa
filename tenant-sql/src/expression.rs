//! Expressions: what is nested in them is checked, and what is not known is
//! refused.

use sqlparser::ast::{
    AccessExpr, BinaryOperator, CaseWhen, Expr, Ident, ObjectName, Query, Subscript,
    WindowFrameBound, WindowSpec,
};

use crate::Dialect;
use crate::checker::{Checker, Ctes};
use crate::scope::Scope;

impl Checker<'_> {
    pub(crate) fn expressions<'e>(
        &mut self,
        expressions: impl IntoIterator<Item = &'e Expr>,
        scope: &Scope<'_>,
        ctes: &Ctes,
    ) {
        for expr in expressions {
            self.expression(expr, scope, ctes);
        }
    }

    /// Checks an expression and all that is nested in it.
    pub(crate) fn expression(&mut self, expr: &Expr, scope: &Scope<'_>, ctes: &Ctes) {
        let mut pending = vec![expr];
        while let Some(expr) = pending.pop() {
            self.parts(expr, scope, ctes, &mut pending);
        }
    }

    fn subquery(&mut self, query: &Query, scope: &Scope<'_>, ctes: &Ctes) {
        let _ = self.query(query, Some(scope), ctes);
    }

    #[allow(
        clippy::too_many_lines,
        reason = "one arm for each form of expression, so that a new one does not pass"
    )]
    fn parts<'e>(
        &mut self,
        expr: &'e Expr,
        scope: &Scope<'_>,
        ctes: &Ctes,
        pending: &mut Vec<&'e Expr>,
    ) {
        match expr {
            Expr::Value(_) | Expr::Wildcard(_) | Expr::MatchAgainst { .. } => {}
            Expr::TypedString(typed) => {
                self.typed(&typed.value, &typed.data_type);
            }
            Expr::Identifier(name) => {
                self.variable(std::slice::from_ref(name));
                self.whole_row(expr, scope);
            }
            Expr::QualifiedWildcard(..) => self.whole_row(expr, scope),
            Expr::CompoundIdentifier(names) => {
                self.variable(names);
                self.qualified_name(names, scope);
            }
            Expr::CompoundFieldAccess { root, access_chain } => {
                let dots = self.dialect() == Dialect::Postgres;
                pending.extend(self.accessed(root, access_chain, scope));
                for access in access_chain {
                    match access {
                        AccessExpr::Dot(_) if dots => {}
                        AccessExpr::Dot(expr) => pending.push(expr),
                        AccessExpr::Subscript(Subscript::Index { index }) => pending.push(index),
                        AccessExpr::Subscript(Subscript::Slice {
                            lower_bound,
                            upper_bound,
                            stride,
                        }) => {
                            pending.extend([lower_bound, upper_bound, stride].into_iter().flatten())
                        }
                    }
                }
            }
            Expr::IsFalse(expr)
            | Expr::IsNotFalse(expr)
            | Expr::IsTrue(expr)
            | Expr::IsNotTrue(expr)
            | Expr::IsUnknown(expr)
            | Expr::IsNotUnknown(expr)
            | Expr::Nested(expr)
            | Expr::UnaryOp { expr, .. }
            | Expr::Collate { expr, .. }
            | Expr::Extract { expr, .. }
            | Expr::Ceil { expr, .. }
            | Expr::Floor { expr, .. }
            | Expr::IsJson { expr, .. }
            | Expr::IsNormalized { expr, .. } => pending.push(expr),
            Expr::IsNull(expr) | Expr::IsNotNull(expr) => {
                if !self.is_row(expr, scope) {
                    pending.push(expr);
                }
            }
            Expr::Cast {
                expr,
                data_type,
                format: None,
                ..
            } => {
                self.cast(expr, data_type);
                pending.push(expr);
            }
            Expr::IsDistinctFrom(left, right) | Expr::IsNotDistinctFrom(left, right) => {
                pending.extend([&**left, &**right]);
            }
            Expr::BinaryOp { left, op, right } => {
                match op {
                    BinaryOperator::Assignment
                    | BinaryOperator::Custom(_)
                    | BinaryOperator::PGCustomBinaryOperator(_) => {
                        self.not_understood("this operator");
                    }
                    // SQLite has the operator, and no function behind it.
                    BinaryOperator::Regexp if self.dialect() == Dialect::Sqlite => {
                        self.function_name(&ObjectName::from(vec![Ident::new("regexp")]));
                    }
                    _ => {}
                }
                pending.extend([&**left, &**right]);
            }
            Expr::InList { expr, list, .. } => {
                pending.push(expr);
                pending.extend(list);
            }
            Expr::InSubquery { expr, subquery, .. } => {
                pending.push(expr);
                self.subquery(subquery, scope, ctes);
            }
            Expr::InUnnest {
                expr, array_expr, ..
            } => pending.extend([&**expr, &**array_expr]),
            Expr::Between {
                expr, low, high, ..
            } => pending.extend([&**expr, &**low, &**high]),
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
            Expr::RLike { expr, pattern, .. } => {
                if self.dialect() == Dialect::Sqlite {
                    self.function_name(&ObjectName::from(vec![Ident::new("regexp")]));
                }
                pending.extend([&**expr, &**pattern]);
            }
            Expr::AnyOp { left, right, .. } | Expr::AllOp { left, right, .. } => {
                pending.extend([&**left, &**right]);
            }
            Expr::Convert { expr, styles, .. } => {
                pending.push(expr);
                pending.extend(styles);
            }
            Expr::AtTimeZone {
                timestamp,
                time_zone,
            } => pending.extend([&**timestamp, &**time_zone]),
            Expr::Position { expr, r#in } => pending.extend([&**expr, &**r#in]),
            Expr::Substring {
                expr,
                substring_from,
                substring_for,
                ..
            } => {
                pending.push(expr);
                pending.extend(substring_from.as_deref());
                pending.extend(substring_for.as_deref());
            }
            Expr::Trim {
                trim_what,
                expr,
                trim_characters,
                ..
            } => {
                pending.push(expr);
                pending.extend(trim_what.as_deref());
                pending.extend(trim_characters.iter().flatten());
            }
            Expr::Overlay {
                expr,
                overlay_what,
                overlay_from,
                overlay_for,
            } => {
                pending.extend([&**expr, &**overlay_what, &**overlay_from]);
                pending.extend(overlay_for.as_deref());
            }
            Expr::Prefixed { prefix: _, value } => pending.push(value),
            Expr::Function(function) => self.function(function, scope, ctes),
            Expr::Case {
                operand,
                conditions,
                else_result,
                ..
            } => {
                pending.extend(operand.as_deref());
                for CaseWhen { condition, result } in conditions {
                    pending.extend([condition, result]);
                }
                pending.extend(else_result.as_deref());
            }
            Expr::Exists { subquery, .. } | Expr::Subquery(subquery) => {
                self.subquery(subquery, scope, ctes);
            }
            Expr::GroupingSets(sets) | Expr::Cube(sets) | Expr::Rollup(sets) => {
                pending.extend(sets.iter().flatten());
            }
            Expr::Tuple(expressions) => pending.extend(expressions),
            Expr::Array(array) => pending.extend(&array.elem),
            Expr::Interval(interval) => pending.push(&interval.value),
            Expr::MemberOf(member) => pending.extend([&*member.value, &*member.array]),
            Expr::JsonAccess { .. }
            | Expr::Cast { .. }
            | Expr::Struct { .. }
            | Expr::Named { .. }
            | Expr::Dictionary(_)
            | Expr::Map(_)
            | Expr::OuterJoin(_)
            | Expr::Prior(_)
            | Expr::Lambda(_) => self.not_understood("this expression"),
        }
    }

    pub(crate) fn window(&mut self, window: &WindowSpec, scope: &Scope<'_>, ctes: &Ctes) {
        let WindowSpec {
            window_name: _,
            partition_by,
            order_by,
            window_frame,
        } = window;
        self.expressions(partition_by, scope, ctes);
        self.ordered_by(order_by, scope, ctes);
        let bounds = window_frame
            .iter()
            .flat_map(|frame| [Some(&frame.start_bound), frame.end_bound.as_ref()]);
        for bound in bounds.flatten() {
            match bound {
                WindowFrameBound::Preceding(Some(expr))
                | WindowFrameBound::Following(Some(expr)) => self.expression(expr, scope, ctes),
                WindowFrameBound::CurrentRow
                | WindowFrameBound::Preceding(None)
                | WindowFrameBound::Following(None) => {}
            }
        }
    }
}
