//! `INSERT .. SELECT` from a scoped statement.

use diesel::prelude::*;
use diesel::sql_types::Text;
use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

#[test]
fn rows_of_a_scoped_statement_are_inserted() {
    as_acme(|db| {
        let id = db.tenant();
        let copies = Campaign::for_tenant(id).select((
            campaigns::id + 100,
            campaigns::id,
            campaigns::name,
            campaigns::id,
        ));
        let insert = db.insert_into(ads::table).values(copies).into_columns((
            ads::id,
            ads::campaign_id,
            ads::title,
            ads::cost,
        ));
        golden(
            &insert,
            "INSERT INTO `ads` (`company_id`, `id`, `campaign_id`, `title`, `cost`)
             WITH s (`id`, `campaign_id`, `title`, `cost`) AS (SELECT
             (`campaigns`.`id` + ?), `campaigns`.`id`, `campaigns`.`name`, `campaigns`.`id`
             FROM `campaigns` WHERE `campaigns`.`company_id` = ?) SELECT ?, s.* FROM s WHERE 1=1",
        );
        assert_eq!(insert.execute(db).unwrap(), 3);
        let rows: Vec<(i64, i64)> = Ad::for_tenant(id)
            .filter(ads::id.gt(100))
            .select((ads::company_id, ads::id))
            .order(ads::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [(1, 111), (1, 112), (1, 113)]);
    });
}

#[test]
fn one_selected_column_is_inserted() {
    as_acme(|db| {
        let titles = Ad::for_tenant(db.tenant()).select(ads::title).distinct();
        let inserted = db
            .insert_into(drafts::table)
            .values(titles)
            .into_columns(drafts::title)
            .execute(db);
        assert_eq!(inserted.unwrap(), 2);
    });
}

#[test]
fn rows_of_a_join_are_inserted() {
    as_acme(|db| {
        let id = db.tenant();
        let joined = Campaign::for_tenant(id)
            .inner_join(ads::table)
            .filter(ads::cost.gt(6))
            .select((ads::id + 200, campaigns::id, ads::title, ads::cost));
        let inserted = db
            .insert_into(ads::table)
            .values(joined)
            .into_columns((ads::id, ads::campaign_id, ads::title, ads::cost))
            .execute(db);
        assert_eq!(inserted.unwrap(), 2);
    });
}

#[test]
fn rows_of_a_boxed_statement_are_inserted() {
    as_acme(|db| {
        let boxed = Ad::for_tenant(db.tenant())
            .select(ads::title)
            .into_boxed::<super::Backend>();
        let inserted = db
            .insert_into(drafts::table)
            .values(boxed)
            .into_columns(drafts::title)
            .execute(db);
        assert_eq!(inserted.unwrap(), 3);
    });
}

#[test]
fn rows_of_a_shared_table_become_the_tenants() {
    as_acme(|db| {
        let countries = Geo::for_tenant(db.tenant()).select(geo::country);
        let inserted = db
            .insert_into(drafts::table)
            .values(countries)
            .into_columns(drafts::title)
            .execute(db);
        assert_eq!(inserted.unwrap(), 2);
        let titles: Vec<String> = Draft::for_tenant(db.tenant())
            .filter(drafts::id.gt(3))
            .select(drafts::title)
            .order(drafts::title)
            .load(db)
            .unwrap();
        assert_eq!(titles, ["Austria", "Belgium"]);
    });
}

#[test]
fn a_statement_without_rows_inserts_nothing() {
    as_acme(|db| {
        let none = Campaign::for_tenant(db.tenant())
            .filter(campaigns::company_id.eq(2))
            .select((campaigns::name, "x".into_sql::<Text>()));
        let inserted = db
            .insert_into(api_keys::table)
            .values(none)
            .into_columns((api_keys::secret, api_keys::label))
            .execute(db);
        assert_eq!(inserted.unwrap(), 0);
    });
}
