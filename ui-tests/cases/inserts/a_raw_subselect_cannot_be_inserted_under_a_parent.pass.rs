// C4, D8
use diesel::sql_types::{BigInt, Nullable};
use ui_tests::*;

#[diesel::declare_sql_function]
extern "SQL" {
    fn ifnull(value: Nullable<BigInt>, otherwise: BigInt) -> BigInt;
}

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let newest = Ad::for_tenant(db.tenant())
        .select(ads::campaign_id)
        .first::<i64>(db)?;
    db.insert_into(notes::table)
        .values((
            notes::campaign_id.eq(ifnull(newest, 0)),
            notes::body.eq("new"),
        ))
        .execute(db)
}

fn main() {}
