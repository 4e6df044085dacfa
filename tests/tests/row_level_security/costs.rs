//! What a bound scope costs that does not depend on the machine: round trips and
//! plans.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::Text;
use tenant_core::prelude::*;
use tenant_core::rls::{BoundConnection, BoundSession, PlanCacheMode};
use wire::Wire;

use crate::database::*;
use crate::schema::ads;

fn names(db: &mut Db<'_>) -> QueryResult<Vec<String>> {
    let own = ads::table.for_tenant(db.tenant());
    own.filter(ads::id.gt(5)).select(ads::name).load(db)
}

/// The round trips of `f`, once its statement is prepared.
fn round_trips(wire: &Wire, mut f: impl FnMut()) -> usize {
    f();
    let before = wire.round_trips();
    f();
    wire.round_trips() - before
}

#[test]
fn a_bound_scope_takes_the_round_trips_of_a_transaction() {
    let database = Database::walled();
    let (wire, url) = over_wire(&database.app_url(), Duration::ZERO);
    let mut conn = establish(&url);
    let by_hand = round_trips(&wire, || {
        let names = conn.transaction(|conn| {
            let own = ads::table.filter(ads::company_id.eq(1));
            own.filter(ads::id.gt(5))
                .select(ads::name)
                .load::<String>(conn)
        });
        names.unwrap();
    });
    let bound = round_trips(&wire, || {
        assert_eq!(claim(1_i64).scope_bound(&mut conn, names).unwrap(), ["a0"]);
    });
    let mut conn = BoundConnection::new(conn).unwrap();
    let asked = round_trips(&wire, || {
        assert_eq!(claim(1_i64).scope_bound(&mut conn, names).unwrap(), ["a0"]);
    });
    let mut conn = conn.plan_cache_mode(PlanCacheMode::ForceGenericPlan);
    let planned = round_trips(&wire, || {
        assert_eq!(claim(1_i64).scope_bound(&mut conn, names).unwrap(), ["a0"]);
    });
    assert_eq!((by_hand, bound, asked, planned), (3, 3, 3, 3));
}

#[test]
fn a_bound_session_takes_one_more_for_each_change_of_tenant() {
    let database = Database::walled();
    let (wire, url) = over_wire(&database.app_url(), Duration::ZERO);
    let mut conn = establish(&url);
    for (companies, changes) in [([1, 1, 1, 1], 1), ([1, 1, 2, 2], 2), ([1, 2, 1, 2], 4)] {
        let taken = round_trips(&wire, || {
            BoundSession::with(&mut conn, |session: &mut BoundSession<'_, _>| {
                for company in companies {
                    session.scope(&claim(company), names).unwrap().unwrap();
                }
            });
        });
        // Each statement, each change, and its end.
        assert_eq!(taken, 4 + changes + 1, "{companies:?}");
    }
}

/// The text of the last statement that `names` sends.
fn text_of_names(conn: &mut PgConnection) -> String {
    let sent = Arc::new(Mutex::new(String::new()));
    let heard = Arc::clone(&sent);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            *heard.lock().unwrap() = query.to_string();
        }
    });
    claim(1_i64).scope(conn, names).unwrap();
    let sent = sent.lock().unwrap();
    sent.split(" -- binds").next().unwrap().to_owned()
}

#[test]
fn with_predicate_and_policy_there_is_one_scan_by_the_tenants_index() {
    let database = Database::walled();
    let mut conn = database.app();
    let text = text_of_names(&mut conn);
    assert!(text.contains("$1") && text.contains("$2"), "{text}");
    for mode in ["force_custom_plan", "force_generic_plan"] {
        let plan = as_acme(&mut conn, |conn| {
            conn.batch_execute(&format!(
                "SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = {mode}; \
                 PREPARE asked AS {text}"
            ))
            .unwrap();
            let explain =
                "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) EXECUTE asked(1, 5)";
            let lines: Vec<String> = diesel::dsl::sql::<Text>(explain).load(conn).unwrap();
            conn.batch_execute("DEALLOCATE asked").unwrap();
            lines
        });
        let lines = |part: &str| plan.iter().filter(|line| line.contains(part)).count();
        assert_eq!(lines(" on ads"), 1, "{plan:#?}");
        assert_eq!(lines("Index Cond: ((company_id = "), 1, "{plan:#?}");
        assert_eq!(lines("InitPlan"), 1, "{plan:#?}");
        // The setting, and what is seen by it.
        assert_eq!(lines("->  Result (actual rows=1 loops=1)"), 1, "{plan:#?}");
    }
}
