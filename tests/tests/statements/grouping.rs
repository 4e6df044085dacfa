//! `group_by`, `having`, aggregates, window functions and `count`.

use diesel::dsl::{avg, count, count_star, max, min, rank, row_number, sum};
use diesel::prelude::*;
use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

#[test]
fn count_counts_own_rows() {
    as_acme(|db| {
        let query = campaigns::table.for_tenant(db.tenant()).count();
        golden(
            &query,
            "SELECT COUNT(*) FROM `campaigns` WHERE `campaigns`.`company_id` = ?",
        );
        assert_eq!(query.get_result::<i64>(db).unwrap(), 3);
    });
}

#[test]
fn groups_hold_own_rows() {
    as_acme(|db| {
        let query = Ad::for_tenant(db.tenant())
            .group_by(ads::title)
            .select((ads::title, count_star(), max(ads::cost), count(ads::id)))
            .order(ads::title);
        golden(
            &query,
            "SELECT `ads`.`title`, COUNT(*), max(`ads`.`cost`), count(`ads`.`id`) FROM `ads`
             WHERE `ads`.`company_id` = ? GROUP BY `ads`.`title` ORDER BY `ads`.`title`",
        );
        let rows: Vec<(String, i64, Option<i64>, i64)> = query.load(db).unwrap();
        assert_eq!(
            rows,
            [
                ("Blue".to_owned(), 1, Some(7), 1),
                ("Red".to_owned(), 2, Some(11), 2),
            ]
        );
    });
}

#[test]
fn groups_of_two_columns() {
    as_acme(|db| {
        let rows: Vec<(String, i64, i64)> = Ad::for_tenant(db.tenant())
            .group_by((ads::title, ads::campaign_id))
            .select((ads::title, ads::campaign_id, count_star()))
            .order((ads::title, ads::campaign_id))
            .load(db)
            .unwrap();
        assert_eq!(
            rows,
            [
                ("Blue".to_owned(), 11, 1),
                ("Red".to_owned(), 11, 1),
                ("Red".to_owned(), 12, 1),
            ]
        );
    });
}

#[test]
fn having_narrows_the_groups() {
    as_acme(|db| {
        let query = Ad::for_tenant(db.tenant())
            .group_by(ads::title)
            .having(count_star().gt(1).or(count_star().lt(0)))
            .select(ads::title);
        golden(
            &query,
            "SELECT `ads`.`title` FROM `ads` WHERE `ads`.`company_id` = ?
             GROUP BY `ads`.`title` HAVING (((COUNT(*) > ?) OR (COUNT(*) < ?)))",
        );
        assert_eq!(query.load::<String>(db).unwrap(), ["Red"]);
    });
}

#[test]
fn aggregates_see_own_rows() {
    as_acme(|db| {
        let query = Ad::for_tenant(db.tenant()).select((
            min(ads::cost),
            max(ads::cost),
            count(ads::title).aggregate_distinct(),
            count(ads::id),
        ));
        let row: (Option<i64>, Option<i64>, i64, i64) = query.get_result(db).unwrap();
        assert_eq!(row, (Some(5), Some(11), 2, 3));
    });
}

#[test]
fn sums_and_averages_render() {
    as_acme(|db| {
        let query = Ad::for_tenant(db.tenant()).select((sum(ads::cost), avg(ads::cost)));
        golden(
            &query,
            "SELECT sum(`ads`.`cost`), avg(`ads`.`cost`) FROM `ads` WHERE `ads`.`company_id` = ?",
        );
    });
}

#[test]
fn window_functions_see_own_rows() {
    as_acme(|db| {
        let query = Ad::for_tenant(db.tenant())
            .select((
                ads::id,
                rank()
                    .partition_by(ads::campaign_id)
                    .window_order(ads::cost.desc()),
                row_number().window_order(ads::cost),
            ))
            .order(ads::id);
        golden(
            &query,
            "SELECT `ads`.`id`,
                rank() OVER (PARTITION BY `ads`.`campaign_id` ORDER BY `ads`.`cost` DESC),
                row_number() OVER (ORDER BY `ads`.`cost`)
             FROM `ads` WHERE `ads`.`company_id` = ? ORDER BY `ads`.`id`",
        );
        let rows: Vec<(i64, i64, i64)> = query.load(db).unwrap();
        assert_eq!(rows, [(1, 2, 1), (2, 1, 2), (3, 1, 3)]);
    });
}

#[test]
fn an_aggregate_over_a_window_sees_own_rows() {
    as_acme(|db| {
        let rows: Vec<(i64, i64)> = Ad::for_tenant(db.tenant())
            .select((ads::id, count(ads::id).partition_by(ads::title)))
            .order(ads::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [(1, 2), (2, 1), (3, 2)]);
    });
}
