//! `UPDATE` and `DELETE`: only rows of the tenant's, and they stay the
//! tenant's.

use std::ops::Range;

use sqlparser::ast::{
    Assignment, AssignmentTarget, Delete, Expr, FromTable, Ident, ObjectName, ObjectNamePart,
    SelectItem, SqliteOnConflict, TableFactor, TableWithJoins, Update, UpdateTableFromKind,
};

use crate::catalog::Rule;
use crate::checker::{Checker, Ctes, Rows};
use crate::from::From;
use crate::scope::{Bound, Relation, Scope, Source};
use crate::{Dialect, Kind};

impl Checker<'_> {
    pub(crate) fn update(&mut self, update: &Update, ctes: &Ctes) -> Rows {
        let Update {
            update_token: _,
            optimizer_hints,
            table,
            assignments,
            from: others,
            selection,
            returning,
            output,
            or,
            order_by,
            limit,
        } = update;
        if !optimizer_hints.is_empty() || output.is_some() {
            self.not_understood("a clause of this `UPDATE`");
        }
        let mut from = From::default();
        self.written_tables(std::slice::from_ref(table), &mut from, ctes);
        let targets = from.all();
        match others {
            Some(UpdateTableFromKind::AfterSet(tables)) => {
                self.tables(tables, &mut from, None, ctes);
            }
            Some(UpdateTableFromKind::BeforeSet(_)) => {
                self.not_understood("`FROM` before `SET`");
            }
            None => {}
        }
        let one_table = targets.len() == 1;
        self.changed(
            from,
            targets.clone(),
            selection.as_ref(),
            returning.as_deref(),
            ctes,
            |checker, from, scope| {
                checker.assignments(assignments, &from.relations, targets.clone(), scope, ctes);
                checker.ordered_by(order_by, scope, ctes);
                checker.expressions(limit, scope, ctes);
                for relation in from.relations.get(targets.clone()).unwrap_or_default() {
                    let Source::Table(table) = relation.source else {
                        continue;
                    };
                    let rule = checker.rule(table);
                    if one_table && matches!(rule, Some(Rule::Shared)) {
                        checker.shared_written(&relation.written);
                    }
                    if *or == Some(SqliteOnConflict::Replace) && !matches!(rule, Some(Rule::Exempt))
                    {
                        checker.report_about(
                            Kind::ForeignRowReplaced,
                            &relation.written,
                            "`UPDATE OR REPLACE` deletes the row that is in the way, whoever owns \
                             it; leave `OR REPLACE` out",
                        );
                    }
                }
            },
        )
    }

    pub(crate) fn delete(&mut self, delete: &Delete, ctes: &Ctes) -> Rows {
        let Delete {
            delete_token: _,
            optimizer_hints,
            tables,
            from: first,
            using,
            selection,
            returning,
            output,
            order_by,
            limit,
        } = delete;
        if !optimizer_hints.is_empty() || output.is_some() {
            self.not_understood("a clause of this `DELETE`");
        }
        let (FromTable::WithFromKeyword(first) | FromTable::WithoutKeyword(first)) = first;
        let several = self.dialect() == Dialect::Mysql && (!tables.is_empty() || using.is_some());
        let mut from = From::default();
        let mut names: Vec<ObjectName> = tables.clone();
        if several && let Some(using) = using {
            // `DELETE FROM a USING a JOIN b`: the first list holds names only.
            names.extend(first.iter().filter_map(plain_name));
            self.written_tables(using, &mut from, ctes);
        } else {
            self.written_tables(first, &mut from, ctes);
        }
        let targets = from.all();
        if !several && let Some(using) = using {
            self.tables(using, &mut from, None, ctes);
        }
        if several && !names.iter().all(|name| self.names_a_table_of(name, &from)) {
            self.not_understood("which tables are deleted from");
        }
        self.changed(
            from,
            targets.clone(),
            selection.as_ref(),
            returning.as_deref(),
            ctes,
            |checker, from, scope| {
                checker.ordered_by(order_by, scope, ctes);
                checker.expressions(limit, scope, ctes);
                for relation in from.relations.get(targets.clone()).unwrap_or_default() {
                    let only_read = several
                        && !names.iter().any(|name| {
                            checker.table_name(name).map(|(_, name)| name) == relation.name
                        });
                    if let Source::Table(table) = relation.source
                        && !only_read
                        && matches!(checker.rule(table), Some(Rule::Shared))
                    {
                        checker.shared_written(&relation.written);
                    }
                }
            },
        )
    }

    fn names_a_table_of(&mut self, name: &ObjectName, from: &From<'_>) -> bool {
        let Some((None, name)) = self.table_name(name) else {
            return false;
        };
        from.relations
            .iter()
            .any(|relation| relation.name.as_ref() == Some(&name))
    }

    /// The tables that are written to, which `WITH` does not hide.
    fn written_tables<'q>(
        &mut self,
        tables: &'q [TableWithJoins],
        from: &mut From<'q>,
        ctes: &Ctes,
    ) {
        let none = Ctes::default();
        let hides = |table: &TableWithJoins| !table.joins.is_empty();
        let ctes = if tables.iter().any(hides) {
            ctes
        } else {
            &none
        };
        self.tables(tables, from, None, ctes);
        let derived = from
            .relations
            .first()
            .is_some_and(|relation| matches!(relation.source, Source::Rows(_)));
        if derived && self.findings.is_empty() {
            self.not_understood("what this statement writes to");
        }
    }

    fn changed<'q>(
        &mut self,
        mut from: From<'q>,
        targets: Range<usize>,
        selection: Option<&'q Expr>,
        returning: Option<&[SelectItem]>,
        ctes: &Ctes,
        more: impl FnOnce(&mut Self, &From<'q>, &Scope<'_>),
    ) -> Rows {
        self.bind_relations(&mut from, selection, &[], None, ctes);
        self.report_unbound(&from.relations, targets.end..from.relations.len());
        self.report_writes(&from.relations, targets);
        self.expressions_of_from(&from, &[], None, ctes);
        let scope = Scope {
            merged: &from.merged,
            ..Scope::new(self.catalog, &from.relations, None)
        };
        self.expressions(selection, &scope, ctes);
        more(self, &from, &scope);
        Rows {
            outputs: self.projection(returning.unwrap_or_default(), &scope, ctes),
            guarantees: Vec::new(),
        }
    }

    /// A finding for each table whose rows are changed over all tenants.
    fn report_writes(&mut self, relations: &[Relation], targets: Range<usize>) {
        if self.gave_up() {
            self.not_understood("a statement as deep as this");
        }
        for relation in relations.get(targets).unwrap_or_default() {
            let Source::Table(table) = relation.source else {
                continue;
            };
            if matches!(relation.bound, Bound::Strict(_)) {
                continue;
            }
            let name = relation.name.as_deref().unwrap_or(&relation.written);
            let bind = self.example();
            let fix = match self.rule(table) {
                Some(Rule::Owned { column, .. }) => format!("`AND {name}.{column} = {bind}`"),
                Some(Rule::Child {
                    foreign_key,
                    parent: (_, parent),
                    parent_key,
                }) => format!(
                    "`AND EXISTS (SELECT 1 FROM {parent} WHERE {parent}.{parent_key} = \
                     {name}.{foreign_key} AND ..)`, limited to the tenant"
                ),
                Some(Rule::Shared | Rule::Exempt) | None => continue,
            };
            self.report_about(
                Kind::WriteNotBound,
                &relation.written,
                format!(
                    "rows of every tenant in `{}` are changed; add {fix}",
                    relation.written
                ),
            );
        }
    }

    /// Nothing may move a row to another tenant.
    pub(crate) fn assignments(
        &mut self,
        assignments: &[Assignment],
        relations: &[Relation],
        targets: Range<usize>,
        scope: &Scope<'_>,
        ctes: &Ctes,
    ) {
        for Assignment { target, value } in assignments {
            self.expression(value, scope, ctes);
            let names = match target {
                AssignmentTarget::ColumnName(name) => std::slice::from_ref(name),
                AssignmentTarget::Tuple(names) => names.as_slice(),
            };
            for name in names {
                self.assigned(name, relations, targets.clone());
            }
        }
    }

    fn assigned(&mut self, name: &ObjectName, relations: &[Relation], targets: Range<usize>) {
        let dialect = self.dialect();
        let parts: Option<Vec<&Ident>> = name
            .0
            .iter()
            .map(|part| match part {
                ObjectNamePart::Identifier(part) => Some(part),
                ObjectNamePart::Function(_) => None,
            })
            .collect();
        let columns: Option<Vec<String>> =
            parts.and_then(|parts| parts.into_iter().map(|part| dialect.column(part)).collect());
        let Some(columns) = columns else {
            self.not_understood("the target of an assignment");
            return;
        };
        for relation in relations.get(targets.clone()).unwrap_or_default() {
            let Source::Table(table) = relation.source else {
                continue;
            };
            for rule in self.rules(table) {
                let (owner, what) = match rule {
                    Rule::Owned { column, .. } => (column, "the tenant column"),
                    Rule::Child { foreign_key, .. } => (foreign_key, "the key of the parent"),
                    Rule::Shared if targets.len() > 1 => {
                        let elsewhere = matches!(columns.as_slice(), [of, _]
                            if relation.name.as_ref().is_none_or(|name| !name.eq_ignore_ascii_case(of)));
                        if !elsewhere {
                            self.shared_written(&relation.written);
                        }
                        continue;
                    }
                    Rule::Shared | Rule::Exempt => continue,
                };
                if columns.iter().any(|column| self.is_row_id(table, column)) {
                    self.not_understood("which column the row's own number is");
                }
                if columns.contains(owner) {
                    self.report_about(
                        Kind::RowMoved,
                        &relation.written,
                        format!(
                            "`{owner}` is {what} of `{}` and cannot be set",
                            relation.written
                        ),
                    );
                }
            }
        }
    }
}

fn plain_name(table: &TableWithJoins) -> Option<ObjectName> {
    match &table.relation {
        TableFactor::Table { name, .. } if table.joins.is_empty() => Some(name.clone()),
        _ => None,
    }
}
