//! Prepared statements, which clients know by names that are the same in all of
//! them.

use diesel::connection::CacheSize;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::server_process;
use crate::database::*;

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
    let prepared = |conn: &mut PgConnection, company: i64, text: &str| -> QueryResult<Vec<i64>> {
        claim(company).scope_bound(conn, |db: &mut Db<'_>| sql::<BigInt>(text).load(raw(db)))
    };
    assert_eq!(prepared(&mut one, 1, "SELECT id FROM ads"), Ok(vec![10]));
    // The other client gets a new connection, on which the name is free.
    let process = server_process(&mut database.pooled());
    let kill = format!("SELECT pg_terminate_backend({process}, 5000)::int::bigint");
    assert_eq!(numbers(&mut database.superuser(), &kill), [1]);
    let campaigns = prepared(&mut other, 2, "SELECT id FROM campaigns ORDER BY id");
    assert_eq!(campaigns, Ok(vec![20, 21]));

    let mixed_up = prepared(&mut one, 1, "SELECT id FROM ads").unwrap();
    assert!(mixed_up == [10] || mixed_up == [10, 11], "{mixed_up:?}");
}
