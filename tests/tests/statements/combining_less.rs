//! `intersect` and `except`, which Diesel does not have for MariaDB.

use tenant_core::prelude::*;

use super::harness::*;
use crate::golden::sql;
use crate::models::*;
use crate::schema::*;

#[test]
fn intersect_holds_rows_of_both_sides() {
    as_acme(|db| {
        let id = db.tenant();
        let query = Ad::for_tenant(id)
            .select(ads::id)
            .intersect(Click::for_tenant(id).select(clicks::ad_id));
        let mut rows: Vec<i64> = query.load(db).unwrap();
        rows.sort_unstable();
        assert_eq!(rows, [1, 2]);
    });
}

#[test]
fn except_takes_own_rows_away() {
    as_acme(|db| {
        let id = db.tenant();
        let query = Ad::for_tenant(id)
            .select(ads::id)
            .except(Click::for_tenant(id).select(clicks::ad_id));
        golden(
            &query,
            sql("(SELECT `ads`.`id` FROM `ads` WHERE `ads`.`company_id` = ?)
                 EXCEPT (SELECT `clicks`.`ad_id` FROM `clicks` WHERE `clicks`.`company_id` = ?)")
            .on_sqlite(
                "SELECT * FROM (SELECT `ads`.`id` FROM `ads` WHERE `ads`.`company_id` = ?)
                 EXCEPT SELECT * FROM (SELECT `clicks`.`ad_id` FROM `clicks`
                    WHERE `clicks`.`company_id` = ?)",
            ),
        );
        // Bolt clicked its own ad 3.
        assert_eq!(query.load::<i64>(db).unwrap(), [3]);
    });
}
