//! Several clients, each with a tenant.

use diesel::prelude::*;
use tenant_core::prelude::*;
use tenant_core::rls::BoundConnection;

use super::{assert_nobody_bound, server_process};
use crate::database::*;
use crate::schema::{Handle, ads};

/// The rows that raw SQL and a scoped statement see.
fn seen(db: &mut Db<'_>) -> QueryResult<(Vec<i64>, Vec<i64>)> {
    let scoped = ads::table
        .for_tenant(db.tenant())
        .select(ads::id)
        .load(db)?;
    Ok((ids(raw(db), "ads"), scoped))
}

#[test]
fn tenants_take_turns() {
    let database = Database::walled();
    let mut one = database.pooled();
    let mut other = BoundConnection::new(database.pooled()).unwrap();
    let mut nobody = database.pooled();
    for _ in 0..3 {
        let acme = claim(1_i64).scope_bound(&mut one, seen);
        assert_eq!(acme, Ok((vec![10], vec![10])));
        assert_nobody_bound(&mut nobody);
        let bolt = claim(2_i64).scope_bound(&mut other, seen);
        assert_eq!(bolt, Ok((vec![20], vec![20])));
        assert_nobody_bound(&mut nobody);
        let org = claim(Handle("bolt".to_owned()));
        let orgs: QueryResult<_> = org.scope_bound(&mut one, |db| {
            Ok((ids(raw(db), "members"), ids(raw(db), "ads")))
        });
        assert_eq!(orgs, Ok((vec![20], vec![])));
        assert_nobody_bound(&mut nobody);
    }
}

#[test]
fn tenants_at_the_same_time() {
    let database = Database::walled();
    std::thread::scope(|threads| {
        for (company, asks_once) in [(1, false), (2, false), (1, true), (2, true)] {
            let (mut plain, mut nobody) = (database.pooled(), database.pooled());
            let mut asked = BoundConnection::new(database.pooled()).unwrap();
            threads.spawn(move || {
                let rows = vec![company * 10];
                for _ in 0..100 {
                    let seen = if asks_once {
                        claim(company).scope_bound(&mut asked, seen)
                    } else {
                        claim(company).scope_bound(&mut plain, seen)
                    };
                    assert_eq!(seen, Ok((rows.clone(), rows.clone())));
                    assert_nobody_bound(&mut nobody);
                }
            });
        }
    });
}

/// What was asked is true of the role and the database, not of the one
/// connection to the server.
#[test]
fn an_answer_outlives_the_connection_that_gave_it() {
    let database = Database::walled();
    let mut conn = BoundConnection::new(database.pooled()).unwrap();
    let mut observer = database.pooled();
    let mut superuser = database.superuser();
    for _ in 0..3 {
        assert_eq!(
            claim(1_i64).scope_bound(&mut conn, seen),
            Ok((vec![10], vec![10]))
        );
        let process = server_process(&mut observer);
        let kill = format!("SELECT pg_terminate_backend({process}, 5000)::int::bigint");
        assert_eq!(numbers(&mut superuser, &kill), [1]);
    }
    assert_eq!(
        claim(2_i64).scope_bound(&mut conn, seen),
        Ok((vec![20], vec![20]))
    );
    assert_nobody_bound(&mut observer);
}
