//! Joins of three and more tables, nested joins and self-joins.

use diesel::dsl::count;
use diesel::prelude::*;
use tenant_core::alias;
use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

#[test]
fn three_tables_are_joined_one_after_another() {
    as_acme(|db| {
        let query = Campaign::for_tenant(db.tenant())
            .inner_join(ads::table)
            .inner_join(clicks::table.on(clicks::ad_id.eq(ads::id)))
            .group_by(campaigns::id)
            .select((campaigns::id, count(clicks::id)))
            .order(campaigns::id);
        golden(
            &query,
            "SELECT `campaigns`.`id`, count(`clicks`.`id`) FROM ((`campaigns`
             INNER JOIN `ads` ON ((`ads`.`campaign_id` = `campaigns`.`id`)) AND
                 `ads`.`company_id` = ?)
             INNER JOIN `clicks` ON ((`clicks`.`ad_id` = `ads`.`id`)) AND `clicks`.`company_id` =
                 ?)
             WHERE `campaigns`.`company_id` = ? GROUP BY `campaigns`.`id`
             ORDER BY `campaigns`.`id`",
        );
        assert_eq!(query.load::<(i64, i64)>(db).unwrap(), [(11, 3)]);
    });
}

#[test]
fn inner_and_left_joins_mix() {
    as_acme(|db| {
        let rows: Vec<(i64, Option<i64>, Option<String>)> = Campaign::for_tenant(db.tenant())
            .inner_join(ads::table)
            .left_join(clicks::table.on(clicks::ad_id.eq(ads::id)))
            .left_join(geo::table.on(geo::id.eq(clicks::geo_id)))
            .select((ads::id, clicks::id.nullable(), geo::country.nullable()))
            .order((ads::id, clicks::id))
            .load(db)
            .unwrap();
        let country = |name: &str| Some(name.to_owned());
        assert_eq!(
            rows,
            [
                (1, Some(1), country("Austria")),
                (1, Some(2), country("Belgium")),
                (2, Some(3), country("Austria")),
                (3, None, None),
            ]
        );
    });
}

#[test]
fn five_tables_are_joined() {
    as_acme(|db| {
        let rows: Vec<(String, i64, i64, i64, String)> = Company::for_tenant(db.tenant())
            .inner_join(campaigns::table.on(campaigns::company_id.eq(companies::id)))
            .inner_join(ads::table.on(ads::campaign_id.eq(campaigns::id)))
            .inner_join(clicks::table.on(clicks::ad_id.eq(ads::id)))
            .inner_join(geo::table.on(geo::id.eq(clicks::geo_id)))
            .select((
                companies::name,
                campaigns::id,
                ads::id,
                clicks::id,
                geo::country,
            ))
            .order(clicks::id)
            .load(db)
            .unwrap();
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|(name, ..)| name == "Acme"));
    });
}

#[test]
fn a_nested_join_is_limited_in_each_table() {
    as_acme(|db| {
        let query = Note::for_tenant(db.tenant())
            .inner_join(campaigns::table.inner_join(ads::table))
            .select((notes::id, campaigns::id, ads::id))
            .order((notes::id, ads::id));
        golden(
            &query,
            "SELECT `notes`.`id`, `campaigns`.`id`, `ads`.`id` FROM (`notes`
             INNER JOIN (`campaigns`
             INNER JOIN `ads` ON (`ads`.`campaign_id` = `campaigns`.`id`)) ON
                 ((`notes`.`campaign_id` = `campaigns`.`id`)) AND `campaigns`.`company_id` = ?
                 AND `ads`.`company_id` = ?)
             WHERE EXISTS (SELECT 1 FROM `campaigns`
             WHERE `campaigns`.`id` = `notes`.`campaign_id` AND `campaigns`.`company_id` = ?)
             ORDER BY `notes`.`id`, `ads`.`id`",
        );
        let rows: Vec<(i64, i64, i64)> = query.load(db).unwrap();
        assert_eq!(rows, [(1, 11, 1), (1, 11, 2), (2, 12, 3)]);
    });
}

#[test]
fn a_nested_join_on_the_right_of_a_left_join() {
    as_acme(|db| {
        let rows: Vec<(i64, Option<i64>, Option<i64>)> = Campaign::for_tenant(db.tenant())
            .left_join(notes::table.inner_join(replies::table))
            .select((campaigns::id, notes::id.nullable(), replies::id.nullable()))
            .order(campaigns::id)
            .load(db)
            .unwrap();
        assert_eq!(
            rows,
            [
                (11, Some(1), Some(1)),
                (12, Some(2), Some(2)),
                (13, None, None)
            ]
        );
    });
}

#[test]
fn a_table_is_joined_with_itself() {
    as_acme(|db| {
        let other = alias!(campaigns as other);
        let query = Campaign::for_tenant(db.tenant())
            .inner_join(
                other.on(other
                    .field(campaigns::name)
                    .eq(campaigns::name)
                    .and(other.field(campaigns::id).ne(campaigns::id))),
            )
            .select((campaigns::id, other.field(campaigns::id)))
            .order(campaigns::id);
        golden(
            &query,
            "SELECT `campaigns`.`id`, `other`.`id` FROM (`campaigns` INNER JOIN
                `campaigns` AS `other` ON (((`other`.`name` = `campaigns`.`name`)
                    AND (`other`.`id` != `campaigns`.`id`))) AND `other`.`company_id` = ?)
             WHERE `campaigns`.`company_id` = ? ORDER BY `campaigns`.`id`",
        );
        assert_eq!(query.load::<(i64, i64)>(db).unwrap(), [(11, 13), (13, 11)]);
    });
}

#[test]
fn a_statement_starts_from_an_alias() {
    as_acme(|db| {
        let other = alias!(campaigns as other);
        let query = other
            .for_tenant(db.tenant())
            .filter(other.field(campaigns::slug).eq("spring"))
            .select(other.fields((campaigns::id, campaigns::slug)));
        golden(
            &query,
            "SELECT `other`.`id`, `other`.`slug` FROM `campaigns` AS `other`
             WHERE (`other`.`company_id` = ? AND ((`other`.`slug` = ?)))",
        );
        let rows: Vec<(i64, String)> = query.load(db).unwrap();
        assert_eq!(rows, [(11, "spring".to_owned())]);
    });
}

alias!(const EARLIER: Alias<Earlier> = ads as earlier);

#[test]
fn an_alias_is_an_item() {
    as_acme(|db| {
        let rows: Vec<(i64, Option<i64>)> = Ad::for_tenant(db.tenant())
            .left_join(
                EARLIER.on(EARLIER
                    .field(ads::title)
                    .eq(ads::title)
                    .and(EARLIER.field(ads::id).lt(ads::id))),
            )
            .select((ads::id, EARLIER.field(ads::id).nullable()))
            .order(ads::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [(1, None), (2, None), (3, Some(1))]);
    });
}

#[test]
fn two_aliases_of_one_table() {
    as_acme(|db| {
        let (one, two) = alias!(campaigns as one, campaigns as two);
        let pairs: Vec<(i64, i64)> = one
            .for_tenant(db.tenant())
            .inner_join(two.on(two.field(campaigns::id).gt(one.field(campaigns::id))))
            .select((one.field(campaigns::id), two.field(campaigns::id)))
            .load(db)
            .unwrap();
        assert_eq!(pairs.len(), 3);
        assert!(pairs.iter().all(|(one, two)| *one < 20 && *two < 20));
    });
}

#[test]
fn an_alias_of_a_child_is_limited_by_its_parent() {
    as_acme(|db| {
        let other = alias!(notes as other);
        let query = Campaign::for_tenant(db.tenant())
            .inner_join(other.on(other.field(notes::campaign_id).eq(campaigns::id)))
            .select((campaigns::id, other.field(notes::id)))
            .order(campaigns::id);
        assert_eq!(query.load::<(i64, i64)>(db).unwrap(), [(11, 1), (12, 2)]);
    });
}
