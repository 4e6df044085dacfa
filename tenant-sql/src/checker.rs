//! What every part of the check carries along.

use std::collections::BTreeSet;

use sqlparser::ast::{ObjectName, ObjectNamePart};

use crate::catalog::{Catalog, Rule};
use crate::provenance::{Outputs, Provenance};
use crate::scope::{Bound, Place, Relation, Source};
use crate::{Dialect, Finding, Kind, Tie};

/// How many blocks are looked at for one text. Subqueries are looked at more
/// than once, and nested ones more often.
const MOST_BLOCKS: usize = 5_000;

/// One check of one text.
#[derive(Debug)]
pub(crate) struct Checker<'c> {
    pub(crate) catalog: &'c Catalog,
    /// The one placeholder that is the tenant's key, where it is known.
    pub(crate) tenant: Option<&'c str>,
    pub(crate) findings: Vec<Finding>,
    /// What each table could be tied by, where that is looked for.
    pub(crate) candidates: Option<BTreeSet<(usize, Tie)>>,
    /// The columns that are named with their tables, where nothing says which there are.
    pub(crate) columns: BTreeSet<(usize, String)>,
    pub(crate) blocks: usize,
}

/// What is known of the rows of a query.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    pub(crate) outputs: Outputs,
    /// What is true of columns outside, where there is a row at all.
    pub(crate) guarantees: Vec<(Place, Provenance)>,
}

/// The common table expressions that can be seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ctes {
    /// Without columns, where it is written further on.
    named: Vec<(String, Option<Outputs>)>,
}

/// What a name means among the common table expressions.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Named<'c> {
    Rows(&'c Outputs),
    /// Of this name or of a table's: the databases differ.
    Unclear,
    Nothing,
}

impl Ctes {
    pub(crate) fn add(&mut self, name: String, outputs: Outputs) {
        self.named.push((name, Some(outputs)));
    }

    /// A name that can be read, and is not looked at yet.
    pub(crate) fn announce(&mut self, name: String) {
        self.named.push((name, None));
    }

    /// MySQL compares the case of these names on some machines.
    pub(crate) fn find(&self, name: &str, dialect: Dialect) -> Named<'_> {
        let alike = |own: &str| match dialect {
            Dialect::Mysql => own.eq_ignore_ascii_case(name),
            Dialect::Postgres | Dialect::Sqlite => own == name,
        };
        match self.named.iter().rev().find(|(own, _)| alike(own)) {
            Some((own, Some(outputs))) if own == name => Named::Rows(outputs),
            Some(_) => Named::Unclear,
            None => Named::Nothing,
        }
    }
}

impl<'c> Checker<'c> {
    pub(crate) fn new(catalog: &'c Catalog, tenant: Option<&'c str>) -> Self {
        Self {
            catalog,
            tenant,
            findings: Vec::new(),
            candidates: None,
            columns: BTreeSet::new(),
            blocks: 0,
        }
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.catalog.dialect
    }

    pub(crate) fn report(&mut self, kind: Kind, message: impl Into<String>) {
        self.findings.push(Finding::new(kind, message));
    }

    pub(crate) fn report_about(&mut self, kind: Kind, table: &str, message: impl Into<String>) {
        self.findings.push(Finding::new(kind, message).about(table));
    }

    /// A part of the syntax that the checker does not follow.
    pub(crate) fn not_understood(&mut self, what: &str) {
        self.report(
            Kind::NotUnderstood,
            format!("{what} is not understood by the checker; write it differently"),
        );
    }

    /// Looks ahead: what is found is found again when its turn comes.
    pub(crate) fn silently<R>(&mut self, look: impl FnOnce(&mut Self) -> R) -> R {
        let before = self.findings.len();
        let result = look(self);
        self.findings.truncate(before);
        result
    }

    /// Is there room for one more block?
    pub(crate) fn may_go_on(&mut self) -> bool {
        self.blocks += 1;
        self.blocks <= MOST_BLOCKS
    }

    pub(crate) fn gave_up(&self) -> bool {
        self.blocks > MOST_BLOCKS
    }

    /// The identity of a bind parameter, if the tenant's key may be bound there.
    pub(crate) fn placeholder(&self, name: &str, at: u64) -> Option<String> {
        if let Some(tenant) = self.tenant {
            return (name == tenant).then(|| name.to_owned());
        }
        let numbered = |sign: char| {
            name.strip_prefix(sign)
                .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        };
        let named = |sign: char| name.strip_prefix(sign).is_some_and(|n| !n.is_empty());
        match self.dialect() {
            Dialect::Postgres => numbered('$').then(|| name.to_owned()),
            // Each `?` is a value of its own.
            Dialect::Mysql | Dialect::Sqlite if name == "?" => Some(format!("?{at}th")),
            Dialect::Mysql => None,
            Dialect::Sqlite => {
                (numbered('?') || named(':') || named('@') || named('$')).then(|| name.to_owned())
            }
        }
    }

    /// The schema and the name of a table as the database compares them.
    pub(crate) fn table_name(&mut self, name: &ObjectName) -> Option<(Option<String>, String)> {
        let mut parts = Vec::new();
        for part in &name.0 {
            match part {
                ObjectNamePart::Identifier(part) => parts.push(self.dialect().table(part)?),
                ObjectNamePart::Function(_) => return None,
            }
        }
        let mut parts = parts.into_iter();
        match (parts.next(), parts.next(), parts.next()) {
            (Some(name), None, None) => Some((None, name)),
            (Some(schema), Some(name), None) => Some((Some(schema), name)),
            _ => None,
        }
    }

    /// The table of a name; a finding where there is none.
    pub(crate) fn table(&mut self, name: &ObjectName) -> Option<usize> {
        let table = self
            .table_name(name)
            .and_then(|(schema, name)| self.catalog.find(schema.as_deref(), &name));
        if table.is_none() {
            let name = written(name);
            self.report_about(
                Kind::UnknownTable,
                &name,
                format!(
                    "nothing says whose the rows of `{name}` are; declare the table, or exempt it \
                     by name"
                ),
            );
        }
        table
    }

    /// Another name of a key, by which it could be set unseen.
    pub(crate) fn is_row_id(&self, table: usize, column: &str) -> bool {
        let declared = self
            .catalog
            .at(table)
            .is_some_and(|table| table.columns.iter().any(|own| own == column));
        !declared && self.dialect().system_columns().contains(&column)
    }

    pub(crate) fn rule(&self, table: usize) -> Option<&'c Rule> {
        self.catalog.at(table).map(|table| &table.rule)
    }

    /// All that the table may be.
    pub(crate) fn rules(&self, table: usize) -> impl Iterator<Item = &'c Rule> + use<'c> {
        let table = self.catalog.at(table);
        table.into_iter().flat_map(|table| table.rules())
    }

    /// A column of the table has a value of which something is known.
    pub(crate) fn candidate(&mut self, table: usize, column: &str, known: &Provenance) {
        let Some(candidates) = &mut self.candidates else {
            return;
        };
        let column = column.to_owned();
        match known {
            Provenance::Tenant(_) => {
                candidates.insert((table, Tie::Column(column)));
            }
            Provenance::Key {
                table: parent,
                column: parent_key,
                ..
            } if *parent != table => {
                let parent = self.catalog.at(*parent).map(|parent| parent.name.clone());
                candidates.extend(parent.map(|parent| {
                    let tie = Tie::Parent {
                        foreign_key: column,
                        parent,
                        parent_key: parent_key.clone(),
                    };
                    (table, tie)
                }));
            }
            Provenance::Key { .. } | Provenance::Unknown => {}
        }
    }

    /// A relation for a table that is written to.
    pub(crate) fn target(
        &mut self,
        name: &ObjectName,
        alias: Option<&sqlparser::ast::Ident>,
    ) -> Option<Relation> {
        let table = self.table(name)?;
        let (schema, own) = self.table_name(name)?;
        let (name_of, schema) = match alias {
            Some(alias) => (self.dialect().table(alias), None),
            None => (
                Some(own),
                schema.or_else(|| self.dialect().default_schema().map(str::to_owned)),
            ),
        };
        Some(Relation {
            name: name_of,
            schema,
            written: written(name),
            source: Source::Table(table),
            bound: Bound::No,
        })
    }
}

/// A name for messages, without its quotes.
pub(crate) fn written(name: &ObjectName) -> String {
    let parts = name.0.iter().map(|part| match part {
        ObjectNamePart::Identifier(part) => part.value.clone(),
        ObjectNamePart::Function(function) => function.to_string(),
    });
    parts.collect::<Vec<_>>().join(".")
}
