//! `distinct_on`, which PostgreSQL has.

use diesel::prelude::*;
use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

#[test]
fn distinct_on_keeps_the_first_row_of_each() {
    as_acme(|db| {
        let query = Ad::for_tenant(db.tenant())
            .select((ads::title, ads::cost))
            .distinct_on(ads::title)
            .order(ads::title)
            .then_order_by(ads::cost.desc());
        golden(
            &query,
            "SELECT DISTINCT ON (`ads`.`title`) `ads`.`title`, `ads`.`cost` FROM `ads`
             WHERE `ads`.`company_id` = ? ORDER BY `ads`.`title`, `ads`.`cost` DESC",
        );
        assert_eq!(
            query.load::<(String, i64)>(db).unwrap(),
            [("Blue".to_owned(), 7), ("Red".to_owned(), 11)]
        );
    });
}

#[test]
fn distinct_on_takes_a_tuple() {
    as_acme(|db| {
        let rows: Vec<(String, i64)> = Ad::for_tenant(db.tenant())
            .select((ads::title, ads::campaign_id))
            .distinct_on((ads::title, ads::campaign_id))
            .load(db)
            .unwrap();
        assert_eq!(rows.len(), 3);
    });
}

#[test]
fn distinct_on_is_boxed() {
    as_acme(|db| {
        let rows: Vec<(String, i64)> = Ad::for_tenant(db.tenant())
            .select((ads::title, ads::cost))
            .distinct_on(ads::title)
            .order(ads::title)
            .into_boxed::<super::Backend>()
            .load(db)
            .unwrap();
        assert_eq!(rows.len(), 2);
    });
}
