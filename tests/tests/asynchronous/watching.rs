//! Under the statement wall.

use diesel::prelude::*;
use diesel_async::{AsyncConnection, RunQueryDsl};
use tenant_core::lookup::look_up;
use tenant_core::statements::{Dialect, Mode, StatementWall, declared_tables};

use super::harness::*;
use crate::schema::*;

#[tokio::test]
async fn a_look_up_has_been_answered_for() {
    let mut conn = Database::new().connect().await;
    let wall = StatementWall::new(declared_tables(Dialect::Postgres), Mode::Collect);
    conn.set_instrumentation(wall.clone());
    let found = look_up(api_keys::secret, "k-bolt").claim_async(&mut conn).await;
    assert_eq!(found.unwrap().key(), &2);
    assert_eq!((wall.report().sent, wall.report().sanctioned), (0, 1));
    // And nothing that comes after it.
    let everybody: QueryResult<i64> = api_keys::table.count().get_result(&mut conn).await;
    everybody.unwrap();
    let report = wall.report();
    assert_eq!((report.sent, report.sanctioned), (1, 1));
    assert_eq!(report.statements.len(), 1, "{report}");
}
