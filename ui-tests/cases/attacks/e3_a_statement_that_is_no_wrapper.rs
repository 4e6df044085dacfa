// E3
use diesel::query_builder::AsQuery;
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let _ = Campaign::for_tenant(id).wrap(|_| campaigns::table.as_query());
}

fn main() {}
