//! The observer: every row of every table as text, read with plain SQL.

use std::collections::BTreeMap;

use diesel::result::QueryResult;

use super::schema::Schema;
use crate::catalog::sql::SEPARATOR;
use crate::catalog::{Catalog, Column, Dialect, Table};

/// A row: the place of its table in [`Observer::tables`], and the values of its
/// columns as SQL literals.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    pub(super) table: usize,
    pub(super) values: Vec<String>,
}

/// The rows of all tables, each as often as it is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Snapshot(BTreeMap<Row, usize>);

impl Snapshot {
    /// The rows that are here and not in `other`.
    pub(super) fn without(&self, other: &Self) -> Vec<Row> {
        let more = |(row, times): (&Row, &usize)| {
            let others = other.0.get(row).copied().unwrap_or_default();
            std::iter::repeat_n(row.clone(), times.saturating_sub(others))
        };
        self.0.iter().flat_map(more).collect()
    }

    /// The rows of one table.
    pub(super) fn rows_of(&self, table: usize) -> impl Iterator<Item = &Row> {
        self.0.keys().filter(move |row| row.table == table)
    }
}

/// What is looked at.
#[derive(Debug, Clone)]
pub(super) struct Observer {
    pub(super) dialect: Dialect,
    pub(super) tables: Vec<Table>,
    pub(super) schema: Schema,
}

impl Observer {
    pub(super) fn look<C: Catalog>(&self, conn: &mut C) -> QueryResult<Snapshot> {
        // One statement for many tables; SQLite takes 500 at most.
        const TABLES: usize = 100;
        let mut rows = BTreeMap::new();
        let selects: Vec<_> = (0..)
            .zip(&self.tables)
            .map(|(at, table)| self.select(at, table))
            .collect();
        for some in selects.chunks(TABLES) {
            for line in conn.lines(&some.join(" UNION ALL "))? {
                *rows.entry(Row::parse(&line)).or_default() += 1;
            }
        }
        Ok(Snapshot(rows))
    }

    fn select(&self, at: usize, table: &Table) -> String {
        format!(
            "SELECT {} AS line FROM {}",
            self.row(Some(at), table, None),
            self.name(table)
        )
    }

    /// An expression for a whole row as text, in a statement that calls the table
    /// `alias`.
    pub(super) fn row(&self, at: Option<usize>, table: &Table, alias: Option<&str>) -> String {
        let number = at.map(|at| format!("'{at}'"));
        let values = table.columns.iter().map(|column| {
            let name = self.column(table, column, alias);
            self.dialect.literal_of(&name, column.binary)
        });
        let texts: Vec<_> = number.into_iter().chain(values).collect();
        self.dialect.joined(&texts)
    }

    /// The table's name, with its schema where that is needed.
    pub(super) fn name(&self, table: &Table) -> String {
        let name = self.dialect.quoted(&table.name.name);
        match &table.name.schema {
            Some(schema) if !table.in_search_path => {
                format!("{}.{name}", self.dialect.quoted(schema))
            }
            _ => name,
        }
    }

    fn column(&self, table: &Table, column: &Column, alias: Option<&str>) -> String {
        let of = alias.unwrap_or(&table.name.name);
        format!(
            "{}.{}",
            self.dialect.quoted(of),
            self.dialect.quoted(&column.name)
        )
    }

    /// A predicate that holds for this row alone: by the columns that `key`
    /// takes, or by all of them where it takes none.
    pub(super) fn is_row(
        &self,
        row: &Row,
        alias: Option<&str>,
        key: impl Fn(&Column) -> bool,
    ) -> String {
        let Some(table) = self.tables.get(row.table) else {
            return "1 = 0".to_owned();
        };
        let keyed = table.columns.iter().any(&key);
        let parts: Vec<_> = table
            .columns
            .iter()
            .zip(&row.values)
            .filter(|(column, _)| !keyed || key(column))
            .map(|(column, value)| self.dialect.same(&self.column(table, column, alias), value))
            .collect();
        parts.join(" AND ")
    }

    /// The row, to be read: `campaigns(id = 2, company_id = 2)`.
    pub(super) fn show(&self, row: &Row) -> String {
        let Some(table) = self.tables.get(row.table) else {
            return String::new();
        };
        let values: Vec<_> = table
            .columns
            .iter()
            .zip(&row.values)
            .map(|(column, value)| format!("{} = {value}", column.name))
            .collect();
        format!("{}({})", table.short_name(), values.join(", "))
    }

    /// The values of the row's primary key.
    pub(super) fn key<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = &'a String> {
        let table = self.tables.get(row.table);
        let columns = table.into_iter().flat_map(|table| &table.columns);
        let values = columns.zip(&row.values);
        values
            .filter(|(column, _)| column.primary_key)
            .map(|(_, value)| value)
    }

    /// Does a foreign key of the table have this column?
    pub(super) fn refers(&self, table: &Table, column: &str) -> bool {
        let mut keys = self.schema.foreign_keys.iter();
        keys.any(|key| key.table == table.name && key.columns.iter().any(|(own, _)| own == column))
    }

    /// The value of a column, by its name.
    pub(super) fn value<'a>(&self, row: &'a Row, column: &str) -> Option<&'a str> {
        let table = self.tables.get(row.table)?;
        let at = table
            .columns
            .iter()
            .position(|other| other.name == column)?;
        row.values.get(at).map(String::as_str)
    }
}

impl Row {
    fn parse(line: &str) -> Self {
        let mut values = line.split(SEPARATOR).map(str::to_owned);
        let table = values.next().and_then(|at| at.parse().ok());
        Self {
            table: table.unwrap_or(usize::MAX),
            values: values.collect(),
        }
    }
}
