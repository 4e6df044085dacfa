//! Several statements of one scope on their way at once.

use std::future::pending;
use std::time::Duration;

use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::OtherTenant;
use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

#[tokio::test]
async fn two_statements_are_sent_together() {
    let mut conn = Database::new().connect().await;
    let (campaigns, ads) = claim(2)
        .scope_async(&mut conn, async |db| {
            let id = db.tenant();
            let (mut one, mut two) = (db.pipelined(), db.pipelined());
            tokio::try_join!(
                Campaign::for_tenant(id)
                    .select(campaigns::id)
                    .load_async::<i64>(&mut one),
                Ad::for_tenant(id).count().first_async::<i64>(&mut two),
            )
        })
        .await
        .unwrap();
    assert_eq!((campaigns, ads), (vec![21, 22], 4));
}

#[tokio::test]
async fn a_statement_of_another_scope_is_an_error_there_too() {
    let database = Database::new();
    let (mut one, mut two) = (database.connect().await, database.connect().await);
    claim(1)
        .scope_async(&mut one, async |a| {
            let id = a.tenant();
            claim(2)
                .scope_async(&mut two, async |b| {
                    let foreign = Ad::for_tenant(id).select(ads::campaign_id);
                    let count = Campaign::for_tenant(b.tenant()).select(
                        diesel::dsl::count(campaigns::id)
                            .aggregate_filter(campaigns::id.eq_any(foreign)),
                    );
                    match count.get_result_async::<i64>(&mut b.pipelined()).await {
                        Err(Error::QueryBuilderError(error)) => {
                            assert!(error.is::<OtherTenant>());
                        }
                        other => panic!("{other:?}"),
                    }
                })
                .await;
        })
        .await;
}

#[tokio::test]
async fn nothing_is_sent_in_what_a_dropped_transaction_left() {
    let mut conn = Database::new().connect().await;
    claim(1)
        .scope_async(&mut conn, async |db| {
            let endless = db.transaction(async |_| pending::<QueryResult<()>>().await);
            let dropped = tokio::time::timeout(Duration::from_millis(100), endless).await;
            assert!(dropped.is_err());
            let count = Campaign::for_tenant(db.tenant()).count();
            let count = count.get_result_async::<i64>(&mut db.pipelined()).await;
            assert!(
                matches!(count, Err(Error::BrokenTransactionManager)),
                "{count:?}"
            );
        })
        .await;
}
