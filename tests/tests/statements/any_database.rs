//! A `MultiConnection` under the tenant connection.

use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::dsl::exists;
use tenant_core::prelude::*;

use super::harness::{assert_others_untouched, claim, company, rows};
use super::{any, connect, one};
use crate::any::AnyConnection;
use crate::models::*;
use crate::schema::*;
use crate::seed::ACME;

type Db<'t> = TenantConnection<'t, AnyConnection, i64>;

fn as_acme<R>(f: impl for<'t> FnOnce(&mut Db<'t>) -> R) -> R {
    let mut conn = connect();
    let before = rows(&mut conn);
    let mut conn = any(conn);
    let result = claim(ACME).scope(&mut conn, f);
    assert_others_untouched(&before, &rows(one(&mut conn)), &company(ACME));
    result
}

#[test]
fn statements_read_own_rows() {
    as_acme(|db| {
        let id = db.tenant();
        let rows: Vec<(Campaign, Ad)> = Campaign::for_tenant(id)
            .inner_join(ads::table)
            .filter(ads::cost.gt(6).or(campaigns::id.eq(21)))
            .order(ads::id)
            .select((Campaign::as_select(), Ad::as_select()))
            .load(db)
            .unwrap();
        assert_eq!(rows.len(), 2);
        let with_ads: i64 = Campaign::for_tenant(id)
            .filter(exists(
                Ad::for_tenant(id).filter(ads::campaign_id.eq(campaigns::id)),
            ))
            .count()
            .get_result(db)
            .unwrap();
        assert_eq!(with_ads, 2);
        let theirs = Campaign::for_tenant(id).find(21).first::<Campaign>(db);
        assert_eq!(theirs, Err(Error::NotFound));
    });
}

#[test]
fn statements_write_own_rows() {
    as_acme(|db| {
        let inserted = db
            .insert_into(ads::table)
            .values((
                ads::id.eq(51),
                ads::campaign_id.eq(11),
                ads::title.eq("New"),
                ads::cost.eq(1),
            ))
            .execute(db);
        assert_eq!(inserted.unwrap(), 1);
        let updated = db
            .update(ads::table)
            .filter(ads::id.eq(51))
            .set(ads::cost.eq(ads::cost + 1))
            .execute(db);
        assert_eq!(updated.unwrap(), 1);
        let deleted = db.delete(ads::table).execute(db);
        assert_eq!(deleted.unwrap(), 4);
    });
}

#[test]
fn transactions_roll_back() {
    as_acme(|db| {
        let result: QueryResult<()> = db.transaction(|db| {
            db.delete(ads::table).execute(db)?;
            Err(Error::RollbackTransaction)
        });
        assert_eq!(result, Err(Error::RollbackTransaction));
        let left: i64 = Ad::for_tenant(db.tenant()).count().get_result(db).unwrap();
        assert_eq!(left, 3);
    });
}
