//! `intersect_all` and `except_all`, which Diesel has for PostgreSQL alone.

use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

#[test]
fn intersect_all_keeps_equal_rows() {
    as_acme(|db| {
        let id = db.tenant();
        let query = Ad::for_tenant(id)
            .select(ads::title)
            .intersect_all(Ad::for_tenant(id).select(ads::title));
        let mut rows: Vec<String> = query.load(db).unwrap();
        rows.sort();
        assert_eq!(rows, ["Blue", "Red", "Red"]);
    });
}

#[test]
fn except_all_takes_one_for_one() {
    as_acme(|db| {
        let id = db.tenant();
        let query = Ad::for_tenant(id)
            .select(ads::title)
            .except_all(Ad::for_tenant(id).find((id, 1)).select(ads::title));
        golden(
            &query,
            "(SELECT `ads`.`title` FROM `ads` WHERE `ads`.`company_id` = ?)
             EXCEPT ALL (SELECT `ads`.`title` FROM `ads` WHERE (`ads`.`company_id` = ?
                AND (((`ads`.`company_id` = ?) AND (`ads`.`id` = ?)))))",
        );
        let mut rows: Vec<String> = query.load(db).unwrap();
        rows.sort();
        assert_eq!(rows, ["Blue", "Red"]);
    });
}
