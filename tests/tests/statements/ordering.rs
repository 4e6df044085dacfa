//! `order`, `limit`, `offset` and `distinct`.

use diesel::prelude::*;
use tenant_core::prelude::*;

use super::harness::*;
use crate::golden::sql;
use crate::models::*;
use crate::schema::*;

#[test]
fn rows_are_ordered_by_a_column_a_direction_and_a_tuple() {
    as_acme(|db| {
        let query = Ad::for_tenant(db.tenant())
            .order((ads::title.desc(), ads::cost.asc()))
            .select(ads::id);
        golden(
            &query,
            "SELECT `ads`.`id` FROM `ads` WHERE `ads`.`company_id` = ?
             ORDER BY `ads`.`title` DESC, `ads`.`cost` ASC",
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [1, 3, 2]);

        let rows: Vec<i64> = Ad::for_tenant(db.tenant())
            .order_by(ads::cost)
            .select(ads::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [1, 2, 3]);
    });
}

#[test]
fn rows_are_ordered_by_an_expression() {
    as_acme(|db| {
        let rows: Vec<i64> = Ad::for_tenant(db.tenant())
            .order((ads::cost * -1, ads::id))
            .select(ads::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [3, 2, 1]);
    });
}

#[test]
fn then_order_by_adds_a_column() {
    as_acme(|db| {
        let query = Ad::for_tenant(db.tenant())
            .order(ads::title)
            .then_order_by(ads::cost.desc())
            .select(ads::id);
        golden(
            &query,
            "SELECT `ads`.`id` FROM `ads` WHERE `ads`.`company_id` = ?
             ORDER BY `ads`.`title`, `ads`.`cost` DESC",
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [2, 3, 1]);
    });
}

#[test]
fn order_replaces_an_order() {
    as_acme(|db| {
        let rows: Vec<i64> = Ad::for_tenant(db.tenant())
            .order(ads::cost)
            .order(ads::cost.desc())
            .select(ads::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [3, 2, 1]);
    });
}

#[test]
fn limit_and_offset_cut() {
    as_acme(|db| {
        let query = Ad::for_tenant(db.tenant())
            .order(ads::id)
            .select(ads::id)
            .limit(1)
            .offset(1);
        golden(
            &query,
            "SELECT `ads`.`id` FROM `ads` WHERE `ads`.`company_id` = ?
             ORDER BY `ads`.`id` LIMIT ? OFFSET ?",
        );
        assert_eq!(binds(&query), "[1, 1, 1]");
        assert_eq!(query.load::<i64>(db).unwrap(), [2]);

        let rows: Vec<i64> = Ad::for_tenant(db.tenant())
            .order(ads::id)
            .select(ads::id)
            .limit(2)
            .load(db)
            .unwrap();
        assert_eq!(rows, [1, 2]);
    });
}

#[test]
fn an_offset_past_the_own_rows_gives_nothing() {
    as_acme(|db| {
        let rows: Vec<i64> = Ad::for_tenant(db.tenant())
            .order(ads::id)
            .select(ads::id)
            .limit(10)
            .offset(3)
            .load(db)
            .unwrap();
        assert!(rows.is_empty());
    });
}

#[test]
fn distinct_drops_equal_rows() {
    as_acme(|db| {
        let query = Campaign::for_tenant(db.tenant())
            .select(campaigns::name)
            .distinct()
            .order(campaigns::name);
        golden(
            &query,
            "SELECT DISTINCT `campaigns`.`name` FROM `campaigns`
             WHERE `campaigns`.`company_id` = ? ORDER BY `campaigns`.`name`",
        );
        assert_eq!(query.load::<String>(db).unwrap(), ["Spring", "Summer"]);
    });
}

#[test]
fn offset_stands_alone_where_the_database_can() {
    as_acme(|db| {
        let query = Ad::for_tenant(db.tenant())
            .into_boxed::<super::Backend>()
            .order(ads::id)
            .select(ads::id)
            .offset(2);
        golden(
            &query,
            sql("SELECT `ads`.`id` FROM `ads` WHERE `ads`.`company_id` = ?
                 ORDER BY `ads`.`id` OFFSET ?")
            .on_sqlite(
                "SELECT `ads`.`id` FROM `ads` WHERE `ads`.`company_id` = ?
                 ORDER BY `ads`.`id` LIMIT -1 OFFSET ?",
            )
            .on_mysql(
                "SELECT `ads`.`id` FROM `ads` WHERE `ads`.`company_id` = ?
                 ORDER BY `ads`.`id` LIMIT 18446744073709551615 OFFSET ?",
            ),
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [3]);
    });
}
