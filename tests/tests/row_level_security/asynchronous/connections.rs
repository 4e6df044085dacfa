//! Connections that asked once how tenants are bound.

use diesel::connection::CacheSize;
use diesel::prelude::*;
use diesel::result::Error;
use diesel_async::{AsyncConnection, SimpleAsyncConnection};
use tenant_core::prelude::*;
use tenant_core::rls::{AsyncBoundConnection, AsyncBoundManager};

use super::binding::seen;
use super::harness::*;
use crate::database::{Database, claim};
use crate::schema::ads;

#[tokio::test]
async fn its_scopes_are_bound() {
    let database = Database::walled();
    let mut conn = bound(&database).await;
    for _ in 0..2 {
        assert_eq!(seen(&mut conn, 1).await, [10]);
        assert_eq!(seen(&mut conn, 2).await, [20]);
    }
}

/// Behind the back of what it knows of its connection.
#[tokio::test]
async fn its_scopes_are_bound_after_the_statement_cache_was_turned_off() {
    let database = Database::walled();
    let mut conn = bound(&database).await;
    for disabled in [false, true, true] {
        for company in [1_i64, 2, 1, 2] {
            let tenant = claim(company);
            let scope = tenant.scope_bound_async(&mut conn, async |db: &mut Db<'_>| {
                if disabled {
                    raw(db).set_prepared_statement_cache_size(CacheSize::Disabled);
                }
                let renamed = db.update(ads::table).set(ads::name.eq("renamed"));
                let renamed = renamed.execute_async(db).await?;
                let ads = ads::table.for_tenant(db.tenant()).select(ads::id);
                QueryResult::Ok((renamed, ads.load_async::<i64>(db).await?))
            });
            assert_eq!(scope.await, Ok((1, vec![company * 10])));
        }
    }
}

#[tokio::test]
async fn a_role_that_bypasses_policies_gets_none() {
    let database = Database::walled();
    let mut owner = connect(&database.owner_url()).await;
    owner
        .batch_execute("ALTER TABLE tenant_core.subject NO FORCE ROW LEVEL SECURITY")
        .await
        .unwrap();
    assert_bypasses(AsyncBoundConnection::new(owner).await.map(drop));
    let manager = AsyncBoundManager::new(database.owner_url());
    let pool = deadpool::managed::Pool::<AsyncBoundManager>::builder(manager);
    let refused = pool.build().unwrap().get().await;
    let refused = refused.map(drop).unwrap_err().to_string();
    assert!(refused.contains("policies do not apply"), "{refused}");
    let bare = AsyncBoundConnection::new(app(&Database::bare()).await).await;
    assert!(matches!(bare, Err(Error::DatabaseError(..))));
}

/// As on a Citus cluster, whose binding must be a message of its own.
#[tokio::test]
async fn a_database_can_ask_for_the_call_alone() {
    let database = Database::walled();
    call_alone(&database).await;
    let mut conn = bound(&database).await;
    for company in [1, 2, 1] {
        assert_eq!(seen(&mut conn, company).await, [company * 10]);
    }
    let tenant = claim(5_i32);
    let failed = tenant.scope_bound_async(&mut conn, async |_| -> QueryResult<()> {
        panic!("is not called")
    });
    assert!(failed.await.is_err(), "no table belongs to such tenants");
    assert_eq!(seen(&mut conn, 1).await, [10]);
}

pub async fn call_alone(database: &Database) {
    let mut owner = connect(&database.owner_url()).await;
    owner
        .batch_execute(
            "CREATE OR REPLACE FUNCTION tenant_core.binding() RETURNS text LANGUAGE sql \
             AS $$ SELECT 'call' $$",
        )
        .await
        .unwrap();
}
