//! Scopes in which each statement is bound on its own.

use diesel::connection::CacheSize;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::{DatabaseErrorKind, Error};
use diesel_async::{AsyncConnection, RunQueryDsl, SimpleAsyncConnection};
use futures_util::TryStreamExt;
use tenant_core::prelude::*;
use tenant_core::rls::AsyncBoundConnection;

use super::connections::call_alone;
use super::harness::*;
use crate::database::{Database, claim};
use crate::schema::{Handle, ads};

/// What a statement sees as it is prepared, seen to be prepared, and sent with its
/// `COMMIT`.
const TIMES: usize = 4;

async fn names(db: &mut Each<'_, '_>) -> QueryResult<Vec<String>> {
    let ads = ads::table.for_tenant(db.tenant()).order(ads::id);
    ads.select(ads::name).load_async(db).await
}

async fn insert(db: &mut Each<'_, '_>, id: i64, campaign: Option<i64>) -> QueryResult<usize> {
    db.insert_into(ads::table)
        .values((
            ads::id.eq(id),
            ads::campaign_id.eq(campaign),
            ads::name.eq("new"),
        ))
        .execute_async(db)
        .await
}

async fn delete(db: &mut Each<'_, '_>, id: i64) -> QueryResult<usize> {
    let ad = db.delete(ads::table).filter(ads::id.eq(id));
    ad.execute_async(db).await
}

async fn assert_each_is_bound(conn: &mut AsyncBoundConnection) {
    for time in 0..TIMES {
        for (company, name) in [(1, "a0"), (2, "b0")] {
            let seen = claim(company)
                .scope_bound_each_async(conn, async |db: &mut Each<'_, '_>| {
                    let raw = ids(raw(db), "ads").await;
                    QueryResult::Ok((names(db).await?, raw))
                })
                .await;
            let expected = (vec![name.to_owned()], vec![company * 10]);
            assert_eq!(seen, Ok(expected), "the time {time}");
        }
        let org = claim(Handle("bolt".to_owned()));
        let seen = org.scope_bound_each_async(conn, async |db| {
            QueryResult::Ok((ids(raw(db), "members").await, ids(raw(db), "ads").await))
        });
        assert_eq!(seen.await, Ok((vec![20], vec![])));
    }
}

#[tokio::test]
async fn each_statement_sees_its_tenants_rows() {
    let database = Database::walled();
    assert_each_is_bound(&mut bound(&database).await).await;
    call_alone(&database).await;
    assert_each_is_bound(&mut bound(&database).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_statement_sees_its_tenants_rows_on_many_threads() {
    let database = Database::walled();
    let mut conn = bound(&database).await;
    let task = tokio::spawn(async move {
        assert_each_is_bound(&mut conn).await;
        conn
    });
    drop(task.await.unwrap());
    assert_nothing_open(&database).await;
}

#[tokio::test]
async fn nothing_is_prepared_where_that_is_off() {
    let database = Database::walled();
    let mut conn = bound(&database).await;
    assert_each_is_bound(&mut conn).await;
    conn.set_prepared_statement_cache_size(CacheSize::Disabled);
    assert_each_is_bound(&mut conn).await;
}

/// Otherwise it would be taken for prepared what is not.
#[tokio::test]
async fn statements_stay_prepared_also_where_that_was_off_before() {
    let database = Database::walled();
    let mut conn = app(&database).await;
    conn.set_prepared_statement_cache_size(CacheSize::Disabled);
    let mut conn = AsyncBoundConnection::new(conn).await.unwrap();
    assert_each_is_bound(&mut conn).await;
    let kept = claim(1_i64)
        .scope_bound_each_async(&mut conn, async |db: &mut Each<'_, '_>| {
            let statements =
                "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT \"ads\"%'";
            QueryResult::Ok(numbers(raw(db), statements).await)
        })
        .await;
    assert_eq!(kept, Ok(vec![1]));
}

/// tokio makes a task that had its share of time wait where it need not.
#[tokio::test]
async fn a_task_that_used_its_share_of_time_sees_them_too() {
    let database = Database::walled();
    let mut conn = bound(&database).await;
    let scope = async |db: &mut Each<'_, '_>| {
        for _ in 0..TIMES {
            names(db).await?;
            none(db).await?;
        }
        for used in 0..140 {
            use_up(used).await;
            assert_eq!(names(db).await?, ["a0"], "after {used}");
            use_up(used).await;
            assert_eq!(none(db).await?, 0, "after {used}");
        }
        QueryResult::Ok(())
    };
    let done = claim(1_i64).scope_bound_each_async(&mut conn, scope).await;
    done.unwrap();
}

async fn use_up(share: u32) {
    tokio::task::yield_now().await;
    for _ in 0..share {
        tokio::task::consume_budget().await;
    }
}

async fn none(db: &mut Each<'_, '_>) -> QueryResult<usize> {
    let delete = db.delete(ads::table).filter(ads::id.eq(7));
    delete.execute_async(db).await
}

#[tokio::test]
async fn the_error_is_the_statements() {
    let database = Database::walled();
    let mut conn = bound(&database).await;
    let scope = async |db: &mut Each<'_, '_>| {
        for time in 0..TIMES {
            let taken = insert(db, 10, None).await;
            assert!(
                matches!(
                    taken,
                    Err(Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _))
                ),
                "the time {time}: {taken:?}"
            );
            let failed = diesel::sql_query("SELECT 1 / 0").execute(raw(db)).await;
            assert!(failed.unwrap_err().to_string().contains("division by zero"));
            assert_eq!(names(db).await?, ["a0"]);
        }
        QueryResult::Ok(())
    };
    claim(1_i64)
        .scope_bound_each_async(&mut conn, scope)
        .await
        .unwrap();
    assert_nothing_open(&database).await;
}

/// It has one answer, as a statement that is prepared.
#[tokio::test]
async fn a_statement_that_could_not_be_prepared_is_prepared_the_next_time() {
    let database = Database::walled();
    let mut owner = connect(&database.owner_url()).await;
    let mut conn = bound(&database).await;
    let scope = async |db: &mut Each<'_, '_>| {
        let away = "ALTER TABLE ads RENAME TO elsewhere";
        owner.batch_execute(away).await?;
        delete(db, 10).await.unwrap_err();
        owner
            .batch_execute("ALTER TABLE elsewhere RENAME TO ads")
            .await?;
        for touched in [1, 0, 0, 0] {
            assert_eq!(delete(db, 10).await, Ok(touched));
        }
        QueryResult::Ok(())
    };
    let tenant = claim(1_i64);
    let done = tenant.scope_bound_each_async(&mut conn, scope).await;
    assert_eq!(done, Ok(()));
}

/// A statement of one's own, which says itself whether it stays prepared.
#[derive(Clone, Copy)]
struct Touch {
    stays_prepared: bool,
}

impl QueryFragment<Pg> for Touch {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        if !self.stays_prepared {
            out.unsafe_to_cache_prepared();
        }
        out.push_sql("UPDATE ads SET name = name");
        Ok(())
    }
}

impl QueryId for Touch {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

#[tokio::test]
async fn a_statement_can_stay_prepared_one_time_and_not_the_next() {
    let database = Database::walled();
    let mut conn = bound(&database).await;
    let scope = async |db: &mut Each<'_, '_>| {
        for stays_prepared in [true, true, true, false, false, true, false] {
            let touched = Touch { stays_prepared }.execute(raw(db)).await;
            assert_eq!(touched, Ok(1));
        }
        QueryResult::Ok(())
    };
    let tenant = claim(1_i64);
    let done = tenant.scope_bound_each_async(&mut conn, scope).await;
    assert_eq!(done, Ok(()));
}

#[tokio::test]
async fn an_error_at_commit_is_one_and_nothing_is_written() {
    let database = Database::walled();
    let mut owner = connect(&database.owner_url()).await;
    owner
        .batch_execute(
            "DO $$ DECLARE key text; BEGIN
               FOR key IN SELECT conname FROM pg_constraint
                 WHERE conrelid = 'ads'::regclass AND contype = 'f' LOOP
                 EXECUTE format('ALTER TABLE ads ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', key);
               END LOOP;
             END $$",
        )
        .await
        .unwrap();
    let mut conn = bound(&database).await;
    let scope = async |db: &mut Each<'_, '_>| {
        for time in 0..TIMES as i64 {
            let dangling = insert(db, 11 + time, Some(999)).await;
            assert!(
                matches!(
                    dangling,
                    Err(Error::DatabaseError(
                        DatabaseErrorKind::ForeignKeyViolation,
                        _
                    ))
                ),
                "the time {time}: {dangling:?}"
            );
            assert_eq!(names(db).await?, ["a0"]);
        }
        QueryResult::Ok(())
    };
    claim(1_i64)
        .scope_bound_each_async(&mut conn, scope)
        .await
        .unwrap();
    assert_nothing_open(&database).await;
}

#[tokio::test]
async fn a_binding_that_fails_runs_nothing() {
    let database = Database::walled();
    let mut conn = bound(&database).await;
    let tenant = claim(5_i32);
    let unknown = tenant.scope_bound_each_async(&mut conn, async |db| {
        // The text is right, and would run in no transaction at all.
        raw(db).batch_execute("SELECT pg_notify('ran', '')").await
    });
    assert!(unknown.await.unwrap_err().to_string().contains("bind_i32"));
    let empty = claim(Handle(String::new()));
    let failed: QueryResult<()> = empty
        .scope_bound_each_async(&mut conn, async |_| panic!("is not called"))
        .await;
    assert!(
        matches!(failed, Err(Error::SerializationError(_))),
        "{failed:?}"
    );
    assert_each_is_bound(&mut conn).await;

    // The function is gone, and what is prepared still there.
    call_alone(&database).await;
    let mut conn = bound(&database).await;
    assert_each_is_bound(&mut conn).await;
    let mut owner = connect(&database.owner_url()).await;
    owner
        .batch_execute("ALTER FUNCTION tenant_core.bind_i64 RENAME TO elsewhere")
        .await
        .unwrap();
    let failed = claim(1_i64)
        .scope_bound_each_async(&mut conn, async |db: &mut Each<'_, '_>| names(db).await)
        .await;
    assert!(failed.unwrap_err().to_string().contains("bind_i64"));
    assert_nothing_open(&database).await;
}

#[tokio::test]
async fn transactions_in_it_are_bound() {
    let database = Database::walled();
    let mut conn = bound(&database).await;
    let scope = async |db: &mut Each<'_, '_>| {
        let failed: QueryResult<()> = db
            .transaction(async |db| {
                insert(db, 11, None).await?;
                assert_eq!(ids(raw(db), "ads").await, [10, 11]);
                let inner: QueryResult<()> = db
                    .transaction(async |db| {
                        insert(db, 12, None).await?;
                        Err(Error::RollbackTransaction)
                    })
                    .await;
                assert_eq!(inner, Err(Error::RollbackTransaction));
                assert_eq!(names(db).await?, ["a0", "new"]);
                Err(Error::RollbackTransaction)
            })
            .await;
        assert_eq!(failed, Err(Error::RollbackTransaction));
        assert_eq!(names(db).await?, ["a0"]);
        db.transaction(async |db| insert(db, 11, None).await)
            .await?;
        names(db).await
    };
    let tenant = claim(1_i64);
    let names = tenant.scope_bound_each_async(&mut conn, scope).await;
    assert_eq!(names.unwrap(), ["a0", "new"]);
    assert_nothing_open(&database).await;
}

#[tokio::test]
async fn many_rows_come_through() {
    let database = Database::walled();
    let mut conn = bound(&database).await;
    let scope = async |db: &mut Each<'_, '_>| {
        let fill = "INSERT INTO ads (id, company_id, name) \
                    SELECT 1000 + n, 1, repeat('x', 500) FROM generate_series(1, 20000) n";
        assert_eq!(diesel::sql_query(fill).execute(raw(db)).await?, 20_000);
        for _ in 0..TIMES {
            assert_eq!(names(db).await?.len(), 20_001);
            let ads = ads::table.for_tenant(db.tenant()).select(ads::id);
            let streamed: Vec<i64> = ads.load_stream::<i64>(db).await?.try_collect().await?;
            assert_eq!(streamed.len(), 20_001);
        }
        QueryResult::Ok(())
    };
    claim(1_i64)
        .scope_bound_each_async(&mut conn, scope)
        .await
        .unwrap();
}

#[tokio::test]
async fn what_raw_sql_leaves_behind_is_not_the_next_tenants() {
    let database = Database::walled();
    let mut conn = bound(&database).await;
    let tenant = claim(1_i64);
    let left = tenant.scope_bound_each_async(&mut conn, async |db: &mut Each<'_, '_>| {
        raw(db)
            .batch_execute(
                "SET tenant_core.i64 = '1'; DECLARE held CURSOR WITH HOLD FOR SELECT id FROM ads",
            )
            .await
    });
    left.await.unwrap();
    let scope = async |db: &mut Each<'_, '_>| {
        assert_eq!(ids(raw(db), "ads").await, [20]);
        let fetched = raw(db).batch_execute("FETCH ALL FROM held").await;
        assert!(fetched.unwrap_err().to_string().contains("does not exist"));
        QueryResult::Ok(())
    };
    claim(2_i64)
        .scope_bound_each_async(&mut conn, scope)
        .await
        .unwrap();
}
