//! The statement wall: each SQL text is checked before it is sent, whoever
//! wrote it.
//!
//! Types hold back what is built with this crate. They do not see raw SQL, the
//! text in `sql(..)` fragments, or plain Diesel on another connection. A
//! [`StatementWall`] on a connection does: it is handed every text that goes to
//! the database, parses it, and looks whether each table that was declared is
//! limited to one tenant. [`tenant_sql`] says what it takes for that.
//!
//! What [`danger::across_tenants`](crate::danger::across_tenants) runs has a reason,
//! and a [look-up](crate::look_up()) has a declaration: both are counted and no more.
//! Migrations, admin connections and what sets a test up run where no wall is.
//!
//! It belongs into tests and CI, where it panics, and into an application that is
//! being moved, where it [collects](Mode::Collect). It does not know what is bound:
//! a statement for the wrong tenant is right to it.
//!
//! ```
//! use diesel::prelude::*;
//! use tenant_core::statements::{Dialect, Mode, StatementWall, declared_tables};
//!
//! diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, name -> Text, } }
//! tenant_core::tenant_tables! { #[tenant(column = company_id, key = i64)] campaigns; }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let wall = StatementWall::new(declared_tables(Dialect::Sqlite), Mode::Collect);
//! let mut conn = SqliteConnection::establish(":memory:")?;
//! # diesel::sql_query("CREATE TABLE campaigns (id INTEGER PRIMARY KEY, company_id BIGINT NOT NULL, name TEXT NOT NULL)").execute(&mut conn)?;
//! conn.set_instrumentation(wall.clone());
//!
//! campaigns::table.filter(campaigns::company_id.eq(1)).count().get_result::<i64>(&mut conn)?;
//! campaigns::table.count().get_result::<i64>(&mut conn)?;
//!
//! let report = wall.report();
//! assert_eq!((report.sent, report.statements.len()), (2, 1));
//! println!("{report}");
//! # Ok(())
//! # }
//! ```
//!
//! For every connection that a program opens:
//!
//! ```
//! use std::sync::LazyLock;
//! use diesel::connection::set_default_instrumentation;
//! use tenant_core::statements::{Dialect, Mode, StatementWall, declared_tables};
//!
//! static WALL: LazyLock<StatementWall> =
//!     LazyLock::new(|| StatementWall::new(declared_tables(Dialect::Postgres), Mode::Deny));
//!
//! set_default_instrumentation(|| Some(Box::new(WALL.clone())))?;
//! # Ok::<(), diesel::result::Error>(())
//! ```

mod caller;
mod declared;
mod report;
mod sanctioned;
mod sent;
mod wall;

pub(crate) use self::sanctioned::Sanctioned;

pub use tenant_sql::{Catalog, Dialect, Finding, Kind, Rule, Table};

pub use self::declared::declared_tables;
pub use self::report::{Report, Statement};
pub use self::wall::{Mode, StatementWall};
