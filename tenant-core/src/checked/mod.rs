//! Raw SQL that is checked: [`checked_sql!`](crate::checked_sql).
//!
//! A window function, a recursive query or an operator of the database's own is
//! sometimes easier said in SQL. [`checked_sql!`](crate::checked_sql) takes the text
//! with `:tenant` in it, which the scope binds, and gives a scoped statement that
//! loads rows as [`diesel::sql_query`] does.
//!
//! The text is parsed at compile time. Each table in it, at any depth, has to be
//! tied to `:tenant` as the [statement checker](tenant_sql) asks; the types then say
//! whether the column that ties it is the table's tenant column. A table that nothing
//! ties has to be shared.
//!
//! ```
//! use diesel::prelude::*;
//! use diesel::sql_types::{BigInt, Text};
//! use tenant_core::{checked_sql, prelude::*};
//!
//! diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, name -> Text, } }
//! diesel::table! { notes (id) { id -> BigInt, campaign_id -> BigInt, body -> Text, } }
//! tenant_core::tenant_tables! {
//!     #[tenant(column = company_id, key = i64)]
//!     campaigns;
//!     #[tenant(parent = campaigns, foreign_key = campaign_id)]
//!     notes;
//! }
//!
//! #[derive(QueryableByName)]
//! struct Row {
//!     #[diesel(sql_type = Text)]
//!     name: String,
//!     #[diesel(sql_type = BigInt)]
//!     notes: i64,
//! }
//!
//! type Db<'t> = TenantConnection<'t, SqliteConnection, i64>;
//!
//! fn noted(db: &mut Db<'_>, at_least: i64) -> QueryResult<Vec<Row>> {
//!     checked_sql!(
//!         db.tenant(),
//!         "SELECT c.name, COUNT(n.id) AS notes
//!          FROM campaigns c LEFT JOIN notes n ON n.campaign_id = c.id
//!          WHERE c.company_id = :tenant
//!          GROUP BY c.id, c.name HAVING COUNT(n.id) >= :at_least",
//!         at_least: BigInt = at_least,
//!     )
//!     .load(db)
//! }
//! # fn main() {}
//! ```
//!
//! Tables and columns are found under the names of their `table!` modules, which
//! have to be in scope and to be named as in the database. A text runs on the
//! databases on which it means what was checked: the names and operators of one
//! database are refused on another. Qualify columns where a query reads several
//! tables. A column that is qualified has to be in the `table!`: PostgreSQL calls a
//! function where `c.name` is no column.
//!
//! Where a table is tied in several ways, by two columns or to two others, one of
//! them has to be the one that it was declared with.
//!
//! Where the crate has another name, say it first: `checked_sql!(crate = path, ..)`.

mod binds;
mod statement;
mod ties;

pub use self::binds::{Bind, Binds, End};
#[doc(hidden)]
pub use self::statement::{BindsKey, Key, KeyOf, NoKey};
pub use self::statement::{CheckedSql, Piece, RunsOn};
#[doc(hidden)]
pub use self::ties::{By, Here, There, Under};
pub use self::ties::{ReadableByAll, Tied, TiedBy, TiedByOneOf, TiedUnder};
