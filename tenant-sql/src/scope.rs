//! Which column a name means.

use std::ops::Range;

use sqlparser::ast::{Expr, Ident};

use crate::catalog::{Catalog, Rule, Table};
use crate::provenance::{Outputs, Provenance};

/// How far the rows of a relation are limited to the tenant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bound {
    No,
    /// The tenant's rows, and those that are everybody's.
    Read,
    /// The tenant's rows, by the named placeholder. It has no name where it is not
    /// known, or not the same for each row.
    Strict(String),
}

/// What a relation of a `FROM` stands for.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    Table(usize),
    /// A subquery, a common table expression or a function.
    Rows(Outputs),
}

/// A relation of a `FROM`.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    /// The name by which columns are qualified.
    pub(crate) name: Option<String>,
    /// The schema, where the table has no alias that hides it.
    pub(crate) schema: Option<String>,
    /// As the text has it, for messages.
    pub(crate) written: String,
    pub(crate) source: Source,
    pub(crate) bound: Bound,
}

/// A column, found.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub(crate) depth: usize,
    pub(crate) relation: usize,
    pub(crate) column: String,
}

/// Columns that `USING` made one.
#[derive(Debug, Clone)]
pub(crate) struct Merged {
    pub(crate) column: String,
    pub(crate) members: Vec<usize>,
    /// The member whose value the column has.
    pub(crate) value: Option<usize>,
}

/// What can be named at a point of a statement.
#[derive(Debug, Clone)]
pub(crate) struct Scope<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) relations: &'a [Relation],
    /// Which of the relations can be seen from here.
    pub(crate) visible: Range<usize>,
    pub(crate) merged: &'a [Merged],
    /// Names that the `SELECT` list gives, which SQLite sees in `WHERE`.
    pub(crate) aliases: &'a [String],
    pub(crate) outer: Option<&'a Scope<'a>>,
    /// Are there names here that this scope does not know?
    pub(crate) sealed: bool,
}

impl<'a> Scope<'a> {
    /// All of the relations, inside of `outer`.
    pub(crate) fn new(
        catalog: &'a Catalog,
        relations: &'a [Relation],
        outer: Option<&'a Scope<'a>>,
    ) -> Self {
        Self {
            catalog,
            relations,
            visible: 0..relations.len(),
            merged: &[],
            aliases: &[],
            outer,
            sealed: false,
        }
    }

    /// Where names are not followed.
    pub(crate) fn sealed(catalog: &'a Catalog) -> Self {
        Self {
            sealed: true,
            ..Self::new(catalog, &[], None)
        }
    }

    pub(crate) fn depth(&self) -> usize {
        self.outer.map_or(0, |outer| outer.depth() + 1)
    }

    /// The column that an expression is, if it is one and there is no doubt.
    pub(crate) fn place(&self, expr: &Expr) -> Option<Place> {
        match expr {
            Expr::Identifier(name) => self.unqualified(&self.catalog.dialect.column(name)?),
            Expr::CompoundIdentifier(names) => self.qualified(names),
            Expr::Nested(inner) => self.place(inner),
            _ => None,
        }
    }

    fn qualified(&self, names: &[Ident]) -> Option<Place> {
        let dialect = self.catalog.dialect;
        let (schema, table, column) = match names {
            [table, column] => (None, table, column),
            [schema, table, column] => (Some(dialect.table(schema)?), table, column),
            _ => return None,
        };
        let (table, column) = (dialect.table(table)?, dialect.column(column)?);
        let mut scope = Some(self);
        while let Some(at) = scope.filter(|scope| !scope.sealed) {
            let mut alike = at.relations.iter().enumerate().filter(|(_, relation)| {
                let name = relation.name.as_deref().unwrap_or_default();
                name.eq_ignore_ascii_case(&table)
                    && (name == table || dialect == crate::Dialect::Mysql)
            });
            if let Some((index, relation)) = alike.next() {
                let same_schema = schema.is_none() || schema == relation.schema;
                let exact = relation.name.as_ref() == Some(&table);
                let sure = alike.next().is_none() && at.visible.contains(&index);
                return (same_schema && exact && sure).then(|| Place {
                    depth: at.depth(),
                    relation: index,
                    column,
                });
            }
            scope = at.outer;
        }
        None
    }

    fn unqualified(&self, column: &str) -> Option<Place> {
        let mut scope = Some(self);
        while let Some(at) = scope.filter(|scope| !scope.sealed) {
            let all = 0..at.relations.len();
            let with: Vec<usize> = all.clone().filter(|r| at.has(*r, column)).collect();
            let found = match with.as_slice() {
                // Where another has it too, the database does not know either,
                // and refuses.
                [one] => *one,
                [] if all.clone().any(|r| at.may_have(r, column)) => {
                    let innermost = at.outer.is_none() || self.catalog.assumes_columns;
                    if !innermost || all.len() != 1 {
                        return None;
                    }
                    0
                }
                [] if at.aliases.iter().any(|alias| alias == column) => return None,
                [] if at.has_hidden_names() => return None,
                [] => {
                    scope = at.outer;
                    continue;
                }
                several => at.merged_value(column, several)?,
            };
            return at.visible.contains(&found).then(|| Place {
                depth: at.depth(),
                relation: found,
                column: column.to_owned(),
            });
        }
        None
    }

    fn merged_value(&self, column: &str, members: &[usize]) -> Option<usize> {
        self.merged
            .iter()
            .find(|merged| {
                merged.column == column && members.iter().all(|m| merged.members.contains(m))
            })
            .and_then(|merged| merged.value)
    }

    /// Are there columns whose name only the database knows? It may be the one
    /// that is looked for.
    fn has_hidden_names(&self) -> bool {
        self.relations
            .iter()
            .any(|relation| match &relation.source {
                Source::Table(_) => false,
                Source::Rows(outputs) => outputs.columns.iter().any(|output| output.name.is_none()),
            })
    }

    pub(crate) fn may_have(&self, relation: usize, column: &str) -> bool {
        match self
            .relations
            .get(relation)
            .map(|relation| &relation.source)
        {
            Some(Source::Table(table)) => self.catalog.at(*table).is_none_or(|table| {
                table.columns.is_empty()
                    || table.columns.iter().any(|own| own == column)
                    || self.catalog.dialect.system_columns().contains(&column)
            }),
            Some(Source::Rows(outputs)) => outputs.may_have(column),
            None => false,
        }
    }

    pub(crate) fn has(&self, relation: usize, column: &str) -> bool {
        match self
            .relations
            .get(relation)
            .map(|relation| &relation.source)
        {
            Some(Source::Table(table)) => {
                self.catalog
                    .at(*table)
                    .is_some_and(|table| table.columns.iter().any(|own| own == column))
                    || self.catalog.dialect.system_columns().contains(&column)
            }
            Some(Source::Rows(outputs)) => outputs
                .columns
                .iter()
                .any(|output| output.name.as_deref() == Some(column)),
            None => false,
        }
    }

    /// The relation of a column.
    fn relation_of(&self, place: &Place) -> Option<&Relation> {
        let mut scope = self;
        while scope.depth() > place.depth {
            scope = scope.outer?;
        }
        scope.relations.get(place.relation)
    }

    /// The table of a column.
    pub(crate) fn table_of(&self, place: &Place) -> Option<usize> {
        match self.relation_of(place)?.source {
            Source::Table(table) => Some(table),
            Source::Rows(_) => None,
        }
    }

    /// What is known of the values of a column.
    pub(crate) fn provenance(&self, place: &Place) -> Provenance {
        let Some(relation) = self.relation_of(place) else {
            return Provenance::Unknown;
        };
        match &relation.source {
            Source::Rows(outputs) => outputs.named(&place.column),
            Source::Table(table) => self.of_table(*table, &relation.bound, &place.column),
        }
    }

    fn of_table(&self, table: usize, bound: &Bound, column: &str) -> Provenance {
        let rules = self.catalog.at(table).into_iter().flat_map(Table::rules);
        let known = rules.map(|rule| self.under(rule, table, bound, column));
        known
            .reduce(|one, two| one.or(&two))
            .unwrap_or(Provenance::Unknown)
    }

    fn under(&self, rule: &Rule, table: usize, bound: &Bound, column: &str) -> Provenance {
        let strict = match bound {
            Bound::No => return Provenance::Unknown,
            Bound::Read => false,
            Bound::Strict(_) => true,
        };
        let own = Provenance::Key {
            table,
            column: column.to_owned(),
            strict,
        };
        match (rule, bound) {
            // Without a name it may be a key a row.
            (Rule::Owned { column: owner, .. }, Bound::Strict(key))
                if owner == column && !key.is_empty() =>
            {
                Provenance::Tenant(key.clone())
            }
            (Rule::Owned { .. }, _) => own,
            (
                Rule::Child {
                    foreign_key,
                    parent: (schema, parent),
                    parent_key,
                },
                _,
            ) if foreign_key == column => match self.catalog.find(schema.as_deref(), parent) {
                Some(table) => Provenance::Key {
                    table,
                    column: parent_key.clone(),
                    strict,
                },
                None => Provenance::Unknown,
            },
            (Rule::Child { .. }, _) => own,
            (Rule::Shared | Rule::Exempt, _) => Provenance::Unknown,
        }
    }
}
