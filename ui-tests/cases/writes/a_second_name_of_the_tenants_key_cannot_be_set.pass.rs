// D4, D6
use ui_tests::*;

diesel::table! {
    firms (id) {
        id -> BigInt,
        _rowid_ -> BigInt,
        name -> Text,
    }
}

tenant_core::tenant_tables! {
    #[tenant(root, key = i64)]
    firms;
}

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(firms::table)
        .set(firms::name.eq("seven"))
        .execute(db)
}

fn main() {}
