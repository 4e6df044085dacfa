//! Queries: `WITH`, set operations, `ORDER BY` and what else stands around a
//! block.

use sqlparser::ast::{
    Cte, Expr, LimitClause, OrderBy, OrderByExpr, OrderByKind, OrderByOptions, OrderBySort, Query,
    SetExpr, SetOperator, SetQuantifier, Statement, Values, With,
};

use crate::checker::{Checker, Ctes, Rows};
use crate::provenance::{Outputs, Provenance};
use crate::scope::Scope;
use crate::{Dialect, Kind};

impl Checker<'_> {
    pub(crate) fn query(&mut self, query: &Query, outer: Option<&Scope<'_>>, ctes: &Ctes) -> Rows {
        let Query {
            with,
            body,
            order_by,
            limit_clause,
            fetch,
            locks: _,
            for_clause,
            settings,
            format_clause,
            pipe_operators,
        } = query;
        if !self.may_go_on() {
            return Rows::default();
        }
        if for_clause.is_some()
            || settings.is_some()
            || format_clause.is_some()
            || !pipe_operators.is_empty()
        {
            self.not_understood("a clause at the end of this query");
        }
        let mut own;
        let ctes = match with {
            Some(with) => {
                own = ctes.clone();
                self.with(with, outer, &mut own);
                &own
            }
            None => ctes,
        };
        let rows = match &**body {
            SetExpr::Select(select) => self.select(select, order_by.as_ref(), outer, ctes),
            body => {
                if let Some(order_by) = order_by {
                    self.order(order_by, &Scope::sealed(self.catalog), ctes);
                }
                let rows = self.body(body, outer, ctes);
                Rows {
                    outputs: rows.outputs,
                    guarantees: Vec::new(),
                }
            }
        };
        let beside = Scope::sealed(self.catalog);
        match limit_clause {
            Some(LimitClause::LimitOffset {
                limit,
                offset,
                limit_by,
            }) => {
                if !limit_by.is_empty() {
                    self.not_understood("`LIMIT BY`");
                }
                let offset = offset.as_ref().map(|offset| &offset.value);
                for expr in limit.iter().chain(offset) {
                    self.expression(expr, &beside, ctes);
                }
            }
            Some(LimitClause::OffsetCommaLimit { offset, limit }) => {
                self.expression(offset, &beside, ctes);
                self.expression(limit, &beside, ctes);
            }
            None => {}
        }
        if let Some(quantity) = fetch.as_ref().and_then(|fetch| fetch.quantity.as_ref()) {
            self.expression(quantity, &beside, ctes);
        }
        rows
    }

    pub(crate) fn with(&mut self, with: &With, outer: Option<&Scope<'_>>, ctes: &mut Ctes) {
        // Then each sees the others, also those that stand behind it.
        if with.recursive || self.dialect() == Dialect::Sqlite {
            for cte in &with.cte_tables {
                ctes.announce(self.dialect().table(&cte.alias.name).unwrap_or_default());
            }
        }
        for cte in &with.cte_tables {
            let Cte {
                alias,
                query,
                from,
                materialized: _,
                closing_paren_token: _,
            } = cte;
            if from.is_some() {
                self.not_understood("this `WITH`");
            }
            let (name, names) = self.alias(Some(alias));
            let Some(name) = name else {
                return;
            };
            let outputs = if with.recursive {
                self.recursive(&name, &names, query, outer, ctes)
            } else {
                self.query(query, outer, ctes).outputs.renamed(&names)
            };
            ctes.add(name, outputs);
        }
    }

    /// A table expression that may read from itself. What is known of its rows
    /// is what holds for the first ones and is kept by each step.
    fn recursive(
        &mut self,
        name: &str,
        names: &[String],
        query: &Query,
        outer: Option<&Scope<'_>>,
        ctes: &Ctes,
    ) -> Outputs {
        let SetExpr::SetOperation { left, .. } = &*query.body else {
            return self.query(query, outer, ctes).outputs.renamed(names);
        };
        let mut known = {
            let ctes = self.inner_ctes(query, outer, ctes);
            self.silently(|checker| checker.body(left, outer, &ctes))
                .outputs
                .renamed(names)
        };
        loop {
            let mut with_itself = ctes.clone();
            with_itself.add(name.to_owned(), known.clone());
            let step = self
                .silently(|checker| checker.query(query, outer, &with_itself))
                .outputs
                .renamed(names);
            let kept = known.clone().or(&step);
            if kept == known || !self.may_go_on() {
                return self
                    .query(query, outer, &with_itself)
                    .outputs
                    .renamed(names);
            }
            known = kept;
        }
    }

    fn inner_ctes(&mut self, query: &Query, outer: Option<&Scope<'_>>, ctes: &Ctes) -> Ctes {
        let mut inner = ctes.clone();
        if let Some(with) = &query.with {
            self.silently(|checker| checker.with(with, outer, &mut inner));
        }
        inner
    }

    fn body(&mut self, body: &SetExpr, outer: Option<&Scope<'_>>, ctes: &Ctes) -> Rows {
        match body {
            SetExpr::Select(select) => self.select(select, None, outer, ctes),
            SetExpr::Query(query) => self.query(query, outer, ctes),
            SetExpr::SetOperation {
                left,
                op,
                set_quantifier,
                right,
            } => {
                match op {
                    SetOperator::Union | SetOperator::Except | SetOperator::Intersect => {}
                    SetOperator::Minus => self.not_understood("`MINUS`"),
                }
                match set_quantifier {
                    SetQuantifier::All | SetQuantifier::Distinct | SetQuantifier::None => {}
                    SetQuantifier::ByName
                    | SetQuantifier::AllByName
                    | SetQuantifier::DistinctByName => self.not_understood("`BY NAME`"),
                }
                let left = self.body(left, outer, ctes);
                let right = self.body(right, outer, ctes);
                Rows {
                    outputs: left.outputs.or(&right.outputs),
                    guarantees: Vec::new(),
                }
            }
            SetExpr::Values(values) => self.values(values, outer, ctes),
            SetExpr::Table(table) => {
                self.report_about(
                    Kind::NotBound,
                    table.table_name.as_deref().unwrap_or_default(),
                    "`TABLE` reads the rows of every tenant; write `SELECT .. WHERE ..`",
                );
                Rows::default()
            }
            SetExpr::Insert(Statement::Insert(insert)) => self.insert(insert, ctes),
            SetExpr::Update(Statement::Update(update)) => self.update(update, ctes),
            SetExpr::Delete(Statement::Delete(delete)) => self.delete(delete, ctes),
            SetExpr::Insert(_) | SetExpr::Update(_) | SetExpr::Delete(_) | SetExpr::Merge(_) => {
                self.report(
                    Kind::StatementRefused,
                    "`MERGE` is not followed; write an update and an insert",
                );
                Rows::default()
            }
        }
    }

    fn values(&mut self, values: &Values, outer: Option<&Scope<'_>>, ctes: &Ctes) -> Rows {
        let scope = Scope::new(self.catalog, &[], outer);
        let mut all: Option<Outputs> = None;
        for row in &values.rows {
            let mut outputs = Outputs::default();
            for (place, expr) in row.content.iter().enumerate() {
                self.expression(expr, &scope, ctes);
                let known = self.provenance(expr, &scope, ctes);
                let name = match self.dialect() {
                    // `column_0` on MySQL, and on MariaDB the text of the value.
                    Dialect::Mysql => None,
                    Dialect::Postgres | Dialect::Sqlite => Some(format!("column{}", place + 1)),
                };
                outputs.push(name, known);
            }
            all = Some(match all {
                Some(above) => above.or(&outputs),
                None => outputs,
            });
        }
        Rows {
            outputs: all.unwrap_or_default(),
            guarantees: Vec::new(),
        }
    }

    pub(crate) fn order(&mut self, order_by: &OrderBy, scope: &Scope<'_>, ctes: &Ctes) {
        if order_by.interpolate.is_some() {
            self.not_understood("`INTERPOLATE`");
        }
        match &order_by.kind {
            OrderByKind::All(_) => {}
            OrderByKind::Expressions(by) => self.ordered_by(by, scope, ctes),
        }
    }

    pub(crate) fn ordered_by(&mut self, by: &[OrderByExpr], scope: &Scope<'_>, ctes: &Ctes) {
        for by in by {
            let OrderByExpr {
                expr,
                options,
                with_fill,
            } = by;
            let OrderByOptions {
                sort,
                nulls_first: _,
            } = options;
            match sort {
                Some(OrderBySort::Asc | OrderBySort::Desc) | None => {}
                Some(OrderBySort::Using(_)) => self.not_understood("`ORDER BY .. USING`"),
            }
            if with_fill.is_some() {
                self.not_understood("`WITH FILL`");
            }
            if !self.is_given(expr, scope) {
                self.expression(expr, scope, ctes);
            }
        }
    }

    /// Is it a name that the `SELECT` list gives? `ORDER BY` and `GROUP BY` take that
    /// before a table of the name.
    pub(crate) fn is_given(&self, expr: &Expr, scope: &Scope<'_>) -> bool {
        let Expr::Identifier(name) = expr else {
            return false;
        };
        let name = self.dialect().column(name);
        name.is_some_and(|name| scope.aliases.contains(&name))
    }
}

impl Rows {
    /// What is known of the value in a place.
    pub(crate) fn at(&self, place: usize) -> Provenance {
        self.outputs.at(place)
    }
}
