// D9
diesel::table! {
    posts (id) {
        id -> BigInt,
        company_id -> BigInt,
        author -> Text,
    }
}

tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64)]
    posts;
}

fn main() {}
