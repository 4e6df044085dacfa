//! Tenant keys that want to be more than one tenant's.

use diesel::prelude::*;
use tenant_core::prelude::*;

use super::harness::*;
use super::outcome::*;
use super::{Conn, connect};
use crate::models::*;
use crate::schema::*;

/// The members that a scope of this key sees.
fn members_of(key: &str) -> QueryResult<Vec<String>> {
    claim(Handle(key.to_owned())).scope(
        &mut connect(),
        |db: &mut TenantConnection<'_, Conn, Handle>| {
            Member::for_tenant(db.tenant())
                .order(members::id)
                .select(members::name)
                .load(db)
        },
    )
}

/// The campaigns that a scope of this key sees.
fn campaigns_of(key: i64) -> QueryResult<Vec<i64>> {
    claim(key).scope(&mut connect(), |db: &mut Db<'_>| {
        Campaign::for_tenant(db.tenant())
            .order(campaigns::id)
            .select(campaigns::id)
            .load(db)
    })
}

#[test]
fn a2_zero_is_nobody() -> NoRows {
    NoRows::seen_by(1, 0, campaigns_of)
}

#[test]
fn a2_a_negative_key_is_nobody() -> NoRows {
    NoRows::seen_by(1, -1, campaigns_of)
}

#[test]
fn a2_the_greatest_key_is_nobody() -> NoRows {
    NoRows::seen_by(1, i64::MAX, campaigns_of)
}

#[test]
fn a2_an_empty_string_is_nobody() -> NoRows {
    NoRows::seen_by("acme", "", members_of)
}

#[test]
fn b3_a_key_that_is_a_predicate_is_a_key() -> NoRows {
    NoRows::seen_by("acme", "acme' OR '1' = '1", members_of)
}

#[test]
fn h1_a_key_with_a_comment_is_a_key() -> NoRows {
    NoRows::seen_by("acme", "acme' --", members_of)
}

#[test]
fn h1_a_key_that_is_a_pattern_is_a_key() -> NoRows {
    NoRows::seen_by("acme", "%", members_of)
}

#[test]
fn h3_a_key_is_not_cut_off() -> NoRows {
    NoRows::seen_by("acme", "acme/bolt", members_of)
}

#[test]
fn h3_a_key_in_another_case_is_another_key() -> NoRows {
    NoRows::seen_by("acme", "ACME", members_of)
}

#[test]
fn h3_a_key_with_a_blank_is_another_key() -> NoRows {
    NoRows::seen_by("acme", "acme ", members_of)
}
