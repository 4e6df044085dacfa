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

async fn each_of(conn: &mut AsyncBoundConnection, company: i64) -> QueryResult<Vec<String>> {
    claim(company)
        .scope_bound_each_async(conn, async |db: &mut Each<'_, '_>| {
            let ads = ads::table.for_tenant(db.tenant());
            ads.select(ads::name).load_async(db).await
        })
        .await
}

/// Statements that are executed: one that Diesel keeps prepared, and one that it
/// prepares each time.
async fn deleted(conn: &mut AsyncBoundConnection, company: i64) -> QueryResult<usize> {
    claim(company)
        .scope_bound_each_async(conn, async |db: &mut Each<'_, '_>| {
            let delete = db.delete(ads::table).filter(ads::id.eq(7));
            delete.execute_async(db).await
        })
        .await
}

async fn renamed(conn: &mut AsyncBoundConnection, company: i64) -> QueryResult<usize> {
    claim(company)
        .scope_bound_each_async(conn, async |db: &mut Each<'_, '_>| {
            let update = db.update(ads::table).set(ads::name.eq("renamed"));
            update.execute_async(db).await
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

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_is_bound_on_its_own_takes_one() {
    let database = Database::walled();
    let wire = Wire::to(&database);
    let mut conn = AsyncBoundConnection::establish(&wire.url).await.unwrap();
    let (mut loads, mut deletes, mut updates) = (Vec::new(), Vec::new(), Vec::new());
    wire.round_trips();
    for company in [1, 2, 1, 2] {
        let names = each_of(&mut conn, company).await.unwrap();
        assert_eq!(names.len(), 1);
        loads.push(wire.round_trips());
    }
    for company in [1, 2, 1, 2] {
        assert_eq!(deleted(&mut conn, company).await, Ok(0));
        deletes.push(wire.round_trips());
    }
    for company in [1, 2, 1, 2] {
        assert_eq!(renamed(&mut conn, company).await, Ok(1));
        updates.push(wire.round_trips());
    }
    assert_eq!((loads, deletes), (vec![3, 2, 1, 1], vec![3, 2, 1, 1]));
    assert_eq!(updates, [3, 3, 3, 3], "outside of a scope it would be two");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_call_alone_takes_one_too() {
    let database = Database::walled();
    call_alone(&database).await;
    let wire = Wire::to(&database);
    let mut conn = AsyncBoundConnection::establish(&wire.url).await.unwrap();
    let mut counted = Vec::new();
    wire.round_trips();
    for (company, name) in [(1, "a0"), (2, "b0"), (1, "a0")] {
        assert_eq!(each_of(&mut conn, company).await.unwrap(), [name]);
        counted.push(wire.round_trips());
    }
    assert_eq!(counted, [3, 2, 1]);
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
