//! Scopes: entering, nesting, looping, leaving.

use diesel::prelude::*;
use tenant_core::prelude::*;
use tenant_core::{Provenance, VerifiedTenant};

use super::harness::*;
use super::{Conn, connect, connect_again};
use crate::models::*;
use crate::schema::*;
use crate::seed::{ACME, BOLT};

fn campaigns_of(db: &mut Db<'_>) -> Vec<i64> {
    Campaign::for_tenant(db.tenant())
        .select(campaigns::id)
        .order(campaigns::id)
        .load(db)
        .unwrap()
}

#[test]
fn a_scope_is_entered_by_a_closure() {
    let mut conn = connect();
    let ids = claim(ACME).scope(&mut conn, |db| campaigns_of(db));
    assert_eq!(ids, [11, 12, 13]);
    // The connection is the caller's again.
    let all: i64 = campaigns::table.count().get_result(&mut conn).unwrap();
    assert_eq!(all, 6);
}

#[test]
fn a_scope_is_entered_by_a_guard() {
    let mut conn = connect();
    let claim = claim(BOLT);
    {
        tenant_core::scope_guard!(guard);
        let mut db = claim.enter(guard, &mut conn);
        assert_eq!(db.tenant().key(), &BOLT);
        assert_eq!(campaigns_of(&mut db), [21, 22]);
    }
    let all: i64 = campaigns::table.count().get_result(&mut conn).unwrap();
    assert_eq!(all, 6);
}

#[test]
fn a_scope_that_is_never_used_leaves_no_trace() {
    let mut conn = connect();
    let before = rows(&mut conn);
    claim(ACME).scope(&mut conn, |_: &mut Db<'_>| ());
    {
        let claim = claim(ACME);
        tenant_core::scope_guard!(guard);
        let _db = claim.enter(guard, &mut conn);
    }
    assert_eq!(rows(&mut conn), before);
}

#[test]
fn a_loop_visits_every_tenant() {
    let mut conn = connect();
    let keys: Vec<i64> = companies::table
        .select(companies::id)
        .order(companies::id)
        .load(&mut conn)
        .unwrap();
    let mut seen = Vec::new();
    for key in keys {
        seen.push(claim(key).scope(&mut conn, |db| campaigns_of(db)));
    }
    assert_eq!(seen, [vec![11, 12, 13], vec![21, 22], vec![31]]);
}

#[test]
fn the_scopes_of_two_tenants_nest_on_two_connections() {
    let mut one = connect();
    let mut two = connect_again();
    let before = rows(&mut two);
    claim(ACME).scope(&mut one, |a: &mut Db<'_>| {
        claim(BOLT).scope(&mut two, |b: &mut Db<'_>| {
            assert_eq!(campaigns_of(a), [11, 12, 13]);
            assert_eq!(campaigns_of(b), [21, 22]);
            let updated = b
                .update(campaigns::table)
                .set(campaigns::name.eq("Bolt's"))
                .execute(b);
            assert_eq!(updated.unwrap(), 2);
            assert_eq!(campaigns_of(a), [11, 12, 13]);
        });
        assert_eq!(a.tenant().key(), &ACME);
    });
    assert_others_untouched(&before, &rows(&mut two), &company(BOLT));
}

struct Session {
    company: i64,
}

impl VerifiedTenant for Session {
    type Key = i64;
    const METHOD: &'static str = "a session in a test";

    fn into_tenant_key(self) -> i64 {
        self.company
    }
}

#[test]
fn a_verified_credential_makes_a_claim() {
    let mut conn = connect();
    let claim = Claim::verified(Session { company: BOLT });
    assert_eq!(
        claim.provenance(),
        &Provenance::Verified {
            method: "a session in a test"
        }
    );
    assert_eq!(claim.key(), &BOLT);
    assert_eq!(claim.scope(&mut conn, |db| campaigns_of(db)), [21, 22]);
}

#[test]
fn a_tenant_without_rows_sees_none() {
    as_company(9, |db| {
        assert!(campaigns_of(db).is_empty());
        let geo: i64 = Geo::for_tenant(db.tenant()).count().get_result(db).unwrap();
        assert_eq!(geo, 2);
    });
}

#[test]
fn the_debug_output_names_the_tenant_and_no_connection() {
    let mut conn = connect();
    claim(ACME).scope(&mut conn, |db: &mut Db<'_>| {
        assert_eq!(format!("{db:?}"), "TenantConnection { tenant: 1, .. }");
        assert_eq!(format!("{:?}", db.tenant()), "TenantId(1)");
    });
}

/// What a request handler passes on: one type parameter fewer than Diesel's
/// connection has.
fn handler(db: &mut TenantConnection<'_, Conn, i64>) -> usize {
    campaigns_of(db).len()
}

#[test]
fn a_scope_returns_what_its_closure_returns() {
    let mut conn = connect();
    let number: Result<usize, String> = claim(ACME).scope(&mut conn, |db| Ok(handler(db)));
    assert_eq!(number, Ok(3));
}
