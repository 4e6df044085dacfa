// E3, B2
use diesel::query_dsl::methods::LockingDsl;
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let _ = LockingDsl::with_lock(
        Campaign::for_tenant(id),
        diesel::dsl::sql::<diesel::sql_types::Bool>(" OR 1=1"),
    );
}

fn main() {}
