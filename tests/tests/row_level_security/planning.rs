//! The mode in which prepared statements are planned, sent with the binding.

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::r2d2::Pool;
use diesel::result::Error;
use diesel::sql_types::Text;
use tenant_core::prelude::*;
use tenant_core::rls::{BoundConnection, BoundManager, PlanCacheMode};

use crate::database::*;
use crate::schema::ads;

fn names(db: &mut Db<'_>) -> QueryResult<Vec<String>> {
    let own = ads::table.for_tenant(db.tenant());
    own.filter(ads::id.gt(5)).select(ads::name).load(db)
}

fn mode(conn: &mut PgConnection) -> String {
    let mode = sql::<Text>("SELECT current_setting('plan_cache_mode')");
    mode.get_result(conn).unwrap()
}

fn bound(conn: PgConnection, mode: PlanCacheMode) -> BoundConnection {
    BoundConnection::new(conn).unwrap().plan_cache_mode(mode)
}

/// How often the statement of `names` was run with a plan for all values, and with
/// one of its own.
fn plans(db: &mut Db<'_>) -> QueryResult<(i64, i64)> {
    let count = |which: &str| {
        format!(
            "SELECT sum({which})::bigint FROM pg_prepared_statements \
             WHERE statement LIKE '%\"ads\".\"name\"%'"
        )
    };
    let (generic, custom) = (count("generic_plans"), count("custom_plans"));
    Ok((numbers(raw(db), &generic)[0], numbers(raw(db), &custom)[0]))
}

#[test]
fn statements_are_planned_in_the_mode_that_was_asked_for() {
    let database = Database::walled();
    for (mode, planned) in [
        (PlanCacheMode::ForceGenericPlan, (8, 0)),
        (PlanCacheMode::ForceCustomPlan, (0, 8)),
        // PostgreSQL's own choice: the first five are planned anew.
        (PlanCacheMode::Auto, (3, 5)),
    ] {
        let mut conn = bound(database.app(), mode);
        for company in [1, 2, 1, 2, 1, 2, 1, 2] {
            let name = if company == 1 { "a0" } else { "b0" };
            assert_eq!(
                claim(company).scope_bound(&mut conn, names),
                Ok(vec![name.to_owned()])
            );
        }
        let seen = claim(1_i64).scope_bound(&mut conn, plans);
        assert_eq!(seen, Ok(planned), "{mode:?}");
    }
}

#[test]
fn the_mode_that_was_asked_for_last_counts() {
    let database = Database::walled();
    let conn = bound(database.app(), PlanCacheMode::ForceGenericPlan);
    let mut conn = conn.plan_cache_mode(PlanCacheMode::ForceCustomPlan);
    let inside = claim(1_i64).scope_bound(&mut conn, |db| QueryResult::Ok(mode(raw(db))));
    assert_eq!(inside.unwrap(), "force_custom_plan");
}

#[test]
fn without_one_the_roles_own_holds() {
    let database = Database::walled();
    let role = "ALTER ROLE tenant_app IN DATABASE current SET plan_cache_mode = force_generic_plan";
    let name = sql::<Text>("SELECT current_database()::text");
    let name: String = name.get_result(&mut database.superuser()).unwrap();
    diesel::sql_query(role.replace("current", &name))
        .execute(&mut database.superuser())
        .unwrap();
    let mut conn = BoundConnection::new(database.app()).unwrap();
    let inside = claim(1_i64).scope_bound(&mut conn, |db| QueryResult::Ok(mode(raw(db))));
    assert_eq!(inside.unwrap(), "force_generic_plan");
    let mut conn = bound(database.app(), PlanCacheMode::Auto);
    let inside = claim(1_i64).scope_bound(&mut conn, |db| QueryResult::Ok(mode(raw(db))));
    assert_eq!(inside.unwrap(), "auto");
}

/// All clients of PgBouncer share one connection to the server.
#[test]
fn behind_pgbouncer_it_ends_with_the_scope() {
    let database = Database::walled();
    let mut other = database.pooled();
    let mut conn = bound(database.pooled(), PlanCacheMode::ForceGenericPlan);
    let inside = |conn: &mut BoundConnection, fails: bool| {
        claim(1_i64).scope_bound(conn, |db| {
            assert_eq!(mode(raw(db)), "force_generic_plan");
            assert_eq!(ids(raw(db), "ads"), [10]);
            if fails { Err(Error::NotFound) } else { Ok(()) }
        })
    };
    for fails in [false, true] {
        assert_eq!(inside(&mut conn, fails).is_err(), fails);
        assert_eq!(mode(&mut other), "auto");
    }
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        claim(1_i64).scope_bound(&mut conn, |db| -> QueryResult<()> {
            panic!("in mode {}", mode(raw(db)))
        })
    }));
    panicked.unwrap_err();
    assert_eq!(mode(&mut other), "auto");
}

#[test]
fn a_pool_has_it_on_each_connection() {
    let database = Database::walled();
    let manager = BoundManager::new(database.app_url());
    let manager = manager.plan_cache_mode(PlanCacheMode::ForceGenericPlan);
    let pool = Pool::builder().max_size(2).build(manager).unwrap();
    let mut one = pool.get().unwrap();
    let mut other = pool.get().unwrap();
    for conn in [&mut one, &mut other] {
        let conn: &mut BoundConnection = conn;
        let inside = claim(1_i64).scope_bound(conn, |db| QueryResult::Ok(mode(raw(db))));
        assert_eq!(inside.unwrap(), "force_generic_plan");
    }
}

/// As on a Citus cluster, where `BEGIN` and the binding are two messages.
#[test]
fn where_the_binding_is_a_message_of_its_own() {
    let database = Database::walled();
    let answer = "CREATE OR REPLACE FUNCTION tenant_core.binding() RETURNS text LANGUAGE sql \
                  AS $$ SELECT 'call' $$";
    diesel::sql_query(answer)
        .execute(&mut database.owner())
        .unwrap();
    let mut conn = bound(database.app(), PlanCacheMode::ForceGenericPlan);
    let inside = claim(1_i64).scope_bound(&mut conn, |db| {
        QueryResult::Ok((mode(raw(db)), ids(raw(db), "ads")))
    });
    assert_eq!(inside.unwrap(), ("force_generic_plan".to_owned(), vec![10]));
}

/// How many rows a line of a plan expects.
fn rows(line: &str) -> f64 {
    let rows = line.split("rows=").nth(1).unwrap();
    rows.split(' ').next().unwrap().parse().unwrap()
}

/// The planner takes predicate and policy for one condition. Were the tenant counted
/// twice, a tenth of the rows would be taken for a hundredth, and joins be planned for
/// that.
#[test]
fn predicate_and_policy_are_one_condition_to_the_planner() {
    let database = Database::walled();
    let mut owner = database.owner();
    owner
        .batch_execute(
            "ALTER TABLE ads NO FORCE ROW LEVEL SECURITY; \
             INSERT INTO ads (company_id, id, name) \
               SELECT 1 + n % 2, 1000 + n, 'many' FROM generate_series(1, 10000) n; \
             ALTER TABLE ads FORCE ROW LEVEL SECURITY; ANALYZE ads",
        )
        .unwrap();
    let estimated = |conn: &mut PgConnection, mode: &str| {
        conn.batch_execute(&format!(
            "SET plan_cache_mode = {mode}; PREPARE asked (bigint, bigint) AS \
             SELECT a.id FROM ads a JOIN ads b ON b.id = a.id AND b.company_id = $2 \
             WHERE a.company_id = $1"
        ))
        .unwrap();
        let plan: Vec<String> = sql::<Text>("EXPLAIN EXECUTE asked (1, 1)")
            .load(conn)
            .unwrap();
        conn.batch_execute("DEALLOCATE asked").unwrap();
        let reads = plan.iter().filter(|line| line.contains(" on ads"));
        reads.map(|line| rows(line)).collect::<Vec<f64>>()
    };
    for mode in ["force_custom_plan", "force_generic_plan"] {
        let mut conn = BoundConnection::new(database.app()).unwrap();
        let bound =
            claim(1_i64).scope_bound(&mut conn, |db| QueryResult::Ok(estimated(raw(db), mode)));
        let bound = bound.unwrap();
        assert_eq!(bound, estimated(&mut database.superuser(), mode), "{mode}");
        assert!(
            bound.iter().all(|rows| (4500.0..5500.0).contains(rows)),
            "{bound:?}"
        );
    }
}

#[cfg(feature = "async")]
mod asynchronous {
    use diesel::dsl::sql;
    use diesel::result::QueryResult;
    use diesel::sql_types::Text;
    use diesel_async::{AsyncPgConnection, RunQueryDsl};
    use tenant_core::rls::{AsyncBoundConnection, PlanCacheMode};

    use crate::asynchronous::{Db, connect, raw};
    use crate::database::{Database, claim};

    async fn mode(conn: &mut AsyncPgConnection) -> String {
        let mode = sql::<Text>("SELECT current_setting('plan_cache_mode')");
        mode.get_result(conn).await.unwrap()
    }

    async fn inside(conn: &mut AsyncBoundConnection) -> String {
        let claim = claim(1_i64);
        let inside = claim.scope_bound_async(conn, async |db: &mut Db<'_>| {
            QueryResult::Ok(mode(raw(db)).await)
        });
        inside.await.unwrap()
    }

    #[tokio::test]
    async fn it_is_sent_with_the_binding() {
        let database = Database::walled();
        let conn = connect(&database.app_url()).await;
        let mut conn = AsyncBoundConnection::new(conn).await.unwrap();
        assert_eq!(inside(&mut conn).await, "auto");
        let mut conn = conn.plan_cache_mode(PlanCacheMode::ForceGenericPlan);
        assert_eq!(inside(&mut conn).await, "force_generic_plan");
    }

    #[tokio::test]
    async fn behind_pgbouncer_it_ends_with_the_scope() {
        let database = Database::walled();
        let conn = connect(&database.pooled_url()).await;
        let conn = AsyncBoundConnection::new(conn).await.unwrap();
        let mut conn = conn.plan_cache_mode(PlanCacheMode::ForceGenericPlan);
        let mut other = database.pooled();
        assert_eq!(inside(&mut conn).await, "force_generic_plan");
        assert_eq!(super::mode(&mut other), "auto");
    }
}
