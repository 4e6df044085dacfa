//! `union` and `union_all` of two scoped statements.

use tenant_core::prelude::*;

use super::harness::*;
use crate::golden::sql;
use crate::models::*;
use crate::schema::*;

#[test]
fn union_holds_own_rows_of_both_sides() {
    as_acme(|db| {
        let id = db.tenant();
        let query = Campaign::for_tenant(id)
            .select(campaigns::name)
            .union(Ad::for_tenant(id).select(ads::title));
        golden(
            &query,
            sql("(SELECT `campaigns`.`name` FROM `campaigns` WHERE `campaigns`.`company_id` = ?)
                 UNION (SELECT `ads`.`title` FROM `ads` WHERE `ads`.`company_id` = ?)")
            .on_sqlite(
                "SELECT * FROM (SELECT `campaigns`.`name` FROM `campaigns`
                    WHERE `campaigns`.`company_id` = ?)
                 UNION SELECT * FROM (SELECT `ads`.`title` FROM `ads` WHERE `ads`.`company_id` = ?)",
            ),
        );
        let mut rows: Vec<String> = query.load(db).unwrap();
        rows.sort();
        assert_eq!(rows, ["Blue", "Red", "Spring", "Summer"]);
    });
}

#[test]
fn union_all_keeps_equal_rows() {
    as_acme(|db| {
        let id = db.tenant();
        let query = Campaign::for_tenant(id)
            .select(campaigns::name)
            .union_all(Ad::for_tenant(id).select(ads::title));
        assert_eq!(query.load::<String>(db).unwrap().len(), 6);
    });
}

#[test]
fn a_combination_is_ordered_by_position_and_cut() {
    as_acme(|db| {
        let id = db.tenant();
        let query = Campaign::for_tenant(id)
            .select((campaigns::id, campaigns::name))
            .union(Ad::for_tenant(id).select((ads::id, ads::title)))
            .positional_order_by(1)
            .limit(2)
            .offset(1);
        assert_eq!(
            query.load::<(i64, String)>(db).unwrap(),
            [(2, "Blue".to_owned()), (3, "Red".to_owned())]
        );
    });
}

#[test]
fn three_statements_are_combined() {
    as_acme(|db| {
        let id = db.tenant();
        let query = Ad::for_tenant(id)
            .select(ads::id)
            .union(Campaign::for_tenant(id).select(campaigns::id))
            .union(Note::for_tenant(id).select(notes::id));
        let mut rows: Vec<i64> = query.load(db).unwrap();
        rows.sort_unstable();
        assert_eq!(rows, [1, 2, 3, 11, 12, 13]);
    });
}
