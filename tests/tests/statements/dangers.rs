//! The ways round the wall: each takes a reason and tells the observer.

use diesel::prelude::*;
use tenant_core::danger::{self, Way};
use tenant_core::{Provenance, prelude::*};

use super::harness::*;
use super::{DIALECT, connect};
use crate::models::*;
use crate::observed;
use crate::schema::*;

#[test]
fn an_assumed_tenant_is_observed_with_its_reason_and_place() {
    observed::install();
    let reason = format!("assumed on {DIALECT:?}");
    let line = line!() + 1;
    let claim = danger::assume_tenant(5_i64, reason.clone()).unwrap();
    let event = observed::with_reason(&reason);
    assert_eq!((event.way, event.tenant), (Way::AssumedTenant, Some(5)));
    assert_eq!(
        (event.location.file(), event.location.line()),
        (file!(), line)
    );
    let Provenance::Assumed {
        reason: given,
        location,
        ..
    } = claim.provenance()
    else {
        panic!("{claim:?}");
    };
    assert_eq!(given, &reason);
    assert_eq!(location.line(), line);
}

#[test]
fn statements_across_tenants_are_observed() {
    observed::install();
    let reason = format!("a report over all on {DIALECT:?}");
    let mut conn = connect();
    let number: i64 = danger::across_tenants(&mut conn, reason.clone(), |conn| {
        campaigns::table.count().get_result(conn).unwrap()
    })
    .unwrap();
    assert_eq!(number, 6);
    let told = observed::with_reason(&reason);
    assert_eq!((told.way, told.tenant), (Way::AcrossTenants, None));
}

#[test]
fn the_raw_connection_is_observed() {
    observed::install();
    let reason = format!("raw on {DIALECT:?}");
    let mut conn = connect();
    claim(1).scope(&mut conn, |db: &mut Db<'_>| {
        let raw = danger::raw_connection(db, reason.clone()).unwrap();
        let all: i64 = campaigns::table.count().get_result(raw).unwrap();
        assert_eq!(all, 6);
        // The scope goes on.
        let own: i64 = Campaign::for_tenant(db.tenant())
            .count()
            .get_result(db)
            .unwrap();
        assert_eq!(own, 3);
    });
    let told = observed::with_reason(&reason);
    assert_eq!((told.way, told.tenant), (Way::RawConnection, Some(1)));
}

#[test]
fn a_job_visits_the_tenants_that_it_found_across_them() {
    let mut conn = connect();
    let live: Vec<i64> = danger::across_tenants(&mut conn, "which tenants are live", |conn| {
        campaigns::table
            .filter(campaigns::state.eq("live"))
            .select(campaigns::company_id)
            .distinct()
            .order(campaigns::company_id)
            .load(conn)
            .unwrap()
    })
    .unwrap();
    let counts: Vec<i64> = live
        .into_iter()
        .map(|key| {
            claim(key).scope(&mut conn, |db: &mut Db<'_>| {
                Ad::for_tenant(db.tenant()).count().get_result(db).unwrap()
            })
        })
        .collect();
    assert_eq!(counts, [3, 4, 1]);
}

#[test]
fn the_observer_is_installed_once() {
    observed::install();
    let error = danger::set_observer(|_| ()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "an observer is installed already; install one, at start"
    );
}

#[test]
fn the_observer_is_not_shown_a_key_that_it_does_not_ask_for() {
    observed::install();
    let reason = format!("a secret on {DIALECT:?}");
    danger::assume_tenant("a secret key".to_owned(), reason.clone()).unwrap();
    let told = observed::with_reason(&reason);
    assert_eq!(told.tenant, None, "a key of another type");
    assert!(!told.text.contains("secret key"), "{}", told.text);
}

#[test]
fn every_tenant_is_claimed_and_observed() {
    observed::install();
    let reason = format!("a job over all on {DIALECT:?}");
    let mut conn = connect();
    let claims = danger::every_tenant(&mut conn, companies::table, reason.clone());
    let mut keys: Vec<_> = claims.unwrap().unwrap().iter().map(|claim| *claim.key()).collect();
    keys.sort_unstable();
    let told = observed::all_with_reason(&reason);
    let mut observed: Vec<_> = told.iter().filter_map(|told| told.tenant).collect();
    observed.sort_unstable();
    assert_eq!(keys, [1, 2, 3]);
    assert_eq!(observed, keys);
    assert!(danger::every_tenant(&mut conn, companies::table, " ").is_err());
}
