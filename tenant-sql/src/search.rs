//! The search for what ties each table: one parsed text, checked under one guess
//! after the other. A guess comes from an equality that is in the text.

use std::collections::BTreeSet;

use sqlparser::ast::Statement;

use crate::checker::Checker;
use crate::{Catalog, Dialect, Finding, Kind, Rule, Table, Tie};

/// The placeholder of the tenant's key.
const TENANT: &str = ":tenant";

pub(crate) struct Search<'s> {
    statement: &'s Statement,
    /// Each table is everybody's until a tie is found.
    pub(crate) catalog: Catalog,
    /// How many blocks were looked at: the work that was done.
    pub(crate) blocks: usize,
}

impl<'s> Search<'s> {
    pub(crate) fn new(statement: &'s Statement, dialect: Dialect) -> Self {
        let mut catalog = Catalog::new(dialect);
        catalog.assumes_columns = true;
        Self {
            statement,
            catalog,
            blocks: 0,
        }
    }

    fn check(&mut self, candidates: Option<BTreeSet<(usize, Tie)>>) -> Checked {
        let mut checker = Checker::new(&self.catalog, Some(TENANT));
        checker.candidates = candidates;
        checker.statement(self.statement);
        let checked = Checked {
            columns: checker.columns,
            findings: checker.findings,
            candidates: checker.candidates.unwrap_or_default(),
        };
        self.blocks += checker.blocks;
        checked
    }

    pub(crate) fn findings(&mut self) -> Vec<Finding> {
        self.check(None).findings
    }

    /// Tables behind tables that are not known show when those are.
    pub(crate) fn find_tables(&mut self) {
        loop {
            let unknown: BTreeSet<String> = self
                .findings()
                .into_iter()
                .filter(|finding| finding.kind == Kind::UnknownTable)
                .filter_map(|finding| finding.table)
                .filter(|name| {
                    self.catalog
                        .tables
                        .iter()
                        .all(|own| full_name(own) != *name)
                })
                .collect();
            if unknown.is_empty() {
                return;
            }
            for name in unknown {
                let table = match name.rsplit_once('.') {
                    Some((schema, name)) => Table::shared(name).in_schema(schema),
                    None => Table::shared(name),
                };
                // As it is written: a name that the database folds is another.
                self.catalog.tables.push(table);
            }
        }
    }

    /// Which schema a table was declared in, nobody says here.
    pub(crate) fn of_the_default_schema(&self) -> Result<(), Vec<Finding>> {
        let default = self.catalog.dialect.default_schema();
        let elsewhere = |table: &&Table| {
            let schema = table.schema.as_deref();
            schema.is_some() && schema != default
        };
        let findings: Vec<Finding> = self
            .catalog
            .tables
            .iter()
            .filter(elsewhere)
            .map(|table| {
                let name = full_name(table);
                let text = format!("`{name}` names a schema, which is not looked at; leave it out");
                Finding::new(Kind::NotUnderstood, text).about(name)
            })
            .collect();
        if findings.is_empty() {
            Ok(())
        } else {
            Err(findings)
        }
    }

    /// The tables that are written to.
    pub(crate) fn written(&mut self) -> BTreeSet<String> {
        let findings = self.findings().into_iter();
        findings
            .filter(|finding| finding.kind == Kind::SharedTableWritten)
            .filter_map(|finding| finding.table)
            .map(|name| match name.rsplit_once('.') {
                Some((_, name)) => name.to_owned(),
                None => name,
            })
            .collect()
    }

    /// One tie for each table. One can be what the next hangs on.
    pub(crate) fn find_ties(&mut self) {
        let mut progress = true;
        while progress {
            progress = false;
            for (table, tie) in self.candidates() {
                if self.is_tied(table) {
                    continue;
                }
                self.set(table, self.rule(&tie));
                if self.nothing_wrong_with(table) {
                    progress = true;
                } else {
                    self.set(table, Rule::Shared);
                }
            }
        }
        // A key that may be `NULL` is the tenant's only if a parent has it.
        for (table, tie) in self.candidates() {
            let Tie::Column(foreign_key) = tie else {
                continue;
            };
            for (parent, parent_key) in self.tenant_columns() {
                if self.is_tied(table) || parent == self.name(table) {
                    continue;
                }
                let tie = Tie::Parent {
                    foreign_key: foreign_key.clone(),
                    parent,
                    parent_key,
                };
                self.set(table, self.rule(&tie));
                if !self.nothing_wrong_with(table) {
                    self.set(table, Rule::Shared);
                }
            }
        }
    }

    /// What each table could be tied by instead, so that nothing is wrong whichever
    /// it is. Only where nothing is wrong yet.
    pub(crate) fn find_other_ties(&mut self) {
        for (table, tie) in self.candidates() {
            let rule = self.rule(&tie);
            let known = self.catalog.tables.get(table);
            if !self.is_tied(table) || known.is_none_or(|table| table.rules().any(|r| *r == rule)) {
                continue;
            }
            self.other(table, |or| or.push(rule));
            if !self.findings().is_empty() {
                self.other(table, |or| {
                    or.pop();
                });
            }
        }
    }

    /// The columns that the text names with their tables.
    pub(crate) fn columns(&mut self) -> BTreeSet<(String, String)> {
        let columns = self.check(None).columns.into_iter();
        columns
            .map(|(table, column)| (self.name(table), column))
            .collect()
    }

    /// The likelier ones first: a tenant column, then a key of a parent.
    fn candidates(&mut self) -> Vec<(usize, Tie)> {
        let found = self.check(Some(BTreeSet::new())).candidates;
        let mut candidates: Vec<_> = found.into_iter().collect();
        candidates.sort_by_key(|(_, tie)| match tie {
            Tie::Column(_) => (0, false),
            Tie::Parent {
                foreign_key,
                parent_key,
                ..
            } => (1 + i32::from(foreign_key == "id"), parent_key != "id"),
            Tie::Nothing => (3, false),
        });
        candidates
    }

    fn rule(&self, tie: &Tie) -> Rule {
        match tie {
            Tie::Column(column) => Rule::Owned {
                column: column.clone(),
                shared_without_tenant: false,
            },
            Tie::Parent {
                foreign_key,
                parent,
                parent_key,
            } => Rule::Child {
                foreign_key: foreign_key.clone(),
                parent: (None, parent.clone()),
                parent_key: parent_key.clone(),
            },
            Tie::Nothing => Rule::Shared,
        }
    }

    fn tenant_columns(&self) -> Vec<(String, String)> {
        let tables = self.catalog.tables.iter();
        tables
            .filter_map(|table| match &table.rule {
                Rule::Owned { column, .. } => Some((table.name.clone(), column.clone())),
                Rule::Child { .. } | Rule::Shared | Rule::Exempt => None,
            })
            .collect()
    }

    fn is_tied(&self, table: usize) -> bool {
        let table = self.catalog.tables.get(table);
        table.is_none_or(|table| table.rule != Rule::Shared)
    }

    fn set(&mut self, table: usize, rule: Rule) {
        if let Some(table) = self.catalog.tables.get_mut(table) {
            table.rule = rule;
        }
    }

    fn other(&mut self, table: usize, change: impl FnOnce(&mut Vec<Rule>)) {
        if let Some(table) = self.catalog.tables.get_mut(table) {
            change(&mut table.or);
        }
    }

    fn name(&self, table: usize) -> String {
        let table = self.catalog.tables.get(table);
        table.map(|table| table.name.clone()).unwrap_or_default()
    }

    fn nothing_wrong_with(&mut self, table: usize) -> bool {
        let name = self.catalog.tables.get(table).map(full_name);
        self.findings().iter().all(|finding| finding.table != name)
    }
}

struct Checked {
    columns: BTreeSet<(usize, String)>,
    findings: Vec<Finding>,
    candidates: BTreeSet<(usize, Tie)>,
}

fn full_name(table: &Table) -> String {
    match &table.schema {
        Some(schema) => format!("{schema}.{}", table.name),
        None => table.name.clone(),
    }
}
