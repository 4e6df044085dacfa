//! A second `table!` of a table, declared for itself, is seen by the test kit.
#![cfg(feature = "sqlite")]
#![allow(missing_docs, clippy::unwrap_used, reason = "a test")]

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tenant_core::testkit::RedTeam;

mod once {
    diesel::table! { posts (id) { id -> BigInt, tenant_id -> BigInt, } }
    tenant_core::tenant_tables! {
        #[tenant(column = tenant_id, key = i64)]
        posts;
    }
}

mod again {
    diesel::table! { posts (id) { id -> BigInt, } }
    tenant_core::tenant_tables! {
        #[tenant(shared)]
        posts;
    }
}

#[test]
fn a_table_that_is_declared_twice_is_a_fault() {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.batch_execute("CREATE TABLE posts (id INTEGER PRIMARY KEY, tenant_id BIGINT NOT NULL)")
        .unwrap();
    let matrix = RedTeam::new(conn).attack().unwrap();
    let fault = matrix.faults.first().unwrap();
    assert!(fault.contains("`posts` is declared twice"), "{fault}");
}
