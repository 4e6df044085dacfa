//! The row locks that only PostgreSQL has under these names.

use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

#[test]
fn rows_are_locked_in_weaker_ways() {
    as_acme(|db| {
        let id = db.tenant();
        let found = || Campaign::for_tenant(id).find(11).select(campaigns::id);
        let query = found().for_no_key_update();
        golden(
            &query,
            "SELECT `campaigns`.`id` FROM `campaigns` WHERE (`campaigns`.`company_id` = ?
                AND ((`campaigns`.`id` = ?))) FOR NO KEY UPDATE",
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [11]);
        assert_eq!(found().for_share().load::<i64>(db).unwrap(), [11]);
        let key_share = found().for_key_share().skip_locked();
        assert_eq!(key_share.load::<i64>(db).unwrap(), [11]);
    });
}
