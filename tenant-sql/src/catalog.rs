//! The tables, and whose their rows are.

use std::collections::HashSet;

use crate::Dialect;

/// Whose the rows of a table are.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// The tenant's whose key is in the column.
    Owned {
        /// The tenant column; of the table of tenants itself, its key.
        column: String,
        /// Are rows without a tenant everybody's to read?
        shared_without_tenant: bool,
    },
    /// Whose the row of the parent is.
    Child {
        /// The column that names the parent.
        foreign_key: String,
        /// The schema and the name of the parent.
        parent: (Option<String>, String),
        /// The column that it refers to.
        parent_key: String,
    },
    /// Everybody's to read, nobody's to write.
    Shared,
    /// Not checked.
    Exempt,
}

/// One table.
#[derive(Debug, Clone)]
pub struct Table {
    pub(crate) schema: Option<String>,
    pub(crate) name: String,
    pub(crate) columns: Vec<String>,
    pub(crate) rule: Rule,
    /// What it may be instead: a statement is safe if it is under each.
    pub(crate) or: Vec<Rule>,
}

impl Table {
    /// A table by its name as the database has it.
    pub fn new(name: impl Into<String>, rule: Rule) -> Self {
        Self {
            schema: None,
            name: name.into(),
            columns: Vec::new(),
            rule,
            or: Vec::new(),
        }
    }

    pub(crate) fn rules(&self) -> impl Iterator<Item = &Rule> {
        std::iter::once(&self.rule).chain(&self.or)
    }

    /// A table with the tenant column `column`.
    pub fn owned(name: impl Into<String>, column: impl Into<String>) -> Self {
        let rule = Rule::Owned {
            column: column.into(),
            shared_without_tenant: false,
        };
        Self::new(name, rule)
    }

    /// A table without the column, owned through its parent.
    pub fn child(
        name: impl Into<String>,
        foreign_key: impl Into<String>,
        parent: impl Into<String>,
        parent_key: impl Into<String>,
    ) -> Self {
        let rule = Rule::Child {
            foreign_key: foreign_key.into(),
            parent: (None, parent.into()),
            parent_key: parent_key.into(),
        };
        Self::new(name, rule)
    }

    /// A table that everybody reads and nobody writes.
    pub fn shared(name: impl Into<String>) -> Self {
        Self::new(name, Rule::Shared)
    }

    /// A table that is not checked: a queue, a table of migrations.
    pub fn exempt(name: impl Into<String>) -> Self {
        Self::new(name, Rule::Exempt)
    }

    /// The schema in which the table stands, where statements name it.
    #[must_use]
    pub fn in_schema(mut self, schema: impl Into<String>) -> Self {
        self.schema = Some(schema.into());
        self
    }

    /// All columns of the table. Without them, a column that a statement names
    /// without its table is not understood where it reads several.
    #[must_use]
    pub fn columns<C: Into<String>>(mut self, columns: impl IntoIterator<Item = C>) -> Self {
        self.columns = columns.into_iter().map(Into::into).collect();
        self
    }
}

/// The tables of a database, and what statements on them may call.
///
/// Names are written as the database has them. A table that is not here, and a
/// function that is neither here nor among the database's own harmless ones, is
/// a finding.
#[derive(Debug, Clone)]
pub struct Catalog {
    pub(crate) dialect: Dialect,
    pub(crate) tables: Vec<Table>,
    pub(crate) functions: HashSet<String>,
    /// Is a column that a subquery names without its table the subquery's own?
    /// Somebody else then has to see that the table has it.
    pub(crate) assumes_columns: bool,
}

impl Catalog {
    /// A catalog without tables.
    pub fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            tables: Vec::new(),
            functions: HashSet::new(),
            assumes_columns: false,
        }
    }

    /// Adds a table.
    #[must_use]
    pub fn table(mut self, mut table: Table) -> Self {
        let dialect = self.dialect;
        let fold = |column: &mut String| *column = dialect.declared_column(column);
        table.name = dialect.declared_table(&table.name);
        table.schema = table.schema.map(|schema| dialect.declared_table(&schema));
        table.columns.iter_mut().for_each(fold);
        match &mut table.rule {
            Rule::Owned { column, .. } => fold(column),
            Rule::Child {
                foreign_key,
                parent: (schema, name),
                parent_key,
            } => {
                fold(foreign_key);
                fold(parent_key);
                *name = dialect.declared_table(name);
                *schema = schema.take().map(|schema| dialect.declared_table(&schema));
            }
            Rule::Shared | Rule::Exempt => {}
        }
        self.tables.push(table);
        self
    }

    /// Adds tables.
    #[must_use]
    pub fn tables(self, tables: impl IntoIterator<Item = Table>) -> Self {
        tables.into_iter().fold(self, Self::table)
    }

    /// Says that a function of the database's, or one of your own, reads no
    /// table and runs no SQL.
    #[must_use]
    pub fn harmless_function(mut self, name: impl AsRef<str>) -> Self {
        self.functions.insert(name.as_ref().to_ascii_lowercase());
        self
    }

    /// The database.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub(crate) fn find(&self, schema: Option<&str>, name: &str) -> Option<usize> {
        let schema = schema.filter(|schema| Some(*schema) != self.dialect.default_schema());
        let stands_in = |table: &Table| {
            let own = table.schema.as_deref();
            own.filter(|own| Some(*own) != self.dialect.default_schema()) == schema
        };
        self.tables
            .iter()
            .position(|table| table.name == name && stands_in(table))
    }

    pub(crate) fn at(&self, table: usize) -> Option<&Table> {
        self.tables.get(table)
    }
}
