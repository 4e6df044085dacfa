// E4
diesel::table! {
    posts (id) {
        id -> BigInt,
        tenant_id -> BigInt,
    }
}

tenant_core::tenant_tables! {
    posts;
}

fn main() {}
