// D5
use diesel::dsl::exists;
use tenant_core::lookup::look_up;
use ui_tests::*;

diesel::table! {
    hosts (name) {
        name -> Text,
        company_id -> BigInt,
        is_live -> Bool,
    }
}

tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64, look_up(name))]
    hosts;
}

fn case(conn: &mut SqliteConnection) -> Option<Claim<i64>> {
    look_up(hosts::name, "a").filter(exists(hosts::table.filter(hosts::is_live))).claim(conn).ok()
}

fn main() {}
