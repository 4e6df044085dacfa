// E4
use diesel::prelude::*;
use tenant_core::testkit::{RedTeam, red_team};

diesel::table! { posts (id) { id -> BigInt, tenant_id -> BigInt, title -> Text, } }
diesel::table! { tags (id) { id -> BigInt, name -> Text, } }
diesel::table! { lost (id) { id -> BigInt, tenant_id -> BigInt, } }

tenant_core::tenant_tables! {
    #[tenant(column = tenant_id, key = i64)]
    posts;
    #[tenant(shared)]
    tags;
}

fn attack(team: &mut RedTeam<SqliteConnection>) {
    team.tenants(1_i64, 2)
        .table(red_team!(posts), |_, _, n| QueryResult::Ok(n));
}

fn main() {}
