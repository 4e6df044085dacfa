// D4
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

struct Mine(posts::tenant_id);

impl std::panic::RefUnwindSafe for Mine {}

fn main() {}
