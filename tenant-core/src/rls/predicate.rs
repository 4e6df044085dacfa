//! Which rows a policy lets through.

use super::catalog::Catalog;
use super::error::PlanError;
use super::functions::{Cluster, SCHEMA};
use super::kind::Kind;
use super::sql::identifier;
use crate::registry::TableName;

/// A predicate on the rows of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Predicate {
    /// All of them.
    All,
    /// The bound tenant's.
    Own { column: String, kind: Kind },
    /// The bound tenant's and nobody's. To nobody bound, none.
    OwnOrNobodys { column: String, kind: Kind },
    /// Those under a row of the parent for which a predicate holds.
    ///
    /// It is repeated here rather than left to the parent's own policy, so that
    /// the wall round a table does not stand on the wall round another.
    Under {
        foreign_key: String,
        parent: TableName,
        parent_key: String,
        inside: Box<Predicate>,
    },
}

impl Predicate {
    /// The predicate on `table`, written as PostgreSQL prints it, so that it can
    /// be compared with the one in the catalog.
    ///
    /// The key of the bound tenant is in a scalar subquery: an init plan, which
    /// is evaluated once a statement and not once a row.
    pub(super) fn sql(&self, table: &TableName, catalog: &Catalog) -> Result<String, PlanError> {
        self.on(&Row::Outer, table, catalog, 1)
    }

    fn on(
        &self,
        row: &Row,
        table: &TableName,
        catalog: &Catalog,
        depth: usize,
    ) -> Result<String, PlanError> {
        match self {
            Self::All => Ok("true".to_owned()),
            Self::Own { column, kind } => own(row, table, column, kind, catalog),
            Self::OwnOrNobodys { column, kind } => {
                let own = own(row, table, column, kind, catalog)?;
                let column = row.column(column);
                let key = catalog.key(kind);
                Ok(format!(
                    "({own} OR (({column} IS NULL) AND ({key} IS NOT NULL)))"
                ))
            }
            Self::Under {
                foreign_key,
                parent,
                parent_key,
                inside,
            } => {
                if catalog.cluster == Cluster::Citus {
                    return Err(PlanError::ParentOnCitus {
                        table: table.clone(),
                    });
                }
                catalog.column(table, foreign_key)?;
                let alias = format!("{SCHEMA}_parent_{depth}");
                let live = catalog.table(parent)?;
                let name = format!("{}.{}", identifier(&live.schema), identifier(&live.name));
                let outer = match row {
                    Row::Outer => identifier(&table.name),
                    Row::Alias(alias) => alias.clone(),
                };
                let row = Row::Alias(alias.clone());
                Ok(format!(
                    "(EXISTS ( SELECT 1\n   FROM {name} {alias}\n  WHERE (({key} = {outer}.{foreign_key}) \
                     AND {inside})))",
                    key = row.column(parent_key),
                    foreign_key = identifier(foreign_key),
                    inside = inside.on(&row, parent, catalog, depth + 1)?,
                ))
            }
        }
    }
}

fn own(
    row: &Row,
    table: &TableName,
    column: &str,
    kind: &Kind,
    catalog: &Catalog,
) -> Result<String, PlanError> {
    let live = catalog.column(table, column)?;
    let column = row.column(column);
    let key = catalog.key(kind);
    Ok(if live.cast {
        format!("(({column})::{} = {key})", kind.postgres)
    } else {
        format!("({column} = {key})")
    })
}

/// Whose columns are meant.
enum Row {
    /// Of the table with the policy, where nothing else is in sight.
    Outer,
    Alias(String),
}

impl Row {
    fn column(&self, name: &str) -> String {
        match self {
            Self::Outer => identifier(name),
            Self::Alias(alias) => format!("{alias}.{}", identifier(name)),
        }
    }
}
