//! The checked text as a statement.

use std::fmt;
use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{HasSqlType, Untyped};

use super::binds::Binds;
use super::ties::Tied;
use crate::scope::KeyBind;
use crate::select::Scoped;

/// A piece of a checked text.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub enum Piece {
    /// SQL.
    Text(&'static str),
    /// The tenant's key.
    Tenant,
    /// The value in a place.
    Bind(usize),
}

/// The tenant's key, which the pieces of the text bind.
#[doc(hidden)]
pub struct Key<K>(KeyBind<K>);

impl<K> fmt::Debug for Key<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// The tenant's key is bound as an `ST`.
#[derive(Debug, Clone, Copy)]
pub struct KeyOf<ST>(PhantomData<fn() -> ST>);

/// The tenant's key is not in the text.
#[derive(Debug, Clone, Copy)]
pub struct NoKey;

/// How a key `K` is bound on the database `DB`, if it is.
pub trait BindsKey<K, DB: Backend> {
    #[doc(hidden)]
    fn walk<'b>(key: &'b Key<K>, out: &mut AstPass<'_, 'b, DB>) -> QueryResult<()>;
}

impl<ST, K, DB> BindsKey<K, DB> for KeyOf<ST>
where
    DB: Backend + HasSqlType<ST>,
    K: ToSql<ST, DB>,
{
    fn walk<'b>(key: &'b Key<K>, out: &mut AstPass<'_, 'b, DB>) -> QueryResult<()> {
        key.0.walk::<ST, DB>(out)
    }
}

impl<K, DB: Backend> BindsKey<K, DB> for NoKey {
    fn walk<'b>(_: &'b Key<K>, _: &mut AstPass<'_, 'b, DB>) -> QueryResult<()> {
        Ok(())
    }
}

/// A checked text with what is bound in it; see
/// [`checked_sql!`](crate::checked_sql).
///
/// `ST` says how the tenant's key is bound. The flags say on which databases
/// the text was found to be safe: SQLite, PostgreSQL, MySQL.
pub struct CheckedSql<ST, K, B, const SQLITE: bool, const POSTGRES: bool, const MYSQL: bool> {
    pieces: &'static [Piece],
    key: Key<K>,
    binds: B,
    key_type: PhantomData<fn() -> ST>,
}

impl<ST, K, B, const SQLITE: bool, const POSTGRES: bool, const MYSQL: bool> fmt::Debug
    for CheckedSql<ST, K, B, SQLITE, POSTGRES, MYSQL>
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CheckedSql")
            .field("pieces", &self.pieces)
            .finish_non_exhaustive()
    }
}

/// A text that was found to be safe on the database `DB`.
#[diagnostic::on_unimplemented(
    message = "this SQL was not found to be safe on this database",
    label = "written for another database",
    note = "the text is checked for SQLite, PostgreSQL and MySQL, and runs where it passes; its \
            operators and quotes mean something else here, or are not known"
)]
pub trait RunsOn<DB> {}

macro_rules! runs_on {
    ($($feature:literal, $DB:ty, [$($flag:ident)*], [$($value:tt)*];)+) => {$(
        #[cfg(feature = $feature)]
        impl<ST, K, B, $(const $flag: bool),*> RunsOn<$DB> for CheckedSql<ST, K, B, $($value)*> {}
    )+};
}

runs_on! {
    "sqlite", diesel::sqlite::Sqlite, [POSTGRES MYSQL], [true, POSTGRES, MYSQL];
    "postgres", diesel::pg::Pg, [SQLITE MYSQL], [SQLITE, true, MYSQL];
    "mysql", diesel::mysql::Mysql, [SQLITE POSTGRES], [SQLITE, POSTGRES, true];
}

impl<'t, K: 'static> Tied<'t, K> {
    #[doc(hidden)]
    pub fn statement<ST, B, const SQLITE: bool, const POSTGRES: bool, const MYSQL: bool>(
        self,
        pieces: &'static [Piece],
        binds: B,
    ) -> Scoped<'t, K, CheckedSql<ST, K, B, SQLITE, POSTGRES, MYSQL>> {
        let statement = CheckedSql {
            pieces,
            key: Key(self.id.to_bind()),
            binds,
            key_type: PhantomData,
        };
        Scoped::new(statement, self.id)
    }
}

impl<ST, K, B, const SQLITE: bool, const POSTGRES: bool, const MYSQL: bool, DB> QueryFragment<DB>
    for CheckedSql<ST, K, B, SQLITE, POSTGRES, MYSQL>
where
    Self: RunsOn<DB>,
    DB: Backend,
    ST: BindsKey<K, DB>,
    B: Binds<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        for piece in self.pieces {
            match piece {
                Piece::Text(text) => out.push_sql(text),
                Piece::Tenant => ST::walk(&self.key, &mut out)?,
                Piece::Bind(place) => self.binds.walk(*place, &mut out)?,
            }
        }
        Ok(())
    }
}

impl<ST, K, B, const SQLITE: bool, const POSTGRES: bool, const MYSQL: bool> QueryId
    for CheckedSql<ST, K, B, SQLITE, POSTGRES, MYSQL>
{
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<ST, K, B, const SQLITE: bool, const POSTGRES: bool, const MYSQL: bool> Query
    for CheckedSql<ST, K, B, SQLITE, POSTGRES, MYSQL>
{
    type SqlType = Untyped;
}
