// E4
use ui_tests::*;

diesel::table! {
    posts (id) {
        id -> BigInt,
        tenant_id -> BigInt,
    }
}

#[derive(TenantModel)]
#[diesel(table_name = posts)]
struct Title {
    id: i64,
}

fn case(id: TenantId<'_, i64>) {
    let _ = Title::for_tenant(id);
}

fn main() {}
