//! What the derives check about a declaration, as bounds with a message.

use diesel::expression::{AsExpression, Expression, TypedExpressionType};
use diesel::query_source::{Column, Table};
use diesel::sql_types::SqlType;
use diesel::sql_types::is_nullable::NotNull;

use crate::table::{Child, Declared, KeyType, Owned, OwnedOrShared};

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

/// A table whose rows belong to some tenant.
#[diagnostic::on_unimplemented(
    message = "the parent does not say whose its rows are",
    label = "shared by all tenants, or of no kind",
    note = "declare the parent as a table of tenants' rows: with a `column`, with a `parent` of its \
            own, or as the `root`"
)]
pub trait OwnedParent {}

#[diagnostic::do_not_recommend]
impl<P: Declared<Rows: Belongs>> OwnedParent for P {}

/// The kinds of table whose rows belong to some tenant.
pub trait Belongs {}

impl<C, K> Belongs for Owned<C, K> {}
impl<C, K> Belongs for OwnedOrShared<C, K> {}
impl<FK, P> Belongs for Child<FK, P> {}

#[doc(hidden)]
pub fn owned_parent<P: OwnedParent>() {}

/// A foreign key of the type of the parent's key `PK`.
#[diagnostic::on_unimplemented(
    message = "the foreign key has another type than the parent's primary key",
    label = "compared with a key of another type",
    note = "a database that converts one into the other can take two keys for one; give the column \
            the type of the key"
)]
pub trait PointsAt<PK> {}

#[diagnostic::do_not_recommend]
impl<PK, FK> PointsAt<PK> for FK
where
    PK: Expression,
    FK: Expression<SqlType: KeyType<KeyType = PK::SqlType>>,
{
}

#[doc(hidden)]
pub fn points_at<FK: PointsAt<PK>, PK>() {}

/// A column that a record can have.
///
/// Of a declared tenant column `Unpin` is switched off, and of a foreign key to
/// a parent it is not: a new row names its parent.
#[diagnostic::on_unimplemented(
    message = "the tenant column cannot be set",
    label = "says whose row this is",
    note = "leave the field out: on `insert` the scope fills the column in, on `update` a row stays \
            with its tenant"
)]
pub trait OfARecord: Unpin {}

#[diagnostic::do_not_recommend]
impl<C: Unpin> OfARecord for C {}

#[doc(hidden)]
pub fn of_a_record<C: OfARecord>() {}

#[doc(hidden)]
pub fn key_fits<C, K: KeyFits<C>>() {}

#[doc(hidden)]
pub fn not_null<C: NotNullColumn>() {}
