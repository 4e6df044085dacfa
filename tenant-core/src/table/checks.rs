//! What the derives check about a declaration, as bounds with a message.

use diesel::expression::{AsExpression, Expression, TypedExpressionType};
use diesel::query_source::{Column, Table};
use diesel::sql_types::SqlType;
use diesel::sql_types::is_nullable::NotNull;

use crate::table::KeyType;
use crate::wall::Assignable;

/// The key type can be compared with the tenant column `C`.
#[diagnostic::on_unimplemented(
    message = "the tenant key does not fit the tenant column",
    label = "cannot be compared with the column",
    note = "the key is the Rust type of the column, or a newtype of it that derives `AsExpression`"
)]
pub trait KeyFits<C> {}

#[diagnostic::do_not_recommend]
impl<C, K> KeyFits<C> for K
where
    C: Expression<SqlType: KeyType<KeyType: SqlType + TypedExpressionType>>,
    for<'a> &'a K: AsExpression<<C::SqlType as KeyType>::KeyType>,
{
}

/// A column that has a value in every row.
#[diagnostic::on_unimplemented(
    message = "the tenant column is nullable, and nothing says whose the rows without a tenant are",
    label = "nullable",
    note = "add `nullable = shared` (every tenant reads them, none writes them) or \
            `nullable = invisible`, or make the column `NOT NULL`"
)]
pub trait NotNullColumn {}

#[diagnostic::do_not_recommend]
impl<C: Expression<SqlType: SqlType<IsNull = NotNull>>> NotNullColumn for C {}

/// A foreign key that has a value in every row.
#[diagnostic::on_unimplemented(
    message = "the foreign key to the parent is nullable, and a row without a parent belongs to nobody",
    label = "nullable",
    note = "make the column `NOT NULL`, or give the table a tenant column of its own"
)]
pub trait NotNullForeignKey {}

#[diagnostic::do_not_recommend]
impl<C: Expression<SqlType: SqlType<IsNull = NotNull>>> NotNullForeignKey for C {}

#[doc(hidden)]
pub fn not_null_foreign_key<C: NotNullForeignKey>() {}

/// A column that identifies the rows of its table alone.
#[diagnostic::on_unimplemented(
    message = "the parent's rows are not known by one column",
    label = "a composite primary key",
    note = "a foreign key to a part of it could mean rows of two tenants; give the child a tenant \
            column of its own"
)]
pub trait SoleKey {}

#[diagnostic::do_not_recommend]
impl<C: Column<Table: Table<PrimaryKey = C>>> SoleKey for C {}

#[doc(hidden)]
pub fn sole_key<C: SoleKey>() {}

#[doc(hidden)]
pub fn key_fits<C, K: KeyFits<C>>() {}

#[doc(hidden)]
pub fn not_null<C: NotNullColumn>() {}

#[doc(hidden)]
pub fn assignable<C: Assignable>() {}
