// C4, H1
use tenant_core::look_up;
use ui_tests::*;

diesel::table! {
    hosts (id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Nullable<Text>,
    }
}

tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64, look_up(name))]
    hosts;
}

fn case(host: &str) {
    let _ = host;
    let _ = look_up(hosts::name, host);
}

fn main() {}
