// E4
use diesel::prelude::*;
use tenant_core::TenantConnection;
use tenant_core::testkit::generated::Case;

diesel::table! { posts (id) { id -> BigInt, tenant_id -> BigInt, } }
diesel::table! { notes (id) { id -> BigInt, tenant_id -> BigInt, } }

tenant_core::tenant_tables! {
    #[tenant(column = tenant_id, key = i64)]
    posts;
    #[tenant(column = tenant_id, key = i64)]
    notes;
}

fn insert(db: &mut TenantConnection<'_, SqliteConnection, i64>, case: Case<'_, posts::table>) {
    let _ = db.insert_into(notes::table).values(case.values()).execute(db);
}

fn main() {}
