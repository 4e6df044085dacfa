// C4
use diesel::dsl::array;
use diesel::sql_types::BigInt;
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let ids = array::<BigInt, _>(notes::table.select(notes::id));
    let _ = Ad::for_tenant(id).select(ids);
}

fn main() {}
