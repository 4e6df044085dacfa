//! Row locks.

use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

macro_rules! locks {
    ($id:expr, $($method:ident).+) => {
        Campaign::for_tenant($id)
            .find(11)
            .select(campaigns::id)
            .$($method()).+
    };
}

#[test]
fn rows_are_locked_for_update() {
    as_acme(|db| {
        let query = locks!(db.tenant(), for_update);
        golden(
            &query,
            "SELECT `campaigns`.`id` FROM `campaigns` WHERE (`campaigns`.`company_id` = ?
                AND ((`campaigns`.`id` = ?))) FOR UPDATE",
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [11]);
    });
}

#[test]
fn locked_rows_are_skipped_or_not_waited_for() {
    as_acme(|db| {
        let query = locks!(db.tenant(), for_update.skip_locked);
        golden(
            &query,
            "SELECT `campaigns`.`id` FROM `campaigns` WHERE (`campaigns`.`company_id` = ?
                AND ((`campaigns`.`id` = ?))) FOR UPDATE SKIP LOCKED",
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [11]);
        let rows: Vec<i64> = locks!(db.tenant(), for_update.no_wait).load(db).unwrap();
        assert_eq!(rows, [11]);
    });
}

#[test]
fn a_row_that_another_connection_holds_is_skipped() {
    as_acme(|db| {
        let mut other = super::connect_again();
        let held: i64 = claim(1).scope(&mut other, |other: &mut Db<'_>| {
            locks!(other.tenant(), for_update).first(other).unwrap()
        });
        assert_eq!(held, 11);
        let free: Vec<i64> = locks!(db.tenant(), for_update.skip_locked)
            .load(db)
            .unwrap();
        assert!(free.is_empty());
    });
}
