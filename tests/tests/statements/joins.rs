//! Joins: each table in them is limited to the tenant, in `ON`.

use diesel::dsl::count;
use diesel::prelude::*;
use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

#[test]
fn an_inner_join_pairs_own_rows() {
    as_acme(|db| {
        let query = Campaign::for_tenant(db.tenant())
            .inner_join(ads::table)
            .select((campaigns::id, ads::id))
            .order((campaigns::id, ads::id));
        golden(
            &query,
            "SELECT `campaigns`.`id`, `ads`.`id` FROM (`campaigns`
             INNER JOIN `ads` ON ((`ads`.`campaign_id` = `campaigns`.`id`)) AND
                 `ads`.`company_id` = ?)
             WHERE `campaigns`.`company_id` = ? ORDER BY `campaigns`.`id`, `ads`.`id`",
        );
        // Bolt's ad that points at campaign 11 is not among them.
        let rows: Vec<(i64, i64)> = query.load(db).unwrap();
        assert_eq!(rows, [(11, 1), (11, 2), (12, 3)]);
    });
}

#[test]
fn an_inner_join_from_the_other_side_pairs_own_rows() {
    as_company(crate::seed::BOLT, |db| {
        let query = Ad::for_tenant(db.tenant())
            .inner_join(campaigns::table)
            .select((ads::id, campaigns::id))
            .order(ads::id);
        // The ad that points at a campaign of Acme's has no partner.
        let rows: Vec<(i64, i64)> = query.load(db).unwrap();
        assert_eq!(rows, [(1, 21), (2, 21), (3, 22)]);
    });
}

#[test]
fn an_inner_join_takes_a_condition() {
    as_acme(|db| {
        let query = Ad::for_tenant(db.tenant())
            .inner_join(clicks::table.on(clicks::ad_id.eq(ads::id)))
            .select((ads::id, clicks::id))
            .order((ads::id, clicks::id));
        golden(
            &query,
            "SELECT `ads`.`id`, `clicks`.`id` FROM (`ads` INNER JOIN `clicks`
                ON ((`clicks`.`ad_id` = `ads`.`id`)) AND `clicks`.`company_id` = ?)
             WHERE `ads`.`company_id` = ? ORDER BY `ads`.`id`, `clicks`.`id`",
        );
        let rows: Vec<(i64, i64)> = query.load(db).unwrap();
        assert_eq!(rows, [(1, 1), (1, 2), (2, 3)]);
    });
}

#[test]
fn an_open_condition_does_not_open_the_join() {
    as_acme(|db| {
        let always = clicks::id.eq(clicks::id).or(clicks::id.gt(0));
        let pairs: i64 = Ad::for_tenant(db.tenant())
            .inner_join(clicks::table.on(always))
            .count()
            .get_result(db)
            .unwrap();
        assert_eq!(pairs, 9);
    });
}

#[test]
fn a_left_join_keeps_rows_without_a_partner() {
    as_acme(|db| {
        let query = Campaign::for_tenant(db.tenant())
            .left_join(ads::table)
            .select((campaigns::id, ads::id.nullable()))
            .order((campaigns::id, ads::id));
        golden(
            &query,
            "SELECT `campaigns`.`id`, `ads`.`id` FROM (`campaigns`
             LEFT OUTER JOIN `ads` ON ((`ads`.`campaign_id` = `campaigns`.`id`)) AND
                 `ads`.`company_id` = ?)
             WHERE `campaigns`.`company_id` = ? ORDER BY `campaigns`.`id`, `ads`.`id`",
        );
        let rows: Vec<(i64, Option<i64>)> = query.load(db).unwrap();
        assert_eq!(
            rows,
            [(11, Some(1)), (11, Some(2)), (12, Some(3)), (13, None)]
        );
    });
}

#[test]
fn a_left_join_takes_a_condition() {
    as_acme(|db| {
        let query = Ad::for_tenant(db.tenant())
            .left_join(clicks::table.on(clicks::ad_id.eq(ads::id).and(clicks::geo_id.eq(2))))
            .select((ads::id, clicks::id.nullable()))
            .order(ads::id);
        let rows: Vec<(i64, Option<i64>)> = query.load(db).unwrap();
        assert_eq!(rows, [(1, Some(2)), (2, None), (3, None)]);
    });
}

#[test]
fn left_outer_join_is_left_join() {
    as_acme(|db| {
        let rows: Vec<(i64, Option<Ad>)> = Campaign::for_tenant(db.tenant())
            .left_outer_join(ads::table)
            .filter(campaigns::id.eq(13))
            .select((campaigns::id, Option::<Ad>::as_select()))
            .load(db)
            .unwrap();
        assert_eq!(rows, [(13, None)]);
    });
}

#[test]
fn models_are_selected_from_a_join() {
    as_acme(|db| {
        let rows: Vec<(Campaign, Option<Ad>)> = Campaign::for_tenant(db.tenant())
            .left_join(ads::table)
            .select((Campaign::as_select(), Option::<Ad>::as_select()))
            .load(db)
            .unwrap();
        assert_eq!(rows.len(), 4);
        for (campaign, ad) in rows {
            assert_eq!(campaign.company_id, 1);
            assert!(ad.is_none_or(|ad| ad.company_id == 1));
        }
    });
}

#[test]
fn the_default_selection_of_a_join_is_both_rows() {
    as_acme(|db| {
        let rows: Vec<(Campaign, Ad)> = Campaign::for_tenant(db.tenant())
            .inner_join(ads::table)
            .load(db)
            .unwrap();
        assert_eq!(rows.len(), 3);
    });
}

#[test]
fn a_shared_table_is_joined_without_a_predicate() {
    as_acme(|db| {
        let query = Click::for_tenant(db.tenant())
            .inner_join(geo::table)
            .select((clicks::id, geo::country))
            .order(clicks::id);
        golden(
            &query,
            "SELECT `clicks`.`id`, `geo`.`country` FROM (`clicks`
             INNER JOIN `geo` ON ((`clicks`.`geo_id` = `geo`.`id`)))
             WHERE `clicks`.`company_id` = ? ORDER BY `clicks`.`id`",
        );
        let rows: Vec<(i64, String)> = query.load(db).unwrap();
        let countries: Vec<_> = rows.iter().map(|(_, country)| country.as_str()).collect();
        assert_eq!(countries, ["Austria", "Belgium", "Austria"]);
    });
}

#[test]
fn an_owned_table_is_joined_to_a_shared_one() {
    as_acme(|db| {
        let query = Geo::for_tenant(db.tenant())
            .inner_join(clicks::table)
            .group_by(geo::country)
            .select((geo::country, count(clicks::id)))
            .order(geo::country);
        golden(
            &query,
            "SELECT `geo`.`country`, count(`clicks`.`id`) FROM (`geo`
             INNER JOIN `clicks` ON ((`clicks`.`geo_id` = `geo`.`id`)) AND `clicks`.`company_id`
                 = ?)
             GROUP BY `geo`.`country` ORDER BY `geo`.`country`",
        );
        let rows: Vec<(String, i64)> = query.load(db).unwrap();
        assert_eq!(rows, [("Austria".to_owned(), 2), ("Belgium".to_owned(), 1)]);
    });
}

#[test]
fn the_root_joins_what_it_owns() {
    as_acme(|db| {
        let on = campaigns::company_id.eq(companies::id);
        let query = Company::for_tenant(db.tenant())
            .inner_join(campaigns::table.on(on))
            .select((companies::name, campaigns::id))
            .order(campaigns::id);
        golden(
            &query,
            "SELECT `companies`.`name`, `campaigns`.`id` FROM (`companies` INNER JOIN `campaigns`
                ON ((`campaigns`.`company_id` = `companies`.`id`)) AND `campaigns`.`company_id` = ?)
             WHERE `companies`.`id` = ? ORDER BY `campaigns`.`id`",
        );
        assert_eq!(query.load::<(String, i64)>(db).unwrap().len(), 3);
    });
}
