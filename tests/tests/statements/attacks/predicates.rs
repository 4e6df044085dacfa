//! Predicates that want to mean more than the tenant's rows.

use diesel::dsl::{not, sql};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use tenant_core::BoxedPredicate;
use tenant_core::prelude::*;

use super::super::Backend;
use super::harness::*;
use super::outcome::*;
use crate::models::*;
use crate::schema::*;

const OWN: [i64; 3] = [11, 12, 13];

/// The campaigns that satisfy a predicate.
macro_rules! campaigns_where {
    ($db:ident, $predicate:expr) => {
        Campaign::for_tenant($db.tenant())
            .filter($predicate)
            .select(campaigns::id)
            .order(campaigns::id)
            .load::<i64>($db)
    };
}

#[test]
fn a2_an_empty_list_of_keys_means_nothing() -> NoRows {
    as_acme(|db| {
        NoRows::found(db, vec![11], vec![], |db, keys| {
            campaigns_where!(db, campaigns::id.eq_any(keys))
        })
    })
}

#[test]
fn a2_an_empty_list_of_exceptions_means_own_rows() -> OwnRowsOnly {
    as_acme(|db| {
        let nothing: Vec<i64> = Vec::new();
        OwnRowsOnly::found(campaigns_where!(db, campaigns::id.ne_all(nothing)), OWN)
    })
}

/// The empty constraint that means everything.
#[test]
fn a2_an_empty_constraint_means_own_rows() -> OwnRowsOnly {
    as_acme(|db| {
        let constraints: Vec<BoxedPredicate<'_, '_, campaigns::table, Backend>> = Vec::new();
        let folded = constraints.into_iter().reduce(BoxedPredicate::and);
        let mut query = Campaign::for_tenant(db.tenant()).into_boxed();
        if let Some(constraint) = folded {
            query = query.filter(constraint);
        }
        let ids = query.select(campaigns::id).order(campaigns::id).load(db);
        OwnRowsOnly::found(ids, OWN)
    })
}

#[test]
fn b1_an_alternative_stays_with_the_tenant() -> OwnRowsOnly {
    as_acme(|db| {
        let anything = campaigns::id.gt(0).or(campaigns::company_id.eq(2));
        OwnRowsOnly::found(campaigns_where!(db, anything), OWN)
    })
}

#[test]
fn b1_folded_alternatives_stay_with_the_tenant() -> OwnRowsOnly {
    as_acme(|db| {
        let theirs = BoxedPredicate::<campaigns::table, Backend>::new(campaigns::company_id.eq(2));
        let all = BoxedPredicate::new(campaigns::id.gt(0));
        OwnRowsOnly::found(campaigns_where!(db, theirs.or(all)), OWN)
    })
}

#[test]
fn b1_an_alternative_in_an_update_stays_with_the_tenant() -> OwnRowsOnly {
    as_acme(|db| {
        let changed = db
            .update(campaigns::table)
            .filter(campaigns::id.gt(0).or(campaigns::company_id.eq(2)))
            .set(campaigns::budget.eq(0))
            .execute(db);
        OwnRowsOnly::changed(changed, 3)
    })
}

#[test]
fn b2_a_fragment_does_not_reach_past_its_parentheses() -> OwnRowsOnly {
    as_acme(|db| {
        let fragment = sql::<Bool>("1 = 0 OR 1 = 1");
        OwnRowsOnly::found(campaigns_where!(db, fragment), OWN)
    })
}

#[test]
fn b2_a_fragment_in_a_delete_does_not_reach_past_its_parentheses() -> OwnRowsOnly {
    as_acme(|db| {
        let deleted = db
            .delete(ads::table)
            .filter(sql::<Bool>("1 = 0 OR 1 = 1"))
            .execute(db);
        OwnRowsOnly::changed(deleted, 3)
    })
}

#[test]
fn b2_a_fragment_in_a_join_does_not_reach_past_its_parentheses() -> OwnRowsOnly {
    as_acme(|db| {
        let titles = Campaign::for_tenant(db.tenant())
            .inner_join(ads::table.on(sql::<Bool>("1 = 0 OR 1 = 1")))
            .filter(campaigns::id.eq(11))
            .order(ads::id)
            .select(ads::title)
            .load::<String>(db);
        OwnRowsOnly::found(titles, ["Red", "Blue", "Red"].map(str::to_owned))
    })
}

#[test]
fn b4_the_key_of_another_tenant_finds_nothing() -> NoRows {
    as_acme(|db| {
        NoRows::found(db, 1, 2, |db, company| {
            campaigns_where!(db, campaigns::company_id.eq(company))
        })
    })
}

#[test]
fn b5_a_tautology_on_the_tenant_column_is_no_scope() -> OwnRowsOnly {
    as_acme(|db| {
        let same = campaigns::company_id.eq(campaigns::company_id);
        OwnRowsOnly::found(campaigns_where!(db, same), OWN)
    })
}

#[test]
fn b5_everybody_but_oneself_is_nobody() -> NoRows {
    as_acme(|db| {
        NoRows::found(db, 9, 1, |db, but| {
            campaigns_where!(db, not(campaigns::company_id.eq(but)))
        })
    })
}

#[test]
fn b5_a_list_of_tenants_is_narrowed_to_one() -> OwnRowsOnly {
    as_acme(|db| {
        let listed = campaigns::company_id.eq_any([1, 2, 3]);
        OwnRowsOnly::found(campaigns_where!(db, listed), OWN)
    })
}

#[test]
fn b7_a_group_of_another_tenant_is_not_there() -> NoRows {
    as_acme(|db| {
        NoRows::found(db, 1, 2, |db, company| {
            Campaign::for_tenant(db.tenant())
                .group_by(campaigns::company_id)
                .having(campaigns::company_id.eq(company))
                .select(campaigns::company_id)
                .load::<i64>(db)
        })
    })
}
