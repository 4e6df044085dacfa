//! What the checker has to know, from the declarations.

use tenant_sql::{Catalog, Dialect, Rule, Table};

use crate::registry::{self, Ownership, TableName, WithoutTenant};

/// The declared tables of this program, and those that Diesel itself reads.
///
/// Where different kinds of tenant have tables in one database, all of them are in
/// it. Add what else the program reads to it:
///
/// ```
/// use tenant_core::statements::{Dialect, Table, declared_tables};
///
/// let catalog = declared_tables(Dialect::Postgres)
///     .table(Table::exempt("jobs"))
///     .harmless_function("my_lower");
/// ```
pub fn declared_tables(dialect: Dialect) -> Catalog {
    let declared = registry::tables().into_iter().map(described);
    Catalog::new(dialect).tables(declared).tables([
        Table::exempt("__diesel_schema_migrations"),
        Table::shared("pg_type"),
        Table::shared("pg_namespace"),
    ])
}

fn described(table: registry::Table) -> Table {
    let registry::Table {
        name: TableName { schema, name },
        columns,
        ownership,
        ..
    } = table;
    let described = Table::new(name, rule(ownership)).columns(columns);
    match schema {
        Some(schema) => described.in_schema(schema),
        None => described,
    }
}

fn rule(ownership: Ownership) -> Rule {
    match ownership {
        Ownership::Column {
            column,
            without_tenant,
            ..
        } => Rule::Owned {
            column,
            shared_without_tenant: without_tenant == WithoutTenant::Shared,
        },
        Ownership::Root { column, .. } => Rule::Owned {
            column,
            shared_without_tenant: false,
        },
        Ownership::Parent {
            foreign_key,
            parent: TableName { schema, name },
            parent_key,
        } => Rule::Child {
            foreign_key,
            parent: (schema, name),
            parent_key,
        },
        Ownership::Shared => Rule::Shared,
    }
}
