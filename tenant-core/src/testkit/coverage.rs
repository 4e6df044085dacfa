//! Is every table of the database declared, attacked or exempt for a reason that
//! still holds?

use super::schema::Schema;
use crate::catalog;
use crate::registry::{self, Ownership, TableName};

/// What is known about the tables.
#[derive(Debug)]
pub(super) struct Coverage<'a> {
    pub(super) found: &'a [catalog::Table],
    pub(super) declared: &'a [registry::Table],
    pub(super) attacked: &'a [TableName],
    pub(super) exempt: &'a [(String, String)],
    pub(super) schema: &'a Schema,
}

impl Coverage<'_> {
    /// What is wrong, a sentence each.
    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for table in self.found {
            let name = table.short_name();
            if table.declaration(self.declared).is_none() && !self.is_exempt(&name) {
                faults.push(format!(
                    "`{name}` is in the database, and nothing says whose its rows are: declare it \
                     with `#[derive(TenantTable)]` or `tenant_tables!`, or write `exempt(\"{name}\", \
                     \"why\")`"
                ));
            }
        }
        for table in self.declared {
            if !self.found.iter().any(|found| found.is(&table.name)) {
                faults.push(format!(
                    "`{}` is declared at {}, and the database does not have it",
                    table.name, table.declared_at
                ));
            }
        }
        for (table, next) in self.declared.iter().zip(self.declared.iter().skip(1)) {
            if table.name == next.name {
                faults.push(format!(
                    "`{}` is declared twice, at {} and at {}: each `table!` of it is another table to \
                     the compiler",
                    table.name, table.declared_at, next.declared_at
                ));
            }
        }
        for (at, table) in self.attacked.iter().enumerate() {
            if self
                .attacked
                .iter()
                .skip(at + 1)
                .any(|other| other == table)
            {
                faults.push(format!(
                    "`{table}` has two red teams: add the functions to one"
                ));
            }
        }
        let of_schema = self.schema.faults(self.found, self.declared);
        let is_of_schema = |name: &str| of_schema.iter().any(|(column, _)| column == name);
        let tables = self.exempt.iter().filter(|(name, _)| !is_of_schema(name));
        faults.extend(tables.filter_map(|(name, _)| self.stale(name)));
        let stand = of_schema
            .iter()
            .filter(|(column, _)| !self.is_exempt(column));
        faults.extend(stand.map(|(_, fault)| fault.clone()));
        faults
    }

    pub(super) fn is_exempt(&self, name: &str) -> bool {
        self.exempt.iter().any(|(exempt, _)| exempt == name)
    }

    /// What is wrong with an exemption, if something is.
    fn stale(&self, name: &str) -> Option<String> {
        let found = self.found.iter().find(|table| table.short_name() == name);
        let Some(found) = found else {
            if let Some((table, column)) = name.rsplit_once('.')
                && self.found.iter().any(|found| found.short_name() == table)
            {
                return Some(format!(
                    "the exemption of `{name}` is stale: nothing is wrong with `{column}`"
                ));
            }
            return Some(format!(
                "the exemption of `{name}` is stale: the database has no such table"
            ));
        };
        let declared = found.declaration(self.declared)?;
        if self.attacked.contains(&declared.name) {
            Some(format!(
                "the exemption of `{name}` is stale: it has a red team"
            ))
        } else if declared.ownership == Ownership::Shared {
            Some(format!(
                "the exemption of `{name}` is stale: it is declared as shared, which takes no red team"
            ))
        } else {
            None
        }
    }
}
