//! What the declarations rely on in the database's schema: keys that are there and
//! enforced, columns that are not `NULL` and hold what is written to them, texts that are
//! compared byte by byte.

use diesel::result::QueryResult;

use super::queries::Queries;
use crate::catalog::sql::SEPARATOR;
use crate::catalog::{Catalog, Table};
use crate::registry::{self, Ownership, TableName, WithoutTenant};

/// What a schema says of itself beside its columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Schema {
    pub(super) foreign_keys: Vec<ForeignKey>,
    unique: Vec<Unique>,
    /// Columns that are not compared byte by byte, and why.
    folded: Vec<(TableName, String, String)>,
    /// Columns whose values the database makes from others.
    generated: Vec<(TableName, String)>,
    /// Why foreign keys are not enforced on this connection.
    unenforced: Option<String>,
    /// Why a value that does not fit becomes another.
    lenient: Option<String>,
}

/// A foreign key.
#[derive(Debug, Clone)]
pub(super) struct ForeignKey {
    pub(super) table: TableName,
    number: String,
    /// The columns, and those that they refer to. Where nothing is named, it is the
    /// primary key.
    pub(super) columns: Vec<(String, String)>,
    parent: TableName,
    /// Why it is not enforced.
    fault: Option<String>,
}

/// The columns of a unique key.
#[derive(Debug, Clone)]
struct Unique {
    table: TableName,
    number: String,
    columns: Vec<String>,
}

impl Schema {
    pub(super) fn read<C: Catalog>(conn: &mut C) -> QueryResult<Self> {
        let queries = Queries::of(C::DIALECT);
        let mut schema = Self::default();
        for [
            table_schema,
            table,
            number,
            column,
            parent_schema,
            parent,
            parent_column,
            fault,
        ] in fields(conn, queries.foreign_keys)?
        {
            let columns = (column, parent_column);
            let table = name(table_schema, table);
            match schema.foreign_keys.last_mut() {
                Some(key) if key.table == table && key.number == number => {
                    key.columns.push(columns);
                }
                _ => schema.foreign_keys.push(ForeignKey {
                    table,
                    number,
                    columns: vec![columns],
                    parent: name(parent_schema, parent),
                    fault: Some(fault).filter(|fault| !fault.is_empty()),
                }),
            }
        }
        for [table_schema, table, number, column] in fields(conn, queries.unique)? {
            let table = name(table_schema, table);
            match schema.unique.last_mut() {
                Some(key) if key.table == table && key.number == number => key.columns.push(column),
                _ => schema.unique.push(Unique {
                    table,
                    number,
                    columns: vec![column],
                }),
            }
        }
        for [table_schema, table, column, why] in fields(conn, queries.folded)? {
            schema.folded.push((name(table_schema, table), column, why));
        }
        for [table_schema, table, column] in fields(conn, queries.generated)? {
            schema.generated.push((name(table_schema, table), column));
        }
        schema.unenforced = conn.lines(queries.unenforced)?.pop();
        schema.lenient = conn.lines(queries.lenient)?.pop();
        Ok(schema)
    }

    /// What is wrong, by the column that it is about.
    pub(super) fn faults(
        &self,
        found: &[Table],
        declared: &[registry::Table],
    ) -> Vec<(String, String)> {
        let mut faults = Vec::new();
        // Said of one table: it is the same for all.
        let mut lenient = self.lenient.as_ref();
        for table in declared {
            let Some(known) = found.iter().find(|found| found.is(&table.name)) else {
                continue;
            };
            let mut add = |column: &str, fault: String| {
                let column = format!("{}.{column}", table.name);
                let exempt = format!("; or write `exempt(\"{column}\", \"why\")`");
                faults.push((column, fault + &exempt));
            };
            let mut cut = |column: &str, add: &mut dyn FnMut(&str, String)| {
                if let Some(why) = lenient.take() {
                    let key = format!("`{}.{column}`", known.short_name());
                    add(
                        column,
                        format!("{why}: in {key} that can be another tenant's key"),
                    );
                }
            };
            if let Some(fault) = self.not_unique(known, &table.primary_key)
                && table.ownership != Ownership::Shared
            {
                add(&table.primary_key.join(","), fault);
            }
            match &table.ownership {
                Ownership::Parent {
                    foreign_key,
                    parent,
                    parent_key,
                } => {
                    let parent = found.iter().find(|found| found.is(parent));
                    let fault = parent
                        .and_then(|parent| self.unlinked(known, foreign_key, parent, parent_key));
                    if let Some(fault) = fault {
                        add(foreign_key, fault);
                    }
                    if is_nullable(known, foreign_key) {
                        add(
                            foreign_key,
                            format!(
                                "`{}.{foreign_key}` may be `NULL` in the database, and a row without a \
                             parent belongs to no tenant. Make it `NOT NULL`",
                                known.short_name()
                            ),
                        );
                    }
                    self.generated(known, foreign_key, &mut add);
                    // Where both fold, two keys of parents that differ in it alone are one.
                    if parent.is_none_or(|parent| self.folds(parent, parent_key).is_none()) {
                        self.folded(known, foreign_key, "keys of its parents", &mut add);
                    }
                }
                Ownership::Column {
                    column,
                    without_tenant,
                    ..
                } => {
                    if *without_tenant == WithoutTenant::None && is_nullable(known, column) {
                        add(
                            column,
                            format!(
                                "`{}.{column}` may be `NULL` in the database, and its declaration does not \
                             say so: make it `NOT NULL`, or declare `nullable = shared` or `nullable = \
                             invisible`",
                                known.short_name()
                            ),
                        );
                    }
                    cut(column, &mut add);
                    self.folded(known, column, "tenant keys", &mut add);
                    self.generated(known, column, &mut add);
                }
                Ownership::Root { column, .. } => {
                    cut(column, &mut add);
                    self.folded(known, column, "tenant keys", &mut add);
                    self.generated(known, column, &mut add);
                }
                Ownership::Shared => {}
            }
        }
        faults
    }

    /// Why a row of a child does not hang on its parent.
    fn unlinked(
        &self,
        child: &Table,
        column: &str,
        parent: &Table,
        parent_key: &str,
    ) -> Option<String> {
        let (of, to) = (child.short_name(), parent.short_name());
        let belongs = format!(
            "a row of `{of}` whose parent is gone belongs to whoever gets the parent's key next"
        );
        let refers = |key: &&ForeignKey| {
            let named = same(&key.parent.name, &parent.name.name)
                && (key.parent.schema.is_none() || key.parent.schema == parent.name.schema);
            let column_of = |(own, other): &(String, String)| {
                same(own, column) && (other.is_empty() || same(other, parent_key))
            };
            // Where one column of several is `NULL`, the key is not looked at.
            let whole = key
                .columns
                .iter()
                .all(|(own, _)| same(own, column) || !is_nullable(child, own));
            key.table == child.name && named && whole && key.columns.iter().any(column_of)
        };
        let mut keys: Vec<_> = self.foreign_keys.iter().filter(refers).collect();
        keys.sort_by_key(|key| key.fault.is_some());
        let Some(key) = keys.first() else {
            return Some(format!(
                "`{of}` belongs to its parent by `{of}.{column}`, and the database has no foreign key \
                 from there to `{to}.{parent_key}`: {belongs}. Add `FOREIGN KEY ({column}) REFERENCES \
                 {to} ({parent_key})`"
            ));
        };
        let why = key.fault.as_ref().or(self.unenforced.as_ref())?;
        Some(format!(
            "`{of}` belongs to its parent by `{of}.{column}`, and the foreign key there is not enforced: \
             {belongs}. {why}"
        ))
    }

    fn not_unique(&self, table: &Table, columns: &[String]) -> Option<String> {
        let within = |key: &[String]| {
            !key.is_empty()
                && key
                    .iter()
                    .all(|own| columns.iter().any(|column| same(own, column)))
        };
        let primary: Vec<_> = table
            .columns
            .iter()
            .filter(|column| column.primary_key)
            .map(|column| column.name.clone())
            .collect();
        let mut keys = self.unique.iter().filter(|key| key.table == table.name);
        if within(&primary) || keys.any(|key| within(&key.columns)) {
            return None;
        }
        let (name, columns) = (table.short_name(), columns.join(", "));
        Some(format!(
            "the `table!` of `{name}` says that ({columns}) is its primary key, and in the database that \
             is not unique: a row is then taken for another with the same key. Add `UNIQUE ({columns})`"
        ))
    }

    fn generated(&self, table: &Table, column: &str, add: &mut impl FnMut(&str, String)) {
        let is_this =
            |(of, generated): &(TableName, String)| *of == table.name && same(generated, column);
        if self.generated.iter().any(is_this) {
            add(
                column,
                format!(
                    "`{}.{column}` says whose a row is, and the database generates it from other \
                     columns: an update of those moves the row to another tenant. Make it a column of \
                     its own",
                    table.short_name()
                ),
            );
        }
    }

    /// Why a column is not compared byte by byte.
    fn folds(&self, table: &Table, column: &str) -> Option<&String> {
        let is_this = |(of, folded, _): &&(TableName, String, String)| {
            *of == table.name && same(folded, column)
        };
        self.folded.iter().find(is_this).map(|(.., why)| why)
    }

    fn folded(&self, table: &Table, column: &str, what: &str, add: &mut impl FnMut(&str, String)) {
        if let Some(why) = self.folds(table, column) {
            add(
                column,
                format!(
                    "`{}.{column}` holds {what}, and {why}: the scope of one tenant reads the rows of \
                     another whose key differs in that alone",
                    table.short_name()
                ),
            );
        }
    }
}

fn is_nullable(table: &Table, column: &str) -> bool {
    let mut columns = table.columns.iter();
    columns.any(|found| same(&found.name, column) && found.nullable)
}

/// Two names of columns, which SQLite and MySQL do not tell apart by case; nor is
/// there a table in which PostgreSQL would have to.
fn same(name: &str, other: &str) -> bool {
    name.eq_ignore_ascii_case(other)
}

fn name(schema: String, name: String) -> TableName {
    TableName {
        schema: Some(schema).filter(|schema| !schema.is_empty()),
        name,
    }
}

/// The rows of a query, each with `N` fields in its one column.
fn fields<C: Catalog, const N: usize>(conn: &mut C, query: &str) -> QueryResult<Vec<[String; N]>> {
    let lines = conn.lines(query)?;
    let rows = lines.iter().map(|line| {
        let fields: Vec<_> = line.split(SEPARATOR).map(str::to_owned).collect();
        fields.try_into().ok()
    });
    Ok(rows.flatten().collect())
}
