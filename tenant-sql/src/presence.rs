//! Is a value there in every row? Where rows without a tenant are everybody's,
//! a `NULL` for the tenant's key gives the row away.

use sqlparser::ast::{Expr, GroupByExpr, Query, Select, SelectItem, SetExpr, TableFactor};

use crate::checker::{Checker, Ctes, Named};

impl Checker<'_> {
    /// Is what stands in a place of each row a bind parameter, or a column that
    /// no outer join, sum or subquery leaves empty?
    pub(crate) fn is_there(&mut self, query: &Query, place: usize, ctes: &Ctes) -> bool {
        let plain = query.with.is_none() && query.order_by.is_none();
        self.is_there_in(&query.body, place, plain, ctes)
    }

    fn is_there_in(&mut self, body: &SetExpr, place: usize, plain: bool, ctes: &Ctes) -> bool {
        match body {
            SetExpr::Select(select) => {
                let items: Vec<_> = select.projection.iter().map(one).collect();
                let placed = items.iter().take(place).all(Option::is_some);
                match items.get(place).copied().flatten() {
                    Some(value) if placed && self.parameter(value).is_some() => true,
                    Some(Expr::Identifier(_) | Expr::CompoundIdentifier(_)) if placed => {
                        plain
                            && items.into_iter().all(is_plain)
                            && self.has_rows_of_a_table(select, ctes)
                    }
                    _ => false,
                }
            }
            SetExpr::Query(query) => plain && self.is_there(query, place, ctes),
            SetExpr::SetOperation { left, right, .. } => {
                self.is_there_in(left, place, plain, ctes)
                    && self.is_there_in(right, place, plain, ctes)
            }
            SetExpr::Values(values) => values.rows.iter().all(|row| {
                row.content
                    .get(place)
                    .is_some_and(|value| self.parameter(value).is_some())
            }),
            _ => false,
        }
    }

    /// One table, and neither groups nor sums.
    fn has_rows_of_a_table(&mut self, select: &Select, ctes: &Ctes) -> bool {
        let [from] = select.from.as_slice() else {
            return false;
        };
        let TableFactor::Table {
            name, args: None, ..
        } = &from.relation
        else {
            return false;
        };
        let dialect = self.dialect();
        let is_table = match self.table_name(name) {
            Some((None, own)) => matches!(ctes.find(&own, dialect), Named::Nothing),
            Some((Some(_), _)) => true,
            None => false,
        };
        let ungrouped = matches!(
            &select.group_by,
            GroupByExpr::Expressions(by, with) if by.is_empty() && with.is_empty()
        );
        is_table && ungrouped && from.joins.is_empty() && select.having.is_none()
    }
}

fn one(item: &SelectItem) -> Option<&Expr> {
    match item {
        SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. } => Some(expr),
        SelectItem::ExprWithAliases { .. }
        | SelectItem::Wildcard(_)
        | SelectItem::QualifiedWildcard(..) => None,
    }
}

fn is_plain(item: Option<&Expr>) -> bool {
    matches!(
        item,
        Some(Expr::Value(_) | Expr::Identifier(_) | Expr::CompoundIdentifier(_))
    )
}
