//! `select`: what of the rows is read.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

#[test]
fn a_table_gives_the_rows_of_its_tenant() {
    as_acme(|db| {
        let query = campaigns::table.for_tenant(db.tenant());
        golden(
            &query,
            "SELECT `campaigns`.`id`, `campaigns`.`company_id`, `campaigns`.`slug`,
                `campaigns`.`name`, `campaigns`.`code`, `campaigns`.`budget`, `campaigns`.`state`
             FROM `campaigns` WHERE `campaigns`.`company_id` = ?",
        );
        assert_eq!(binds(&query), "[1]");
        let rows: Vec<Campaign> = query.load(db).unwrap();
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| row.company_id == 1));
    });
}

#[test]
fn a_model_gives_the_rows_of_its_tenant() {
    as_acme(|db| {
        let rows: Vec<Ad> = Ad::for_tenant(db.tenant()).load(db).unwrap();
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| row.company_id == 1));
    });
}

#[test]
fn a_column_is_selected() {
    as_acme(|db| {
        let query = Campaign::for_tenant(db.tenant()).select(campaigns::slug);
        golden(
            &query,
            "SELECT `campaigns`.`slug` FROM `campaigns` WHERE `campaigns`.`company_id` = ?",
        );
        let mut slugs: Vec<String> = query.load(db).unwrap();
        slugs.sort();
        assert_eq!(slugs, ["autumn", "spring", "summer"]);
    });
}

#[test]
fn a_tuple_of_columns_is_selected() {
    as_acme(|db| {
        let query = Ad::for_tenant(db.tenant())
            .select((ads::id, (ads::title, ads::cost)))
            .order(ads::id);
        golden(
            &query,
            "SELECT `ads`.`id`, `ads`.`title`, `ads`.`cost` FROM `ads`
             WHERE `ads`.`company_id` = ? ORDER BY `ads`.`id`",
        );
        let rows: Vec<(i64, (String, i64))> = query.load(db).unwrap();
        assert_eq!(
            rows,
            [
                (1, ("Red".to_owned(), 5)),
                (2, ("Blue".to_owned(), 7)),
                (3, ("Red".to_owned(), 11)),
            ]
        );
    });
}

#[test]
fn an_expression_is_selected() {
    as_acme(|db| {
        let query = Ad::for_tenant(db.tenant())
            .select((ads::cost * 2, ads::cost.gt(6), 42.into_sql::<BigInt>()))
            .order(ads::id);
        golden(
            &query,
            "SELECT (`ads`.`cost` * ?), (`ads`.`cost` > ?), ? FROM `ads`
             WHERE `ads`.`company_id` = ? ORDER BY `ads`.`id`",
        );
        let rows: Vec<(i64, bool, i64)> = query.load(db).unwrap();
        assert_eq!(rows, [(10, false, 42), (14, true, 42), (22, true, 42)]);
    });
}

#[test]
fn a_fragment_of_sql_is_selected() {
    as_acme(|db| {
        let query = Ad::for_tenant(db.tenant())
            .select((ads::id, sql::<Text>("'x'")))
            .order(ads::id);
        let rows: Vec<(i64, String)> = query.load(db).unwrap();
        assert_eq!(rows.len(), 3);
    });
}

#[test]
fn a_projection_is_selected_with_as_select() {
    as_acme(|db| {
        let query = Campaign::for_tenant(db.tenant())
            .select(CampaignName::as_select())
            .order(campaigns::id);
        golden(
            &query,
            "SELECT `campaigns`.`id`, `campaigns`.`name` FROM `campaigns`
             WHERE `campaigns`.`company_id` = ? ORDER BY `campaigns`.`id`",
        );
        let rows: Vec<CampaignName> = query.load(db).unwrap();
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0].name, "Spring");
    });
}

#[test]
fn as_select_stands_in_a_tuple() {
    as_acme(|db| {
        let rows: Vec<(CampaignName, Option<i64>)> = CampaignName::for_tenant(db.tenant())
            .select((CampaignName::as_select(), campaigns::budget))
            .order(campaigns::id)
            .load(db)
            .unwrap();
        let budgets: Vec<_> = rows.iter().map(|(_, budget)| *budget).collect();
        assert_eq!(budgets, [Some(100), None, Some(300)]);
    });
}

#[test]
fn a_selection_is_made_nullable() {
    as_acme(|db| {
        let query = Ad::for_tenant(db.tenant()).select(ads::id.nullable());
        golden(
            &query,
            "SELECT `ads`.`id` FROM `ads` WHERE `ads`.`company_id` = ?",
        );
        let rows: Vec<Option<i64>> = query.load(db).unwrap();
        assert_eq!(rows, [Some(1), Some(2), Some(3)]);

        let rows: Vec<Option<i64>> = Ad::for_tenant(db.tenant())
            .select(ads::id)
            .nullable()
            .load(db)
            .unwrap();
        assert_eq!(rows.len(), 3);
    });
}
