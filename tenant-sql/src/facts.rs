//! What the rows of a query have in common: the equalities that no row gets
//! past.

use std::ops::Range;

use sqlparser::ast::{BinaryOperator, DataType, Expr, Query, Value};

use crate::Dialect;
use crate::checker::{Checker, Ctes};
use crate::provenance::Provenance;
use crate::scope::{Place, Scope};

/// A predicate, before its names are looked up.
#[derive(Debug, Clone)]
pub(crate) struct Predicate<'q> {
    pub(crate) expr: &'q Expr,
    /// For which relations it holds: whenever a row of one of them comes out,
    /// the predicate was true of it.
    pub(crate) holds_for: Range<usize>,
    /// Is it true of every row, also of one in which all relations are `NULL`?
    pub(crate) always: bool,
    /// What can be named in it.
    pub(crate) visible: Range<usize>,
}

/// One side of an equality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Term {
    Column(Place),
    Value(Provenance),
}

/// Something that is true of the rows of the relations in `holds_for`.
#[derive(Debug, Clone)]
pub(crate) struct Fact {
    pub(crate) holds_for: Range<usize>,
    pub(crate) always: bool,
    pub(crate) what: What,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum What {
    Equal(Term, Term),
    /// The column is the tenant's key, or `NULL`.
    TenantOrNull(Place),
}

impl Checker<'_> {
    /// The facts in a predicate: those of each part that is joined by `AND`.
    pub(crate) fn facts(
        &mut self,
        predicate: &Predicate<'_>,
        scope: &Scope<'_>,
        ctes: &Ctes,
        facts: &mut Vec<Fact>,
    ) {
        let scope = Scope {
            visible: predicate.visible.clone(),
            ..scope.clone()
        };
        let mut found = Vec::new();
        self.conjunction(predicate.expr, &scope, ctes, &mut found);
        facts.extend(found.into_iter().map(|what| Fact {
            holds_for: predicate.holds_for.clone(),
            always: predicate.always,
            what,
        }));
    }

    fn conjunction(&mut self, expr: &Expr, scope: &Scope<'_>, ctes: &Ctes, facts: &mut Vec<What>) {
        let parts = conjuncts(expr);
        if parts.iter().any(|part| self.could_regroup(part)) {
            return;
        }
        for part in parts {
            match part {
                Expr::Nested(inner) => self.conjunction(inner, scope, ctes, facts),
                part => self.conjunct(part, scope, ctes, facts),
            }
        }
    }

    fn conjunct(&mut self, expr: &Expr, scope: &Scope<'_>, ctes: &Ctes, facts: &mut Vec<What>) {
        match expr {
            Expr::BinaryOp {
                left,
                op: BinaryOperator::Eq,
                right,
            } => match (&**left, &**right) {
                (Expr::Tuple(left), Expr::Tuple(right)) if left.len() == right.len() => {
                    for (left, right) in left.iter().zip(right) {
                        self.equal(left, right, scope, ctes, facts);
                    }
                }
                (left, right) => self.equal(left, right, scope, ctes, facts),
            },
            Expr::BinaryOp {
                left,
                op: BinaryOperator::Or,
                right,
            } => self.either(left, right, scope, ctes, facts),
            Expr::InList {
                expr,
                list,
                negated: false,
            } => self.in_list(expr, list, scope, ctes, facts),
            Expr::InSubquery {
                expr,
                subquery,
                negated: false,
            } => self.in_subquery(expr, subquery, scope, ctes, facts),
            Expr::AnyOp {
                left,
                compare_op: BinaryOperator::Eq,
                right,
                ..
            } => {
                if let Expr::Subquery(subquery) = &**right {
                    self.in_subquery(left, subquery, scope, ctes, facts);
                }
            }
            Expr::Exists {
                subquery,
                negated: false,
            } => {
                let rows = self.silently(|checker| checker.query(subquery, Some(scope), ctes));
                facts.extend(rows.guarantees.into_iter().map(|(place, provenance)| {
                    What::Equal(Term::Column(place), Term::Value(provenance))
                }));
            }
            _ => {}
        }
    }

    fn equal(
        &mut self,
        left: &Expr,
        right: &Expr,
        scope: &Scope<'_>,
        ctes: &Ctes,
        facts: &mut Vec<What>,
    ) {
        let left = self.term(left, scope, ctes);
        let right = self.term(right, scope, ctes);
        if let (Some(left), Some(right)) = (left, right) {
            facts.push(What::Equal(left, right));
        }
    }

    fn term(&mut self, expr: &Expr, scope: &Scope<'_>, ctes: &Ctes) -> Option<Term> {
        if let Some(place) = scope.place(expr) {
            return Some(Term::Column(place));
        }
        match self.provenance(expr, scope, ctes) {
            Provenance::Unknown => None,
            known => Some(Term::Value(known)),
        }
    }

    /// What is known of the value of an expression.
    pub(crate) fn provenance(&mut self, expr: &Expr, scope: &Scope<'_>, ctes: &Ctes) -> Provenance {
        match expr {
            Expr::Nested(inner) => self.provenance(inner, scope, ctes),
            Expr::Value(_) | Expr::Cast { .. } => self
                .parameter(expr)
                .map_or(Provenance::Unknown, Provenance::Tenant),
            Expr::Subquery(query) => {
                let rows = self.silently(|checker| checker.query(query, Some(scope), ctes));
                rows.outputs.only()
            }
            _ => scope
                .place(expr)
                .map_or(Provenance::Unknown, |place| scope.provenance(&place)),
        }
    }

    /// The name of the bind parameter that an expression is.
    pub(crate) fn parameter(&self, expr: &Expr) -> Option<String> {
        self.cast_parameter(expr, None)
    }

    /// The same under a cast to a type of the family.
    fn cast_parameter(&self, expr: &Expr, family: Option<Family>) -> Option<String> {
        match expr {
            Expr::Nested(inner) => self.cast_parameter(inner, family),
            Expr::Cast {
                expr,
                data_type,
                format: None,
                ..
            } => {
                let own = keeps_keys(self.dialect(), data_type)?;
                // `'07'` as a number and as a text again is `'7'`.
                let family = family.unwrap_or(own);
                let stays = own == family || own == Family::Text;
                stays.then(|| self.cast_parameter(expr, Some(family)))?
            }
            Expr::Value(value) => match &value.value {
                Value::Placeholder(name) => self.placeholder(name, value.span.start.column),
                _ => None,
            },
            _ => None,
        }
    }

    fn in_list(
        &mut self,
        expr: &Expr,
        list: &[Expr],
        scope: &Scope<'_>,
        ctes: &Ctes,
        facts: &mut Vec<What>,
    ) {
        let Some((first, rest)) = list.split_first() else {
            return;
        };
        match (expr, first) {
            (Expr::Tuple(columns), Expr::Tuple(values)) if columns.len() == values.len() => {
                for (place, (column, first)) in columns.iter().zip(values).enumerate() {
                    let bind = self.parameter(first);
                    let same = rest.iter().all(|other| match other {
                        Expr::Tuple(values) if values.len() == columns.len() => {
                            bind.is_some()
                                && values.get(place).and_then(|v| self.parameter(v)) == bind
                        }
                        _ => false,
                    });
                    if same {
                        self.equal(column, first, scope, ctes, facts);
                    }
                }
            }
            _ => {
                let bind = self.parameter(first);
                if rest.is_empty()
                    || (bind.is_some() && rest.iter().all(|v| self.parameter(v) == bind))
                {
                    self.equal(expr, first, scope, ctes, facts);
                }
            }
        }
    }

    fn in_subquery(
        &mut self,
        expr: &Expr,
        subquery: &Query,
        scope: &Scope<'_>,
        ctes: &Ctes,
        facts: &mut Vec<What>,
    ) {
        let columns = match expr {
            Expr::Tuple(columns) => columns.as_slice(),
            one => std::slice::from_ref(one),
        };
        let rows = self.silently(|checker| checker.query(subquery, Some(scope), ctes));
        if rows.outputs.open || rows.outputs.columns.len() != columns.len() {
            return;
        }
        for (place, column) in columns.iter().enumerate() {
            if let (Some(column), known) = (scope.place(column), rows.outputs.at(place)) {
                facts.push(What::Equal(Term::Column(column), Term::Value(known)));
            }
        }
    }

    /// `tenant = $1 OR tenant IS NULL`, or the same equality on both sides.
    fn either(
        &mut self,
        left: &Expr,
        right: &Expr,
        scope: &Scope<'_>,
        ctes: &Ctes,
        facts: &mut Vec<What>,
    ) {
        for (equal, null) in [(left, right), (right, left)] {
            let Expr::IsNull(null) = unnested(null) else {
                continue;
            };
            let mut equalities = Vec::new();
            self.conjunct(unnested(equal), scope, ctes, &mut equalities);
            if let ([What::Equal(one, two)], Some(column)) =
                (equalities.as_slice(), scope.place(null))
            {
                let value = match (one, two) {
                    (Term::Column(place), other) | (other, Term::Column(place))
                        if *place == column =>
                    {
                        other
                    }
                    _ => continue,
                };
                if matches!(value, Term::Value(Provenance::Tenant(_))) {
                    facts.push(What::TenantOrNull(column));
                }
                return;
            }
        }
        let (mut one, mut two) = (Vec::new(), Vec::new());
        self.conjunction(left, scope, ctes, &mut one);
        self.conjunction(right, scope, ctes, &mut two);
        facts.extend(one.into_iter().filter(|fact| two.contains(fact)));
    }
}

/// Types that a value stays the same in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Number,
    Text,
    Uuid,
}

/// Has a key the same value after a cast to the type, and is it compared as it was?
/// A cast that rounds, cuts off or folds makes it the key of somebody else.
///
/// PostgreSQL does not compare a number with a text. MySQL and SQLite do, as numbers:
/// there `CAST(? AS SIGNED)` is `0` for each key that is a word. MySQL compares a
/// text that was cast by the rules of the connection, and not of the column.
fn keeps_keys(dialect: Dialect, to: &DataType) -> Option<Family> {
    match (dialect, to) {
        (
            Dialect::Postgres,
            DataType::SmallInt(None)
            | DataType::Int(None)
            | DataType::Integer(None)
            | DataType::BigInt(None)
            | DataType::Int2(None)
            | DataType::Int4(None)
            | DataType::Int8(None),
        ) => Some(Family::Number),
        (
            Dialect::Postgres | Dialect::Sqlite,
            DataType::Text | DataType::Varchar(None) | DataType::CharacterVarying(None),
        ) => Some(Family::Text),
        (Dialect::Postgres, DataType::Uuid) => Some(Family::Uuid),
        _ => None,
    }
}

/// The parts that `AND` joins.
pub(crate) fn conjuncts(expr: &Expr) -> Vec<&Expr> {
    let mut parts = Vec::new();
    let mut pending = vec![expr];
    while let Some(expr) = pending.pop() {
        match expr {
            Expr::BinaryOp {
                left,
                op: BinaryOperator::And,
                right,
            } => pending.extend([&**right, &**left]),
            part => parts.push(part),
        }
    }
    parts
}

fn unnested(mut expr: &Expr) -> &Expr {
    while let Expr::Nested(inner) = expr {
        expr = inner;
    }
    expr
}
