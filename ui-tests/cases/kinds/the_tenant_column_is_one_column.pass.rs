// D4, D6

diesel::table! {
    firms (id) {
        id -> BigInt,
        company_id -> BigInt,
        #[sql_name = "owner_id"]
        owner -> BigInt,
    }
}

tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64)]
    firms;
}

fn main() {}
