//! Before a scope exists: which tenant is it?
//!
//! An API key, a host name or a login says who is calling, and the database
//! knows whose it is. A column that identifies a tenant is declared beside the
//! table, `#[tenant(column = company_id, look_up(key))]`, and
//! [`look_up`] turns a value of it into a [`Claim`]. It reads the one row that has the
//! value, by conditions of your own too ([`filter`](LookUp::filter)), gives other
//! columns of it where you ask for them ([`select`](LookUp::select)), and writes
//! nothing. The guide [`api_keys`](crate::guide::api_keys) has a recipe.

mod statement;

use std::error::Error as StdError;
use std::fmt;

use diesel::RunQueryDsl;
use diesel::associations::HasTable;
use diesel::backend::Backend;
use diesel::expression::{
    AppearsOnTable, AsExpression, Expression, NonAggregate, SelectableExpression,
    TypedExpressionType,
};
use diesel::query_builder::{AstPass, NoFromClause, QueryFragment};
use diesel::query_dsl::LoadQuery;
use diesel::query_source::Column;
use diesel::result::{Error, QueryResult};
use diesel::sql_types::{BoolOrNullableBool, SqlType};

pub use self::statement::{And, Conditions, LookUpStatement, Selected, Selection, TenantAlone};
use crate::scope::{Claim, Provenance};
use crate::table::{KeyType, Seal};
use crate::wall::{Checked, Parenthesised, TenantSafe};

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

/// A look-up that has not run yet. It is not a statement: it runs by
/// [`claim`](Self::claim) alone.
#[must_use = "a look-up runs when `claim` is called"]
pub struct LookUp<C: LookUpColumn, E, P = (), S = TenantAlone>(LookUpStatement<C, E, P, S>);

impl<C: LookUpColumn, E, P, S> fmt::Debug for LookUp<C, E, P, S> {
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
    LookUp(LookUpStatement {
        column,
        tenant: C::tenant_column(),
        table: C::Table::table(),
        value: value.as_expression(),
        conditions: (),
        selection: TenantAlone,
    })
}

impl<C: LookUpColumn, E, P, S> LookUp<C, E, P, S> {
    #[cfg(feature = "async")]
    pub(crate) fn into_statement(self) -> LookUpStatement<C, E, P, S> {
        self.0
    }

    /// A condition on the row, such as that a key is not revoked. A row that does not
    /// meet it looks like one that is not there. More than one are joined by `AND`.
    pub fn filter<F>(self, condition: F) -> LookUp<C, E, And<P, Parenthesised<F>>, S>
    where
        F: ConditionOn<C::Table>,
    {
        LookUp(
            self.0
                .with_conditions(|others| And::new(others, Parenthesised(condition))),
        )
    }
}

impl<C: LookUpColumn, E, P> LookUp<C, E, P> {
    /// Further columns of the row, which [`claim`](LookUp::claim) then gives together
    /// with the claim.
    pub fn select<S>(self, columns: S) -> LookUp<C, E, P, Selected<Checked<S>>>
    where
        S: PartOf<C::Table>,
    {
        LookUp(self.0.with_selection(Selected(Checked(columns))))
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

impl<C: LookUpColumn, E, P> LookUp<C, E, P> {
    /// Runs the look-up.
    ///
    /// # Errors
    ///
    /// [`LookUpError`].
    pub fn claim<'query, Conn>(self, conn: &mut Conn) -> Result<Claim<C::Key>, LookUpError>
    where
        LookUpStatement<C, E, P, TenantAlone>: LoadQuery<'query, Conn, C::Key>,
    {
        #[cfg(feature = "statement-wall")]
        let _sanctioned = crate::statements::Sanctioned::start();
        found::<C, _>(self.0.load(conn)).map(claimed::<C>)
    }
}

impl<C: LookUpColumn, E, P, S> LookUp<C, E, P, Selected<S>> {
    /// Runs the look-up, and gives the selected columns with the claim.
    ///
    /// ```
    /// # use diesel::prelude::*;
    /// # use tenant_core::lookup::{LookUpError, look_up};
    /// # use tenant_core::prelude::*;
    /// # diesel::table! {
    /// #     api_keys (id) {
    /// #         id -> BigInt,
    /// #         digest -> Text,
    /// #         company_id -> BigInt,
    /// #         scopes -> Text,
    /// #         revoked_at -> Nullable<Timestamp>,
    /// #     }
    /// # }
    /// # tenant_core::tenant_tables! {
    /// #     #[tenant(column = company_id, key = i64, look_up(digest))]
    /// #     api_keys;
    /// # }
    /// fn authenticate(
    ///     conn: &mut SqliteConnection,
    ///     digest: &str,
    /// ) -> Result<(Claim<i64>, (i64, String)), LookUpError> {
    ///     look_up(api_keys::digest, digest)
    ///         .filter(api_keys::revoked_at.is_null())
    ///         .select((api_keys::id, api_keys::scopes))
    ///         .claim(conn)
    /// }
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    ///
    /// [`LookUpError`].
    pub fn claim<'query, Conn, R>(self, conn: &mut Conn) -> Result<(Claim<C::Key>, R), LookUpError>
    where
        LookUpStatement<C, E, P, Selected<S>>: LoadQuery<'query, Conn, (C::Key, R)>,
    {
        #[cfg(feature = "statement-wall")]
        let _sanctioned = crate::statements::Sanctioned::start();
        let (key, row) = found::<C, _>(self.0.load(conn))?;
        Ok((claimed::<C>(key), row))
    }
}

/// A condition on the one row of the table `T` that is looked up.
#[diagnostic::on_unimplemented(
    message = "this is not a condition on the row that is looked up",
    label = "reads another table or more than the row, or is not true or false",
    note = "make it of the columns of the table that is looked up, and of values: \
            `.filter(api_keys::revoked_at.is_null())`"
)]
pub trait ConditionOn<T> {}

#[diagnostic::do_not_recommend]
impl<T, F> ConditionOn<T> for F where
    F: AppearsOnTable<T>
        + Expression<SqlType: BoolOrNullableBool>
        + NonAggregate
        + for<'h> TenantSafe<'h>
{
}

/// What can be read of the one row of the table `T` that is looked up.
#[diagnostic::on_unimplemented(
    message = "this is not a part of the row that is looked up",
    label = "reads another table, or more than the row",
    note = "select columns of the table that is looked up, or a model of it: \
            `.select((api_keys::id, api_keys::scopes))`"
)]
pub trait PartOf<T> {}

#[diagnostic::do_not_recommend]
impl<T, S> PartOf<T> for S where S: SelectableExpression<T> + NonAggregate + for<'h> TenantSafe<'h> {}

/// For [`debug_query`](diesel::debug_query). To be a fragment is not enough to be run.
impl<C, E, P, S, DB> QueryFragment<DB> for LookUp<C, E, P, S>
where
    DB: Backend,
    C: LookUpColumn,
    LookUpStatement<C, E, P, S>: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }
}

/// The row, when it is the only one.
pub(crate) fn found<C: LookUpColumn, R>(rows: QueryResult<Vec<R>>) -> Result<R, LookUpError> {
    let mut rows = rows.map_err(LookUpError::Database)?;
    match (rows.pop(), rows.pop()) {
        (Some(row), None) => Ok(row),
        (None, _) => Err(LookUpError::NotFound),
        (Some(_), Some(_)) => Err(LookUpError::Ambiguous { column: C::NAME }),
    }
}

pub(crate) fn claimed<C: LookUpColumn>(key: C::Key) -> Claim<C::Key> {
    Claim::new(key, Provenance::LookedUp { column: C::NAME })
}
