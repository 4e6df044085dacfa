//! The ways round the wall, for async connections.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use tenant_core::danger::{self, EmptyReason};

use super::harness::*;
use crate::models::*;
use crate::schema::*;

#[tokio::test(flavor = "multi_thread")]
async fn plain_statements_run_across_tenants_with_a_reason() {
    let mut conn = Database::new().connect().await;
    let count = danger::across_tenants_async(&mut conn, "a test", async |conn| {
        campaigns::table.count().get_result::<i64>(conn).await
    });
    assert_eq!(count.await, Ok(Ok(6)));
    let refused = danger::across_tenants_async(&mut conn, " ", async |_| panic!("no reason"));
    assert!(matches!(refused.await, Err(EmptyReason { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_tenant_is_claimed_with_a_reason() {
    let mut conn = Database::new().connect().await;
    let claims = danger::every_tenant_async(&mut conn, companies::table, "a test").await;
    let mut keys: Vec<_> = claims.unwrap().unwrap().iter().map(|claim| *claim.key()).collect();
    keys.sort_unstable();
    assert_eq!(keys, [1, 2, 3]);
    let refused = danger::every_tenant_async(&mut conn, companies::table, " ").await;
    assert!(refused.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_connection_under_a_scope_is_given_with_a_reason() {
    let mut conn = Database::new().connect().await;
    claim(1)
        .scope_async(&mut conn, async |db| {
            assert!(danger::raw_async_connection(db, "").is_err());
            let raw = danger::raw_async_connection(db, "a test").unwrap();
            let all: Vec<Company> = companies::table.load(raw).await.unwrap();
            assert_eq!(all.len(), 3);
        })
        .await;
}
