//! What a scope costs on the wire.

use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use tenant_core::prelude::*;
use tenant_core::rls::{AsyncBoundConnection, AsyncBoundSession};

use super::connections::call_alone;
use super::harness::*;
use super::proxy::Wire;
use crate::database::{Database, claim};
use crate::schema::ads;

async fn names(conn: &mut AsyncBoundConnection, company: i64) -> QueryResult<Vec<String>> {
    claim(company)
        .scope_bound_async(conn, async |db: &mut Db<'_>| {
            let ads = ads::table.for_tenant(db.tenant());
            ads.select(ads::name).load_async(db).await
        })
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bound_transaction_takes_those_of_a_plain_one() {
    let database = Database::walled();
    let wire = Wire::to(&database);
    let mut conn = connect(&wire.url).await;
    let mut counted = [0, 0];
    // The second time round, when the statement is prepared.
    for _ in 0..2 {
        wire.round_trips();
        let plain = conn
            .transaction(async |conn| ads::table.select(ads::name).load::<String>(conn).await)
            .await;
        assert_eq!(plain.unwrap(), [""; 0]);
        counted[0] = wire.round_trips();
        let tenant = claim(1_i64);
        let bound = tenant.scope_bound_async(&mut conn, async |db: &mut Db<'_>| {
            let ads = ads::table.for_tenant(db.tenant());
            ads.select(ads::name).load_async::<String>(db).await
        });
        assert_eq!(bound.await.unwrap(), ["a0"]);
        counted[1] = wire.round_trips();
    }
    assert_eq!(counted, [3, 3]);
}

/// Where the call is a message of its own, it takes one more.
#[tokio::test(flavor = "multi_thread")]
async fn so_does_one_on_a_connection_that_asked_once() {
    let database = Database::walled();
    let wire = Wire::to(&database);
    let mut counted = Vec::new();
    for _ in 0..2 {
        let mut conn = AsyncBoundConnection::new(connect(&wire.url).await)
            .await
            .unwrap();
        // Prepared.
        assert_eq!(names(&mut conn, 1).await.unwrap(), ["a0"]);
        wire.round_trips();
        assert_eq!(names(&mut conn, 2).await.unwrap(), ["b0"]);
        counted.push(wire.round_trips());
        call_alone(&database).await;
    }
    assert_eq!(counted, [3, 4]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_takes_one_for_each_statement_and_two_for_itself() {
    let database = Database::walled();
    let wire = Wire::to(&database);
    let mut conn = connect(&wire.url).await;
    // Prepared.
    report(&mut conn, 1).await;
    wire.round_trips();
    report(&mut conn, 3).await;
    assert_eq!(wire.round_trips(), 5);
}

async fn report(conn: &mut AsyncPgConnection, times: usize) {
    let tenant = claim(1_i64);
    AsyncBoundSession::with(conn, async |session| {
        for _ in 0..times {
            let names = session.scope(&tenant, async |db: &mut Db<'_>| {
                let ads = ads::table.for_tenant(db.tenant());
                ads.select(ads::name).load_async::<String>(db).await
            });
            assert_eq!(names.await.unwrap().unwrap(), ["a0"]);
        }
    })
    .await;
}
