// H1
use tenant_core::look_up;

diesel::table! {
    hosts (id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Text,
    }
}

tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64)]
    hosts;
}

fn case(host: &str) {
    let _ = look_up(hosts::name, host);
}

fn main() {}
