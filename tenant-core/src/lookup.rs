//! Before a scope exists: which tenant is it?
//!
//! An API key, a host name or a login says who is calling, and the database
//! knows whose it is. A column that identifies a tenant is declared beside the
//! table, `#[tenant(column = company_id, look_up(key))]`, and
//! [`look_up`] turns a value of it into a [`Claim`]. It reads the tenant column
//! of that one table and nothing else, and writes nothing.

use std::error::Error as StdError;
use std::fmt;

use diesel::RunQueryDsl;
use diesel::associations::HasTable;
use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, AsExpression, Expression, TypedExpressionType};
use diesel::query_builder::{AstPass, NoFromClause, Query, QueryFragment, QueryId};
use diesel::query_dsl::LoadQuery;
use diesel::query_source::Column;
use diesel::result::{Error, QueryResult};
use diesel::sql_types::SqlType;

use crate::scope::{Claim, Provenance};
use crate::table::{KeyType, Seal};
use crate::wall::TenantSafe;

/// A column that identifies a tenant, declared with `look_up(..)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not identify a tenant",
    label = "not declared as a way to find the tenant",
    note = "declare the column beside its table: `#[tenant(column = .., look_up(api_key))]`"
)]
pub trait LookUpColumn: Column {
    /// The type of the tenant key.
    type Key;

    /// The tenant column of the same table.
    #[doc(hidden)]
    type TenantColumn: Expression<SqlType: KeyType>;

    #[doc(hidden)]
    const SEAL: Seal;

    #[doc(hidden)]
    fn tenant_column() -> Self::TenantColumn;
}

/// A look-up that has not run yet. It is no scoped statement, and gives no rows
/// but a claim.
#[must_use = "a look-up runs when `claim` is called"]
pub struct LookUp<C: LookUpColumn, E> {
    column: C,
    tenant: C::TenantColumn,
    table: C::Table,
    value: E,
}

impl<C: LookUpColumn, E> fmt::Debug for LookUp<C, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LookUp")
            .field("column", &C::NAME)
            .finish_non_exhaustive()
    }
}

/// Looks the tenant up by the value of a column that identifies one.
///
/// ```
/// use diesel::prelude::*;
/// use tenant_core::lookup::{LookUpError, look_up};
/// use tenant_core::prelude::*;
///
/// diesel::table! {
///     api_keys (key) {
///         key -> Text,
///         company_id -> BigInt,
///     }
/// }
///
/// tenant_core::tenant_tables! {
///     #[tenant(column = company_id, key = i64, look_up(key))]
///     api_keys;
/// }
///
/// fn authenticate(conn: &mut SqliteConnection, key: &str) -> Result<Claim<i64>, LookUpError> {
///     look_up(api_keys::key, key).claim(conn)
/// }
/// # fn main() {}
/// ```
pub fn look_up<C, V>(column: C, value: V) -> LookUp<C, V::Expression>
where
    C: LookUpColumn<SqlType: SqlType + TypedExpressionType, Table: HasTable<Table = C::Table>>,
    V: AsExpression<C::SqlType, Expression: AppearsOnTable<NoFromClause> + for<'h> TenantSafe<'h>>,
{
    LookUp {
        column,
        tenant: C::tenant_column(),
        table: C::Table::table(),
        value: value.as_expression(),
    }
}

/// Why a look-up gave no claim.
#[derive(Debug)]
#[non_exhaustive]
pub enum LookUpError {
    /// No row has the value.
    NotFound,
    /// More than one row has it: the column lacks a unique key.
    Ambiguous {
        /// The column.
        column: &'static str,
    },
    /// The database failed.
    Database(Error),
}

impl fmt::Display for LookUpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("no tenant has this value"),
            Self::Ambiguous { column } => write!(
                f,
                "more than one row has this value; give `{column}` a unique key"
            ),
            Self::Database(error) => write!(f, "the look-up failed: {error}"),
        }
    }
}

impl StdError for LookUpError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Database(error) => Some(error),
            _ => None,
        }
    }
}

impl<C, E> LookUp<C, E>
where
    C: LookUpColumn,
{
    /// Runs the look-up.
    ///
    /// # Errors
    ///
    /// [`LookUpError`].
    pub fn claim<'query, Conn>(self, conn: &mut Conn) -> Result<Claim<C::Key>, LookUpError>
    where
        Self: LoadQuery<'query, Conn, C::Key>,
    {
        #[cfg(feature = "statement-wall")]
        let _sanctioned = crate::statements::Sanctioned::start();
        Self::found(self.load::<C::Key>(conn))
    }

    /// The claim, when one row has the value.
    pub(crate) fn found(keys: QueryResult<Vec<C::Key>>) -> Result<Claim<C::Key>, LookUpError> {
        let mut keys = keys.map_err(LookUpError::Database)?;
        match (keys.pop(), keys.pop()) {
            (Some(key), None) => Ok(Claim::new(key, Provenance::LookedUp { column: C::NAME })),
            (None, _) => Err(LookUpError::NotFound),
            (Some(_), Some(_)) => Err(LookUpError::Ambiguous { column: C::NAME }),
        }
    }
}

impl<C: LookUpColumn, E> Query for LookUp<C, E> {
    type SqlType = <<C::TenantColumn as Expression>::SqlType as KeyType>::KeyType;
}

impl<C: LookUpColumn, E, Conn> RunQueryDsl<Conn> for LookUp<C, E> {}

impl<C, E> QueryId for LookUp<C, E>
where
    C: LookUpColumn,
{
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<C, E, DB> QueryFragment<DB> for LookUp<C, E>
where
    DB: Backend,
    C: LookUpColumn<Table: QueryFragment<DB>> + QueryFragment<DB>,
    C::TenantColumn: QueryFragment<DB>,
    E: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("SELECT ");
        self.tenant.walk_ast(out.reborrow())?;
        out.push_sql(" FROM ");
        self.table.walk_ast(out.reborrow())?;
        out.push_sql(" WHERE ");
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" = ");
        self.value.walk_ast(out.reborrow())?;
        out.push_sql(" AND ");
        self.tenant.walk_ast(out.reborrow())?;
        out.push_sql(" IS NOT NULL LIMIT 2");
        Ok(())
    }
}
