//! One block: `SELECT .. FROM .. WHERE ..`.

use std::ops::Range;

use sqlparser::ast::{
    Distinct, Expr, GroupByExpr, GroupByWithModifier, NamedWindowExpr, OrderBy, OrderByKind,
    Select, SelectFlavor, SelectItem,
};

use crate::binding::{bound, equal_to};
use crate::catalog::Rule;
use crate::checker::{Checker, Ctes, Rows};
use crate::facts::{Fact, Predicate, Term, What};
use crate::from::From;
use crate::provenance::Provenance;
use crate::scope::{Bound, Place, Relation, Scope, Source};
use crate::{Dialect, Kind};

impl Checker<'_> {
    pub(crate) fn select(
        &mut self,
        select: &Select,
        order_by: Option<&OrderBy>,
        outer: Option<&Scope<'_>>,
        ctes: &Ctes,
    ) -> Rows {
        let Select {
            select_token: _,
            optimizer_hints,
            distinct,
            select_modifiers: _,
            top,
            top_before_distinct: _,
            projection,
            exclude,
            into,
            from: tables,
            lateral_views,
            prewhere,
            selection,
            connect_by,
            group_by,
            cluster_by,
            distribute_by,
            sort_by,
            having,
            named_window,
            qualify,
            window_before_qualify: _,
            value_table_mode,
            flavor,
        } = select;
        if into.is_some() {
            self.report(
                Kind::StatementRefused,
                "`SELECT INTO` copies rows to where nobody checks them; read them, and insert them",
            );
        }
        if !optimizer_hints.is_empty()
            || top.is_some()
            || exclude.is_some()
            || !lateral_views.is_empty()
            || prewhere.is_some()
            || !connect_by.is_empty()
            || !cluster_by.is_empty()
            || !distribute_by.is_empty()
            || !sort_by.is_empty()
            || qualify.is_some()
            || value_table_mode.is_some()
            || *flavor != SelectFlavor::Standard
        {
            self.not_understood("a clause of this `SELECT`");
        }
        let mut from = From::default();
        self.tables(tables, &mut from, outer, ctes);
        let aliases = self.given_names(projection);
        self.bind_relations(&mut from, selection.as_ref(), &aliases, outer, ctes);
        self.report_unbound(&from.relations, from.all());

        self.expressions_of_from(&from, &aliases, outer, ctes);
        let scope = Scope {
            merged: &from.merged,
            aliases: &aliases,
            ..Scope::new(self.catalog, &from.relations, outer)
        };
        for expr in selection.iter().chain(having) {
            self.expression(expr, &scope, ctes);
        }
        match distinct {
            Some(Distinct::On(on)) => self.expressions(on, &scope, ctes),
            Some(Distinct::All | Distinct::Distinct) | None => {}
        }
        self.group_by(group_by, &scope, ctes);
        for window in named_window {
            match &window.1 {
                NamedWindowExpr::NamedWindow(_) => {}
                NamedWindowExpr::WindowSpec(window) => self.window(window, &scope, ctes),
            }
        }
        if let Some(order_by) = order_by {
            self.order(order_by, &scope, ctes);
        }
        let outputs = self.projection(projection, &scope, ctes);
        let guarantees = if gives_no_row_for_none(select, order_by, &scope) {
            self.guarantees(&from, selection.as_ref(), &scope, ctes)
        } else {
            Vec::new()
        };
        Rows {
            outputs,
            guarantees,
        }
    }

    /// Finds out which relations are limited to the tenant.
    pub(crate) fn bind_relations<'q>(
        &mut self,
        from: &mut From<'q>,
        selection: Option<&'q Expr>,
        aliases: &[String],
        outer: Option<&Scope<'_>>,
        ctes: &Ctes,
    ) {
        let selection = selection.map(|expr| Predicate {
            expr,
            holds_for: from.all(),
            always: true,
            visible: from.all(),
        });
        // Each round binds a relation more, or looks at a lateral subquery.
        loop {
            if !self.may_go_on() {
                return;
            }
            let limits: Vec<Bound> = {
                let scope = Scope {
                    merged: &from.merged,
                    aliases,
                    ..Scope::new(self.catalog, &from.relations, outer)
                };
                let facts = self.all_facts(from, selection.as_ref(), &scope, ctes);
                self.candidates_in(&facts, &scope);
                from.all()
                    .map(|relation| bound(relation, &facts, &scope))
                    .collect()
            };
            let mut progress = false;
            for (relation, limit) in from.relations.iter_mut().zip(limits) {
                if limit > relation.bound && !matches!(relation.bound, Bound::Strict(_)) {
                    relation.bound = limit;
                    progress = true;
                }
            }
            if progress {
                continue;
            }
            if from.laterals.is_empty() {
                return;
            }
            let lateral = from.laterals.remove(0);
            let outputs = {
                let before = Scope {
                    visible: 0..lateral.relation,
                    merged: &from.merged,
                    ..Scope::new(self.catalog, &from.relations, outer)
                };
                let rows = self.query(lateral.query, Some(&before), ctes);
                rows.outputs.renamed(&lateral.names)
            };
            if let Some(relation) = from.relations.get_mut(lateral.relation) {
                relation.source = Source::Rows(outputs);
            }
        }
    }

    /// What the tables here could be tied by.
    fn candidates_in(&mut self, facts: &[Fact], scope: &Scope<'_>) {
        if self.candidates.is_none() {
            return;
        }
        for fact in facts {
            let What::Equal(one, two) = &fact.what else {
                continue;
            };
            for side in [one, two] {
                if let Term::Column(place) = side
                    && place.depth == scope.depth()
                    && let Some(table) = scope.table_of(place)
                {
                    for known in equal_to(place, facts, scope) {
                        self.candidate(table, &place.column, &known);
                    }
                }
            }
        }
    }

    fn all_facts(
        &mut self,
        from: &From<'_>,
        selection: Option<&Predicate<'_>>,
        scope: &Scope<'_>,
        ctes: &Ctes,
    ) -> Vec<Fact> {
        let mut facts = Vec::new();
        from.using_facts(scope.depth(), &mut facts);
        for predicate in from.on.iter().chain(selection) {
            self.facts(predicate, scope, ctes, &mut facts);
        }
        facts
    }

    /// What a row of this block says about the columns outside.
    fn guarantees(
        &mut self,
        from: &From<'_>,
        selection: Option<&Expr>,
        scope: &Scope<'_>,
        ctes: &Ctes,
    ) -> Vec<(Place, Provenance)> {
        if scope.outer.is_none() {
            return Vec::new();
        }
        let selection = selection.map(|expr| Predicate {
            expr,
            holds_for: from.all(),
            always: true,
            visible: from.all(),
        });
        let mut facts = self.all_facts(from, selection.as_ref(), scope, ctes);
        if !from.outer_joins {
            facts.iter_mut().for_each(|fact| fact.always = true);
        }
        let mut guarantees = Vec::new();
        for fact in &facts {
            let What::Equal(one, two) = &fact.what else {
                continue;
            };
            for side in [one, two] {
                let Term::Column(place) = side else {
                    continue;
                };
                if place.depth < scope.depth() {
                    let known = equal_to(place, &facts, scope);
                    let known = known
                        .into_iter()
                        .filter(|known| *known != Provenance::Unknown);
                    guarantees.extend(known.map(|known| (place.clone(), known)));
                }
            }
        }
        guarantees
    }

    /// A finding for each relation that is read over all tenants.
    pub(crate) fn report_unbound(&mut self, relations: &[Relation], which: Range<usize>) {
        if self.gave_up() {
            self.not_understood("a statement as deep as this");
        }
        for relation in relations.get(which).unwrap_or_default() {
            let Source::Table(table) = relation.source else {
                continue;
            };
            if relation.bound > Bound::No {
                continue;
            }
            let name = relation.name.as_deref().unwrap_or(&relation.written);
            let bind = self.example();
            match self.rule(table) {
                Some(Rule::Owned { column, .. }) => self.report_about(
                    Kind::NotBound,
                    &relation.written,
                    format!(
                        "`{}` is read for every tenant; add `AND {name}.{column} = {bind}` where \
                         no `OR`, `NOT` or outer join gets past it",
                        relation.written
                    ),
                ),
                Some(Rule::Child {
                    foreign_key,
                    parent: (_, parent),
                    parent_key,
                }) => self.report_about(
                    Kind::NotBound,
                    &relation.written,
                    format!(
                        "`{}` is read for every tenant; join `{parent}`, limited to the tenant, by \
                         `{parent}.{parent_key} = {name}.{foreign_key}`",
                        relation.written
                    ),
                ),
                Some(Rule::Shared | Rule::Exempt) | None => {}
            }
        }
    }

    pub(crate) fn example(&self) -> &'static str {
        match (self.tenant, self.dialect()) {
            (Some(_), _) => ":tenant",
            (None, Dialect::Postgres) => "$1",
            (None, Dialect::Sqlite | Dialect::Mysql) => "?",
        }
    }

    /// The conditions of joins and the arguments of functions: what is nested
    /// in them is checked too.
    pub(crate) fn expressions_of_from(
        &mut self,
        from: &From<'_>,
        aliases: &[String],
        outer: Option<&Scope<'_>>,
        ctes: &Ctes,
    ) {
        let on = from.on.iter().map(|on| (on.expr, on.visible.clone()));
        let others = from.expressions.iter().cloned();
        for (expr, visible) in on.chain(others) {
            let scope = Scope {
                visible,
                merged: &from.merged,
                aliases,
                ..Scope::new(self.catalog, &from.relations, outer)
            };
            self.expression(expr, &scope, ctes);
        }
    }

    fn group_by(&mut self, group_by: &GroupByExpr, scope: &Scope<'_>, ctes: &Ctes) {
        let modifiers = match group_by {
            GroupByExpr::All(modifiers) => modifiers,
            GroupByExpr::Expressions(expressions, modifiers) => {
                let own = expressions
                    .iter()
                    .filter(|expr| !self.is_given(expr, scope));
                let own: Vec<&Expr> = own.collect();
                self.expressions(own, scope, ctes);
                modifiers
            }
        };
        for modifier in modifiers {
            match modifier {
                GroupByWithModifier::Rollup | GroupByWithModifier::Cube => {}
                GroupByWithModifier::GroupingSets(sets) => self.expression(sets, scope, ctes),
                GroupByWithModifier::Totals => self.not_understood("`WITH TOTALS`"),
            }
        }
    }
}

fn grouped_by_nothing(group_by: &GroupByExpr) -> bool {
    matches!(group_by, GroupByExpr::Expressions(by, with) if by.is_empty() && with.is_empty())
}

/// Is an expression a column of a declared table, or a value?
///
/// PostgreSQL reads `c.count` as `count(c)` where there is no such column, and
/// an aggregate makes a row out of none.
pub(crate) fn is_plain(expr: &Expr, scope: &Scope<'_>) -> bool {
    match expr {
        Expr::Value(_) => true,
        Expr::Identifier(_) | Expr::CompoundIdentifier(_) => {
            let place = scope.place(expr);
            place.is_some_and(|place| {
                place.depth == scope.depth() && scope.has(place.relation, &place.column)
            })
        }
        _ => false,
    }
}

/// Is there no row unless one passes the conditions?
fn gives_no_row_for_none(select: &Select, order_by: Option<&OrderBy>, scope: &Scope<'_>) -> bool {
    let projection = select.projection.iter().all(|item| match item {
        SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. } => {
            is_plain(expr, scope)
        }
        SelectItem::Wildcard(_) | SelectItem::QualifiedWildcard(..) => true,
        SelectItem::ExprWithAliases { .. } => false,
    });
    let order = match order_by.map(|by| &by.kind) {
        Some(OrderByKind::Expressions(by)) => by.iter().all(|by| is_plain(&by.expr, scope)),
        Some(OrderByKind::All(_)) | None => true,
    };
    projection
        && order
        && !matches!(select.distinct, Some(Distinct::On(_)))
        && select.named_window.is_empty()
        && select.having.is_none()
        && grouped_by_nothing(&select.group_by)
}
