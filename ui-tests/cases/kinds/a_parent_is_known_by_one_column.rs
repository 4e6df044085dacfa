// E4
diesel::table! {
    orders (company_id, id) {
        company_id -> BigInt,
        id -> BigInt,
    }
}
diesel::table! {
    lines (id) {
        id -> BigInt,
        order_id -> BigInt,
    }
}

tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64)]
    orders;
    #[tenant(parent = orders, foreign_key = order_id)]
    lines;
}

fn main() {}
