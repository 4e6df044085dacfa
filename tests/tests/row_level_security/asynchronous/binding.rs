//! Who is bound, and for how long: transactions.

use diesel::prelude::*;
use diesel::result::Error;
use diesel_async::{AsyncConnection, RunQueryDsl, SimpleAsyncConnection};
use tenant_core::prelude::*;
use tenant_core::rls::{AsyncBindsTenant, AsyncBoundConnection};

use super::harness::*;
use crate::database::{Database, claim};
use crate::schema::{Handle, ads};

/// The rows that raw SQL sees in a scope.
pub async fn seen<C: AsyncBindsTenant>(conn: &mut C, company: i64) -> Vec<i64> {
    let tenant = claim(company);
    let seen = tenant
        .scope_bound_async(conn, async |db: &mut Db<'_>| {
            QueryResult::Ok(ids(raw(db), "ads").await)
        })
        .await;
    seen.unwrap()
}

async fn refused<C: AsyncBindsTenant>(conn: &mut C) -> QueryResult<()> {
    claim(1_i64)
        .scope_bound_async(conn, async |_: &mut Db<'_>| panic!("is not called"))
        .await
}

#[tokio::test]
async fn a_binding_ends_with_its_transaction() {
    let database = Database::walled();
    let mut conn = app(&database).await;
    for _ in 0..2 {
        assert_eq!(seen(&mut conn, 1).await, [10]);
        assert_unbound(&mut conn).await;
        assert_eq!(seen(&mut conn, 2).await, [20]);
        let failed: QueryResult<()> = claim(1_i64)
            .scope_bound_async(&mut conn, async |db: &mut Db<'_>| {
                raw(db).batch_execute("DELETE FROM ads").await?;
                Err(Error::RollbackTransaction)
            })
            .await;
        assert_eq!(failed, Err(Error::RollbackTransaction));
        assert_unbound(&mut conn).await;
    }
    let org = claim(Handle("bolt".to_owned()));
    let members = org.scope_bound_async(&mut conn, async |db| {
        QueryResult::Ok((ids(raw(db), "members").await, ids(raw(db), "ads").await))
    });
    assert_eq!(members.await, Ok((vec![20], vec![])));
}

#[tokio::test]
async fn raw_sql_crosses_nothing() {
    let database = Database::walled();
    let (mut plain, mut asked) = (app(&database).await, bound(&database).await);
    async fn attack<C: AsyncBindsTenant>(conn: &mut C) {
        let touched = claim(1_i64)
            .scope_bound_async(conn, async |db: &mut Db<'_>| {
                let conn = raw(db);
                let update = diesel::sql_query("UPDATE ads SET name = 'mine'");
                let delete = diesel::sql_query("DELETE FROM ads WHERE company_id = 2");
                let touched = [update.execute(conn).await?, delete.execute(conn).await?];
                let insert = "INSERT INTO ads (id, company_id, name) VALUES (21, 2, 'x')";
                let refused = conn
                    .transaction(async |conn| diesel::sql_query(insert).execute(conn).await)
                    .await;
                let message = refused.unwrap_err().to_string();
                assert!(message.contains("row-level security"), "{message}");
                QueryResult::Ok(touched)
            })
            .await;
        assert_eq!(touched, Ok([1, 0]));
    }
    attack(&mut plain).await;
    attack(&mut asked).await;
    assert_eq!(seen(&mut plain, 2).await, [20]);
    assert_eq!(seen(&mut asked, 1).await, [10]);
}

#[tokio::test]
async fn scoped_statements_run_on_it() {
    let database = Database::walled();
    let mut conn = app(&database).await;
    let names: QueryResult<Vec<String>> = claim(2_i64)
        .scope_bound_async(&mut conn, async |db: &mut Db<'_>| {
            db.insert_into(ads::table)
                .values((ads::id.eq(22), ads::name.eq("b2")))
                .execute_async(db)
                .await?;
            let ads = ads::table.for_tenant(db.tenant()).order(ads::id);
            ads.select(ads::name).load_async(db).await
        })
        .await;
    assert_eq!(names.unwrap(), ["b0", "b2"]);
}

#[tokio::test]
async fn a_role_that_bypasses_policies_is_not_bound() {
    let database = Database::walled();
    let socket = std::env::var("TENANT_TEST_POSTGRES_SUPERUSER_URL").unwrap();
    let mut conn = connect(&socket).await;
    drop(conn.batch_execute("SELECT 1").await);
    let mut owner = connect(&database.owner_url()).await;
    owner
        .batch_execute("ALTER TABLE tenant_core.subject NO FORCE ROW LEVEL SECURITY")
        .await
        .unwrap();
    assert_bypasses(refused(&mut owner).await);
    // The connection is in no transaction and in order.
    assert_eq!(numbers(&mut owner, "SELECT 1::bigint").await, [1]);
    let in_order = owner.transaction(async |_| QueryResult::Ok(1)).await;
    assert_eq!(in_order, Ok(1));
    assert_bypasses(AsyncBoundConnection::new(owner).await.map(drop));
}

#[tokio::test]
async fn a_binding_that_fails_calls_nothing_and_leaves_nothing() {
    let database = Database::walled();
    let mut conn = app(&database).await;
    let empty = claim(Handle(String::new()));
    let result: QueryResult<()> = empty
        .scope_bound_async(&mut conn, async |_| panic!("is not called"))
        .await;
    assert!(
        matches!(result, Err(Error::SerializationError(_))),
        "{result:?}"
    );
    assert_unbound(&mut conn).await;

    let bare = Database::bare();
    let mut conn = app(&bare).await;
    for _ in 0..2 {
        let result = refused(&mut conn).await;
        assert!(
            matches!(result, Err(Error::DatabaseError(..))),
            "{result:?}"
        );
        assert_eq!(numbers(&mut conn, "SELECT 1::bigint").await, [1]);
    }
    assert_nothing_open(&bare).await;
}

#[tokio::test]
async fn in_a_transaction_of_somebody_elses_it_is_a_savepoint() {
    let database = Database::walled();
    let mut conn = app(&database).await;
    conn.begin_test_transaction().await.unwrap();
    for _ in 0..2 {
        assert_eq!(seen(&mut conn, 1).await, [10]);
        assert_eq!(ids(&mut conn, "ads").await, [0; 0]);
        let failed: QueryResult<()> = claim(2_i64)
            .scope_bound_async(&mut conn, async |db: &mut Db<'_>| {
                raw(db).batch_execute("DELETE FROM ads").await?;
                Err(Error::RollbackTransaction)
            })
            .await;
        assert_eq!(failed, Err(Error::RollbackTransaction));
        assert_eq!(ids(&mut conn, "ads").await, [0; 0]);
        // A binding that fails ends its savepoint and nothing else.
        let tenant = claim(5_i32);
        let failed = tenant.scope_bound_async(&mut conn, async |_| -> QueryResult<()> {
            panic!("is not called")
        });
        assert!(matches!(failed.await, Err(Error::DatabaseError(..))));
        assert_eq!(ids(&mut conn, "ads").await, [0; 0]);
    }
    assert_eq!(seen(&mut conn, 2).await, [20]);
}

#[tokio::test]
async fn savepoints_inside_leave_it_bound() {
    let database = Database::walled();
    let mut conn = app(&database).await;
    let result: QueryResult<()> = claim(1_i64)
        .scope_bound_async(&mut conn, async |db: &mut Db<'_>| {
            let failed: QueryResult<()> = db
                .transaction(async |db| {
                    assert_eq!(ids(raw(db), "ads").await, [10]);
                    raw(db).batch_execute("SELECT 1 / 0").await
                })
                .await;
            assert!(failed.is_err());
            assert_eq!(ids(raw(db), "ads").await, [10]);
            db.transaction(async |db| QueryResult::Ok(ids(raw(db), "ads").await))
                .await?;
            assert_eq!(ids(raw(db), "ads").await, [10]);
            Ok(())
        })
        .await;
    result.unwrap();
    assert_unbound(&mut conn).await;
}

#[tokio::test]
async fn statements_in_it_are_pipelined() {
    let database = Database::walled();
    let mut conn = app(&database).await;
    let counts = claim(1_i64)
        .scope_bound_async(&mut conn, async |db: &mut Db<'_>| {
            let id = db.tenant();
            let (mut one, mut two) = (db.pipelined(), db.pipelined());
            tokio::try_join!(
                ads::table
                    .for_tenant(id)
                    .count()
                    .get_result_async::<i64>(&mut one),
                ads::table
                    .for_tenant(id)
                    .select(ads::id)
                    .load_async::<i64>(&mut two),
            )
        })
        .await;
    assert_eq!(counts, Ok((1, vec![10])));
}
