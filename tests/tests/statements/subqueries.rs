//! Scoped statements inside scoped statements.

use diesel::dsl::{count_star, max};
use diesel::prelude::*;
use tenant_core::alias;
use tenant_core::dsl::{exists, not_exists};
use tenant_core::prelude::*;

use super::harness::*;
use crate::golden::sql;
use crate::models::*;
use crate::schema::*;

#[test]
fn eq_any_takes_a_scoped_statement() {
    as_acme(|db| {
        let id = db.tenant();
        let with_ads = Ad::for_tenant(id).select(ads::campaign_id);
        let query = Campaign::for_tenant(id)
            .filter(campaigns::id.eq_any(with_ads))
            .select(campaigns::id);
        golden(
            &query,
            sql("SELECT `campaigns`.`id` FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`id` IN (SELECT
                 `ads`.`campaign_id`
             FROM `ads` WHERE `ads`.`company_id` = ?))))")
            .on_postgres(
                "SELECT `campaigns`.`id` FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`id` = ANY(SELECT
                 `ads`.`campaign_id`
             FROM `ads` WHERE `ads`.`company_id` = ?))))",
            ),
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [11, 12]);
    });
}

#[test]
fn eq_any_does_not_see_what_others_point_at() {
    as_acme(|db| {
        let id = db.tenant();
        let other = alias!(ads as other);
        let titles = other
            .for_tenant(id)
            .filter(other.field(ads::campaign_id).eq(11))
            .select(other.field(ads::title));
        let rows: Vec<i64> = Ad::for_tenant(id)
            .filter(ads::title.eq_any(titles))
            .select(ads::id)
            .order(ads::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [1, 2, 3]);
    });
}

#[test]
fn ne_all_takes_a_scoped_statement() {
    as_acme(|db| {
        let id = db.tenant();
        let with_ads = Ad::for_tenant(id).select(ads::campaign_id);
        let query = Campaign::for_tenant(id)
            .filter(campaigns::id.ne_all(with_ads))
            .select(campaigns::id);
        golden(
            &query,
            sql("SELECT `campaigns`.`id` FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`id` NOT IN (SELECT
                 `ads`.`campaign_id`
             FROM `ads` WHERE `ads`.`company_id` = ?))))")
            .on_postgres(
                "SELECT `campaigns`.`id` FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`id` != ALL(SELECT
                 `ads`.`campaign_id`
             FROM `ads` WHERE `ads`.`company_id` = ?))))",
            ),
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [13]);
    });
}

#[test]
fn exists_is_correlated() {
    as_acme(|db| {
        let id = db.tenant();
        let ads_of = Ad::for_tenant(id).filter(ads::campaign_id.eq(campaigns::id));
        let query = Campaign::for_tenant(id)
            .filter(exists(ads_of.select(ads::id)))
            .select(campaigns::id)
            .order(campaigns::id);
        golden(
            &query,
            "SELECT `campaigns`.`id` FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND (EXISTS (SELECT `ads`.`id` FROM `ads`
             WHERE (`ads`.`company_id` = ? AND ((`ads`.`campaign_id` = `campaigns`.`id`))))))
             ORDER BY `campaigns`.`id`",
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [11, 12]);
    });
}

#[test]
fn not_exists_is_correlated() {
    as_acme(|db| {
        let id = db.tenant();
        let ads_of = Ad::for_tenant(id).filter(ads::campaign_id.eq(campaigns::id));
        let query = Campaign::for_tenant(id)
            .filter(not_exists(ads_of.select(ads::id)))
            .select(campaigns::id);
        golden(
            &query,
            "SELECT `campaigns`.`id` FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND (NOT (EXISTS (SELECT `ads`.`id`
             FROM `ads`
             WHERE (`ads`.`company_id` = ? AND ((`ads`.`campaign_id` = `campaigns`.`id`)))))))",
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [13]);
    });
}

#[test]
fn a_select_without_a_table_answers_for_the_tenant() {
    as_acme(|db| {
        let id = db.tenant();
        let named = |campaign: i64| Campaign::for_tenant(id).find(campaign);
        let query = db.select(exists(named(11)));
        golden(
            &query,
            "SELECT EXISTS (SELECT `campaigns`.`id`, `campaigns`.`company_id`,
                 `campaigns`.`slug`, `campaigns`.`name`, `campaigns`.`code`,
                 `campaigns`.`budget`, `campaigns`.`state`
             FROM `campaigns` WHERE (`campaigns`.`company_id` = ? AND
                 ((`campaigns`.`id` = ?))))",
        );
        assert!(query.get_result::<bool>(db).unwrap());
        let of_others = db.select(exists(named(21)));
        assert!(!of_others.get_result::<bool>(db).unwrap());
        let name = named(11).select(campaigns::name).single_value();
        let name: Option<String> = db.select(name).get_result(db).unwrap();
        assert_eq!(name.as_deref(), Some("Spring"));
        let none = named(21).select(campaigns::name).single_value();
        assert_eq!(db.select(none).get_result::<Option<String>>(db), Ok(None));
    });
}

#[test]
fn exists_is_selected() {
    as_acme(|db| {
        let id = db.tenant();
        let rows: Vec<(i64, bool)> = Campaign::for_tenant(id)
            .select((
                campaigns::id,
                exists(Ad::for_tenant(id).filter(ads::campaign_id.eq(campaigns::id))),
            ))
            .order(campaigns::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [(11, true), (12, true), (13, false)]);
    });
}

#[test]
fn a_scalar_subquery_is_selected() {
    as_acme(|db| {
        let id = db.tenant();
        let dearest = Ad::for_tenant(id)
            .filter(ads::campaign_id.eq(campaigns::id))
            .select(max(ads::cost))
            .single_value();
        let query = Campaign::for_tenant(id)
            .select((campaigns::id, dearest))
            .order(campaigns::id);
        golden(
            &query,
            "SELECT `campaigns`.`id`, (SELECT max(`ads`.`cost`) FROM `ads`
             WHERE (`ads`.`company_id` = ? AND ((`ads`.`campaign_id` = `campaigns`.`id`)))
             LIMIT ?) FROM `campaigns` WHERE `campaigns`.`company_id` = ?
             ORDER BY `campaigns`.`id`",
        );
        // Bolt's dearer ad points at campaign 11 too.
        assert_eq!(
            query.load::<(i64, Option<i64>)>(db).unwrap(),
            [(11, Some(7)), (12, Some(11)), (13, None)]
        );
    });
}

#[test]
fn a_scalar_subquery_filters() {
    as_acme(|db| {
        let id = db.tenant();
        let other = alias!(ads as other);
        let dearest = other
            .for_tenant(id)
            .select(max(other.field(ads::cost)))
            .single_value();
        let query = Ad::for_tenant(id)
            .filter(ads::cost.nullable().eq(dearest))
            .select(ads::id);
        golden(
            &query,
            "SELECT `ads`.`id` FROM `ads`
             WHERE (`ads`.`company_id` = ? AND ((`ads`.`cost` = (SELECT max(`other`.`cost`)
             FROM `ads` AS `other` WHERE `other`.`company_id` = ? LIMIT ?))))",
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [3]);
    });
}

#[test]
fn a_scalar_subquery_orders() {
    as_acme(|db| {
        let id = db.tenant();
        let number = Ad::for_tenant(id)
            .filter(ads::campaign_id.eq(campaigns::id))
            .select(count_star())
            .single_value();
        let query = Campaign::for_tenant(id)
            .select(campaigns::id)
            .order((number.desc(), campaigns::id));
        golden(
            &query,
            "SELECT `campaigns`.`id` FROM `campaigns` WHERE `campaigns`.`company_id` = ?
             ORDER BY (SELECT COUNT(*) FROM `ads`
             WHERE (`ads`.`company_id` = ? AND ((`ads`.`campaign_id` = `campaigns`.`id`)))
             LIMIT ?) DESC, `campaigns`.`id`",
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [11, 12, 13]);
    });
}

#[test]
fn a_subquery_on_the_same_table_goes_through_an_alias() {
    as_acme(|db| {
        let id = db.tenant();
        let other = alias!(ads as other);
        let dearer = other
            .for_tenant(id)
            .filter(other.field(ads::campaign_id).eq(ads::campaign_id))
            .filter(other.field(ads::cost).gt(ads::cost));
        let rows: Vec<i64> = Ad::for_tenant(id)
            .filter(not_exists(dearer))
            .select(ads::id)
            .order(ads::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [2, 3]);
    });
}

#[test]
fn subqueries_nest() {
    as_acme(|db| {
        let id = db.tenant();
        let clicked = Click::for_tenant(id).select(clicks::ad_id);
        let ads_clicked = Ad::for_tenant(id)
            .filter(ads::id.eq_any(clicked))
            .select(ads::campaign_id);
        let rows: Vec<i64> = Campaign::for_tenant(id)
            .filter(campaigns::id.eq_any(ads_clicked))
            .select(campaigns::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [11]);
    });
}

#[test]
fn a_boxed_statement_is_a_subquery() {
    as_acme(|db| {
        let id = db.tenant();
        let with_ads = Ad::for_tenant(id)
            .select(ads::campaign_id)
            .into_boxed::<super::Backend>();
        let rows: Vec<i64> = Campaign::for_tenant(id)
            .filter(campaigns::id.eq_any(with_ads))
            .select(campaigns::id)
            .order(campaigns::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [11, 12]);
    });
}

#[test]
fn a_union_is_a_subquery() {
    as_acme(|db| {
        let id = db.tenant();
        let known = Ad::for_tenant(id)
            .select(ads::campaign_id)
            .union(Note::for_tenant(id).select(notes::campaign_id));
        let rows: Vec<i64> = Campaign::for_tenant(id)
            .filter(campaigns::id.eq_any(known))
            .select(campaigns::id)
            .order(campaigns::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [11, 12]);
    });
}

#[test]
fn a_subquery_narrows_an_update_and_a_delete() {
    as_acme(|db| {
        let id = db.tenant();
        let with_ads = || Ad::for_tenant(id).select(ads::campaign_id);
        let updated = db
            .update(campaigns::table)
            .filter(campaigns::id.eq_any(with_ads()))
            .set(campaigns::budget.eq(1))
            .execute(db)
            .unwrap();
        assert_eq!(updated, 2);
        let deleted = db
            .delete(Campaign::for_tenant(id).filter(campaigns::id.ne_all(with_ads())))
            .execute(db)
            .unwrap();
        assert_eq!(deleted, 1);
    });
}
