//! Prepared statements, which all clients know by the same names.

use diesel::connection::CacheSize;
use diesel::prelude::*;

use super::server_process;
use crate::database::*;
use crate::schema::{ads, campaigns};

fn all_ads(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    ads::table.select(ads::id).load(raw(db))
}

fn all_campaigns(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    let all = campaigns::table.select(campaigns::id);
    all.order(campaigns::id).load(raw(db))
}

/// With the cache on, a pooler that does not keep track of prepared statements
/// (PgBouncer before 1.21) mixes them up: a client runs another's text. The rows
/// are its own tenant's all the same.
#[test]
fn mixed_up_they_show_no_other_tenants_rows() {
    let database = Database::walled();
    let connect = || {
        let mut conn = database.pooled();
        conn.set_prepared_statement_cache_size(CacheSize::Unbounded);
        conn
    };
    let (mut one, mut other) = (connect(), connect());
    assert_eq!(claim(1_i64).scope_bound(&mut one, all_ads), Ok(vec![10]));
    // The other client gets a new connection, on which the name is free.
    let process = server_process(&mut database.pooled());
    let kill = format!("SELECT pg_terminate_backend({process}, 5000)::int::bigint");
    assert_eq!(numbers(&mut database.superuser(), &kill), [1]);
    let bolts = claim(2_i64).scope_bound(&mut other, all_campaigns);
    assert_eq!(bolts, Ok(vec![20, 21]));

    let mixed_up = claim(1_i64).scope_bound(&mut one, all_ads).unwrap();
    assert!(mixed_up == [10] || mixed_up == [10, 11], "{mixed_up:?}");
}
