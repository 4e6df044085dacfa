// E4, F7
use ui_tests::*;

diesel::table! {
    ads_2026 (id) {
        id -> BigInt,
        company_id -> BigInt,
    }
}

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.delete(ads_2026::table).execute(db)
}

fn main() {}
