// D5
use tenant_core::lookup::look_up;
use ui_tests::*;

diesel::table! {
    hosts (name) {
        name -> Text,
        company_id -> BigInt,
    }
}

tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64, look_up(name))]
    hosts;
}

fn case(conn: &mut SqliteConnection) -> Option<(Claim<i64>, String)> {
    look_up(hosts::name, "a").select(campaigns::name).claim(conn).ok()
}

fn main() {}
