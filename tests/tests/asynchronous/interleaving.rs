//! Scopes of several tenants at once: on one thread, and on many.

use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::OtherTenant;
use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

async fn ids(db: &mut Db<'_>) -> Vec<i64> {
    let ids = Campaign::for_tenant(db.tenant())
        .order(campaigns::id)
        .select(campaigns::id);
    ids.load_async(db).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn scopes_of_two_tenants_interleave_in_one_task() {
    let database = Database::new();
    let (mut one, mut two) = (database.connect().await, database.connect().await);
    let (acme, bolt) = (claim(1), claim(2));
    let a = acme.scope_async(&mut one, async |db| {
        for _ in 0..20 {
            assert_eq!(ids(db).await, [11, 12, 13]);
        }
    });
    let b = bolt.scope_async(&mut two, async |db| {
        for _ in 0..20 {
            assert_eq!(ids(db).await, [21, 22]);
        }
    });
    tokio::join!(a, b);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scope_inside_a_scope_is_another_tenants() {
    let database = Database::new();
    let (mut one, mut two) = (database.connect().await, database.connect().await);
    claim(1)
        .scope_async(&mut one, async |a| {
            claim(2)
                .scope_async(&mut two, async |b| {
                    let (a, b) = tokio::join!(ids(a), ids(b));
                    assert_eq!((a, b), (vec![11, 12, 13], vec![21, 22]));
                })
                .await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn tasks_on_many_threads_see_their_own_tenant() {
    let database = Database::new();
    let pool = database.deadpool(3);
    let tasks: Vec<_> = (0..30)
        .map(|number| {
            let pool = pool.clone();
            let (company, expected) = match number % 3 {
                0 => (1, vec![11, 12, 13]),
                1 => (2, vec![21, 22]),
                _ => (3, vec![31]),
            };
            tokio::spawn(async move {
                claim(company)
                    .scope_pooled_async(&pool, async |db: &mut Db<'_>| {
                        for _ in 0..10 {
                            assert_eq!(ids(db).await, expected);
                            tokio::task::yield_now().await;
                        }
                    })
                    .await
                    .unwrap();
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

/// What Diesel does not hand a brand on to is caught before anything is sent,
/// whichever scope ran before on the thread, and while another waits.
#[tokio::test(flavor = "multi_thread")]
async fn a_statement_of_another_scope_inside_an_aggregate_is_an_error() {
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
                    let (_, count) = tokio::join!(ids(a), count.get_result_async::<i64>(b));
                    match count {
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
