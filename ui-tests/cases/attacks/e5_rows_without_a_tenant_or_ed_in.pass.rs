// E5, B1
use ui_tests::*;

diesel::table! {
    templates (id) {
        id -> BigInt,
        company_id -> Nullable<BigInt>,
    }
}
tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64, nullable = invisible)]
    templates;
}

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    templates::table
        .for_tenant(db.tenant())
        .filter(templates::company_id.is_null())
        .select(templates::id)
        .load(db)
}

fn main() {}
