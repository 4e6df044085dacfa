//! Reads that want to come to another tenant's rows through own ones.

use diesel::dsl::{count_star, max};
use diesel::prelude::*;
use tenant_core::dsl::exists;
use tenant_core::prelude::*;

use super::harness::*;
use super::outcome::*;
use crate::models::*;
use crate::schema::*;
use crate::seed::BOLT;

#[test]
fn c1_a_join_that_ignores_its_key_stays_with_the_tenant() -> OwnRowsOnly {
    as_acme(|db| {
        let pairs = Campaign::for_tenant(db.tenant())
            .inner_join(ads::table.on(ads::id.gt(0)))
            .select(count_star())
            .load::<i64>(db);
        OwnRowsOnly::found(pairs, [9])
    })
}

/// One of Bolt's ads points at a campaign of Acme's.
#[test]
fn c1_a_row_of_another_tenant_that_points_here_does_not_join() -> OwnRowsOnly {
    as_acme(|db| {
        let titles = Campaign::for_tenant(db.tenant())
            .inner_join(ads::table)
            .filter(campaigns::id.eq(11))
            .order(ads::id)
            .select(ads::title)
            .load::<String>(db);
        OwnRowsOnly::found(titles, ["Red", "Blue"].map(str::to_owned))
    })
}

#[test]
fn c2_a_left_join_keeps_own_rows_and_no_foreign_partner() -> OwnRowsOnly {
    as_acme(|db| {
        let rows = Campaign::for_tenant(db.tenant())
            .left_join(ads::table.on(ads::id.eq(campaigns::id - 9)))
            .order(campaigns::id)
            .select((campaigns::id, ads::company_id.nullable()))
            .load::<(i64, Option<i64>)>(db);
        // Ad 4 is Bolt's alone.
        OwnRowsOnly::found(rows, [(11, Some(1)), (12, Some(1)), (13, None)])
    })
}

#[test]
fn c3_the_children_of_an_own_parent_are_own_children() -> OwnRowsOnly {
    as_acme(|db| {
        let id = db.tenant();
        let parents: Vec<Campaign> = Campaign::for_tenant(id).find(11).load(db).unwrap();
        let ads = Ad::for_tenant_belonging_to(id, &parents)
            .order(ads::id)
            .select(ads::title)
            .load::<String>(db);
        OwnRowsOnly::found(ads, ["Red", "Blue"].map(str::to_owned))
    })
}

#[test]
fn c3_a_parent_of_another_tenant_has_no_children_here() -> NoRows {
    as_acme(|db| {
        NoRows::found(db, 11, 21, |db, campaign| {
            Note::for_tenant(db.tenant())
                .filter(notes::campaign_id.eq(campaign))
                .load::<Note>(db)
        })
    })
}

#[test]
fn c4_a_scalar_subselect_sees_own_rows() -> OwnRowsOnly {
    as_acme(|db| {
        let id = db.tenant();
        let dearest = Ad::for_tenant(id).select(max(ads::cost)).single_value();
        let costs = Campaign::for_tenant(id)
            .filter(campaigns::id.eq(11))
            .select(dearest)
            .load::<Option<i64>>(db);
        OwnRowsOnly::found(costs, [Some(11)])
    })
}

#[test]
fn c4_an_exists_does_not_tell_of_another_tenants_row() -> NoRows {
    as_acme(|db| {
        NoRows::found(db, 11, 9999, |db, cost| {
            let id = db.tenant();
            Campaign::for_tenant(id)
                .filter(exists(Ad::for_tenant(id).filter(ads::cost.eq(cost))))
                .load::<Campaign>(db)
        })
    })
}

#[test]
fn c5_a_union_with_the_key_of_another_tenant_adds_nothing() -> OwnRowsOnly {
    as_acme(|db| {
        let id = db.tenant();
        let own = Campaign::for_tenant(id).select(campaigns::id);
        let theirs = Campaign::for_tenant(id)
            .filter(campaigns::company_id.eq(2))
            .select(campaigns::id);
        let ids = own.union_all(theirs).positional_order_by(1).load::<i64>(db);
        OwnRowsOnly::found(ids, [11, 12, 13])
    })
}

/// Bolt's ad 4 points at a campaign of Acme's.
#[test]
fn c6_a_foreign_key_does_not_lead_to_another_tenant() -> NoRows {
    as_company(BOLT, |db| {
        NoRows::found(db, 1, 4, |db, ad| {
            Ad::for_tenant(db.tenant())
                .inner_join(campaigns::table)
                .filter(ads::id.eq(ad))
                .select(campaigns::name)
                .load::<String>(db)
        })
    })
}

#[test]
fn c7_a_primary_key_finds_own_rows() -> NoRows {
    as_acme(|db| {
        NoRows::missing(db, [11, 21, 99], |db, key| {
            Campaign::for_tenant(db.tenant()).find(key).first::<Campaign>(db)
        })
    })
}

#[test]
fn c7_a_composite_key_with_another_tenant_finds_nothing() -> NoRows {
    as_acme(|db| {
        NoRows::found(db, (1, 1), (2, 1), |db, key: (i64, i64)| {
            Ad::for_tenant(db.tenant()).find(key).load::<Ad>(db)
        })
    })
}

#[test]
fn c7_a_natural_key_that_everybody_has_finds_the_own_row() -> OwnRowsOnly {
    as_acme(|db| {
        let ids = Campaign::for_tenant(db.tenant())
            .filter(campaigns::slug.eq("spring"))
            .select(campaigns::id)
            .load::<i64>(db);
        OwnRowsOnly::found(ids, [11])
    })
}

#[test]
fn c7_the_table_of_tenants_shows_the_own_row() -> NoRows {
    as_acme(|db| {
        NoRows::missing(db, [1, 2, 99], |db, key| {
            Company::for_tenant(db.tenant()).find(key).first::<Company>(db)
        })
    })
}

/// The names of the three companies' campaigns are the same.
#[test]
fn c10_a_self_join_pairs_own_rows() -> OwnRowsOnly {
    as_acme(|db| {
        let twin = tenant_core::alias!(campaigns as twin);
        let ids = Campaign::for_tenant(db.tenant())
            .inner_join(twin.on(twin.field(campaigns::name).eq(campaigns::name)))
            .filter(campaigns::id.eq(11))
            .order(twin.field(campaigns::id))
            .select(twin.field(campaigns::id))
            .load::<i64>(db);
        OwnRowsOnly::found(ids, [11, 13])
    })
}

#[test]
fn e5_rows_without_a_tenant_are_shown_without_those_of_others() -> OwnRowsOnly {
    as_acme(|db| {
        let ids = Template::for_tenant(db.tenant())
            .order(templates::id)
            .select(templates::id)
            .load::<i64>(db);
        OwnRowsOnly::found(ids, [1, 3])
    })
}

#[test]
fn e5_rows_without_a_tenant_are_hidden_where_they_are_nobodys() -> NoRows {
    as_acme(|db| {
        NoRows::found(db, 1, 3, |db, draft| {
            Draft::for_tenant(db.tenant()).find(draft).load::<Draft>(db)
        })
    })
}

#[test]
fn g4_a_foreign_row_and_a_missing_one_look_the_same() -> NoRows {
    as_acme(|db| {
        NoRows::missing(db, [2, 3, 99], |db, key| {
            Note::for_tenant(db.tenant()).find(key).first::<Note>(db)
        })
    })
}

#[test]
fn g8_a_value_that_is_taken_elsewhere_is_free_here() -> NoRows {
    as_acme(|db| {
        NoRows::found(db, "a-11", "b-21", |db, code| {
            Campaign::for_tenant(db.tenant())
                .filter(campaigns::code.eq(code))
                .load::<Campaign>(db)
        })
    })
}
