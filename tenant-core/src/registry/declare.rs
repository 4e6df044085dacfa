//! What a declaration hands in.

use diesel::query_source::{Column, Table};

use super::render::{Rendered, last, path};
use super::{Ownership, TableName, WithoutTenant};

/// One declaration, as the derives hand it in.
#[derive(Debug)]
pub struct Declared {
    table: fn() -> super::Table,
}

impl Declared {
    #[doc(hidden)]
    pub const fn new(table: fn() -> super::Table) -> Self {
        Self { table }
    }

    pub(super) fn table(&self) -> super::Table {
        (self.table)()
    }
}

inventory::collect!(Declared);

#[doc(hidden)]
pub fn column<C, K>(declared_at: &str, without_tenant: WithoutTenant) -> super::Table
where
    C: Column<Table: Described>,
{
    let ownership = Ownership::Column {
        column: C::NAME.to_owned(),
        without_tenant,
        key: std::any::type_name::<K>(),
    };
    describe::<C::Table>(declared_at, ownership)
}

#[doc(hidden)]
pub fn root<C, K>(declared_at: &str) -> super::Table
where
    C: Column<Table: Described>,
{
    let ownership = Ownership::Root {
        column: C::NAME.to_owned(),
        key: std::any::type_name::<K>(),
    };
    describe::<C::Table>(declared_at, ownership)
}

// By the parent's table: that its key is one column is asked elsewhere, once.
#[doc(hidden)]
pub fn child<FK, P>(declared_at: &str) -> super::Table
where
    FK: Column<Table: Described>,
    P: Described,
{
    let ownership = Ownership::Parent {
        foreign_key: FK::NAME.to_owned(),
        parent: name::<P>(),
        parent_key: last(&P::default().primary_key()).join(", "),
    };
    describe::<FK::Table>(declared_at, ownership)
}

#[doc(hidden)]
pub fn shared<T: Described>(declared_at: &str) -> super::Table {
    describe::<T>(declared_at, Ownership::Shared)
}

/// What can be asked for its names; every `table!` can.
#[doc(hidden)]
pub trait Described:
    Table<PrimaryKey: Rendered, AllColumns: Rendered> + Rendered + Default
{
}

impl<T> Described for T where
    T: Table<PrimaryKey: Rendered, AllColumns: Rendered> + Rendered + Default
{
}

fn describe<T: Described>(declared_at: &str, ownership: Ownership) -> super::Table {
    super::Table {
        name: name::<T>(),
        columns: last(&T::all_columns()),
        primary_key: last(&T::default().primary_key()),
        ownership,
        look_up: Vec::new(),
        declared_at: declared_at.to_owned(),
    }
}

impl super::Table {
    #[doc(hidden)]
    #[must_use]
    pub fn looked_up_by(mut self, columns: &[&str]) -> Self {
        self.look_up = columns.iter().map(|&column| column.to_owned()).collect();
        self
    }
}

pub(crate) fn name<T: Described>() -> TableName {
    let mut path = path(&T::default());
    TableName {
        name: path.pop().unwrap_or_default(),
        schema: path.pop(),
    }
}
