// E4
diesel::table! {
    posts (id) {
        id -> BigInt,
        tenant_id -> BigInt,
    }
}

tenant_core::tenant_tables! {
    #[tenant(shared)]
    posts;
}

fn main() {}
