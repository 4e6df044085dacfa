// H1
use tenant_core::look_up;
use ui_tests::*;

diesel::table! {
    hosts (id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Text,
    }
}

tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64, look_up(name))]
    hosts;
}

fn case(host: &str, db: &mut Db<'_>, conn: &mut Raw) -> Option<Claim<i64>> {
    let _ = (&db, &conn);
    look_up(hosts::name, host).claim(db).ok()
}

fn main() {}
