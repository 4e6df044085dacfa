// D4, D6

diesel::table! {
    firms (id) {
        id -> BigInt,
        #[sql_name = "ROWID"]
        rowid -> BigInt,
    }
}

tenant_core::tenant_tables! {
    #[tenant(root, key = i64)]
    firms;
}

fn main() {}
