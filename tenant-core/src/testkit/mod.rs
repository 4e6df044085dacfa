//! A red team for your own tables and functions.
//!
//! A [`RedTeam`] makes a row for each of two tenants, and tries as the first what can
//! be tried on the row of the second: [`Action`]. What comes of it is a [`Matrix`],
//! table by action, for a golden file. [The guide](crate::guide::testkit) is the place
//! to start.
//!
//! ```standalone_crate
//! # use diesel::connection::SimpleConnection;
//! use diesel::prelude::*;
//! use tenant_core::testkit::{Action, RedTeam, Verdict, red_team};
//!
//! # diesel::table! { posts (id) { id -> BigInt, tenant_id -> BigInt, title -> Text, } }
//! # tenant_core::tenant_tables! { #[tenant(column = tenant_id, key = i64)] posts; }
//! # fn main() -> QueryResult<()> {
//! # let mut conn = SqliteConnection::establish(":memory:").unwrap();
//! # conn.batch_execute("CREATE TABLE posts (id INTEGER PRIMARY KEY, tenant_id BIGINT NOT NULL, title TEXT NOT NULL)")?;
//! let mut team = RedTeam::new(conn);
//! team.tenants(1_i64, 2)
//!     .table(red_team!(posts), |conn, tenant, n| {
//!         let title = format!("post {n}");
//!         let row = (posts::id.eq(n), posts::tenant_id.eq(tenant), posts::title.eq(title));
//!         diesel::insert_into(posts::table).values(row).execute(conn).map(|_| n)
//!     })
//!     // One predicate is missing here.
//!     .find(|conn, _tenant, id| posts::table.find(id).select(posts::title).first::<String>(conn));
//!
//! let matrix = team.attack()?;
//! assert_eq!(matrix.cell("posts", Action::Find).map(|cell| cell.verdict), Some(Verdict::Crossed));
//! assert_eq!(matrix.cell("posts", Action::Update).map(|cell| cell.verdict), Some(Verdict::Held));
//! # Ok(())
//! # }
//! ```

mod action;
mod answer;
mod case;
mod coverage;
mod forms;
#[doc(hidden)]
pub mod generated;
mod golden;
mod judge;
mod matrix;
mod queries;
mod restore;
mod role;
mod scene;
mod schema;
mod service;
mod snapshot;
mod stage;
mod target;
mod team;
mod text;
mod trial;
mod world;
mod written;

pub use expect_test::expect_file;

pub use self::action::Action;
pub use self::answer::Answer;
pub use self::generated::Attacks;
pub use self::matrix::{Cell, Matrix, Row, Verdict};
pub use self::service::Service;
pub use self::target::Functions;
pub use self::team::{RedTeam, Tenants};
#[doc(inline)]
pub use crate::red_team;
