// E4, F7
use ui_tests::*;

diesel::table! {
    ads_2026 (id) {
        id -> BigInt,
        company_id -> BigInt,
    }
}

tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64)]
    ads_2026;
}

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.delete(ads_2026::table).execute(db)
}

fn main() {}
