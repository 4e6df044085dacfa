// C4
use std::panic::UnwindSafe;
diesel::table! {
    posts (id) {
        id -> BigInt,
        tenant_id -> BigInt,
    }
}

tenant_core::tenant_tables! {
    #[tenant(column = tenant_id, key = i64)]
    posts;
}

struct Mine(posts::table);

impl UnwindSafe for Mine {}

fn main() {}
