//! From declarations to predicates.

use super::RowLevelSecurity;
use super::error::PlanError;
use super::kind::Kind;
use super::predicate::Predicate;
use crate::registry::{Ownership, Table, TableName, WithoutTenant};

/// A declared table, with what its policies let through.
#[derive(Debug, Clone)]
pub(super) struct Walled {
    pub(super) table: Table,
    /// `None` for shared tables, which belong to no kind of tenant.
    pub(super) kind: Option<Kind>,
    pub(super) read: Predicate,
    /// `None` for shared tables, which no tenant writes.
    pub(super) write: Option<Predicate>,
}

impl Walled {
    /// The column with the tenant key, where the table has one.
    pub(super) fn tenant_column(&self) -> Option<&str> {
        match &self.table.ownership {
            Ownership::Column { column, .. } | Ownership::Root { column, .. } => Some(column),
            Ownership::Parent { .. } | Ownership::Shared => None,
        }
    }

    pub(super) fn without_tenant(&self) -> WithoutTenant {
        match &self.table.ownership {
            Ownership::Column { without_tenant, .. } => *without_tenant,
            _ => WithoutTenant::None,
        }
    }
}

impl RowLevelSecurity {
    pub(super) fn walled(&self) -> Result<Vec<Walled>, PlanError> {
        // A crate that is named nowhere is not linked in. Without this the audit of such
        // a program passes, and its migration takes the wall down.
        if self.tables.is_empty() {
            return Err(PlanError::NothingDeclared);
        }
        self.tables
            .iter()
            .map(|table| {
                let (kind, read, write) = self.predicates(table, &mut Vec::new())?;
                Ok(Walled {
                    table: table.clone(),
                    kind,
                    read,
                    write,
                })
            })
            .collect()
    }

    fn predicates(
        &self,
        table: &Table,
        below: &mut Vec<TableName>,
    ) -> Result<(Option<Kind>, Predicate, Option<Predicate>), PlanError> {
        if below.contains(&table.name) {
            return Err(PlanError::Circle {
                table: table.name.clone(),
            });
        }
        match &table.ownership {
            Ownership::Shared => Ok((None, Predicate::All, None)),
            Ownership::Root { column, key } => {
                let kind = self.kind_of(table, key)?;
                let own = own(column, &kind);
                Ok((Some(kind), own.clone(), Some(own)))
            }
            Ownership::Column {
                column,
                key,
                without_tenant,
            } => {
                let kind = self.kind_of(table, key)?;
                let own = own(column, &kind);
                let read = match without_tenant {
                    WithoutTenant::Shared => Predicate::OwnOrNobodys {
                        column: column.clone(),
                        kind: kind.clone(),
                    },
                    WithoutTenant::None | WithoutTenant::Invisible => own.clone(),
                };
                Ok((Some(kind), read, Some(own)))
            }
            Ownership::Parent {
                foreign_key,
                parent,
                parent_key,
            } => {
                let above = self.tables.iter().find(|table| table.name == *parent);
                let above = above.ok_or_else(|| PlanError::UnknownParent {
                    table: table.name.clone(),
                    parent: parent.clone(),
                })?;
                below.push(table.name.clone());
                let (kind, read, write) = self.predicates(above, below)?;
                let under = |inside| Predicate::Under {
                    foreign_key: foreign_key.clone(),
                    parent: parent.clone(),
                    parent_key: parent_key.clone(),
                    inside: Box::new(inside),
                };
                Ok((kind, under(read), write.map(under)))
            }
        }
    }

    fn kind_of(&self, table: &Table, key: &'static str) -> Result<Kind, PlanError> {
        let kind = self.kinds.iter().find(|kind| kind.key == key);
        kind.cloned().ok_or_else(|| PlanError::UnknownKind {
            table: table.name.clone(),
            key,
        })
    }
}

fn own(column: &str, kind: &Kind) -> Predicate {
    Predicate::Own {
        column: column.to_owned(),
        kind: kind.clone(),
    }
}
