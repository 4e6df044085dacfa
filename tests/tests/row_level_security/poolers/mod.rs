//! Behind PgBouncer in transaction mode, with one connection to the server for
//! all clients.

#[cfg(feature = "async")]
mod asynchronous;
mod binding;
mod ends;
mod faults;
mod leftovers;
mod pools;
mod sessions;
mod statements;

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use wire::Wire;

use crate::database::*;

/// The server's process that does the work of this connection.
fn server_process(conn: &mut PgConnection) -> i64 {
    numbers(conn, "SELECT pg_backend_pid()::bigint")[0]
}

/// Nobody is bound on the connection that all clients share.
#[track_caller]
fn assert_nobody_bound(client: &mut PgConnection) {
    let bound = "SELECT count(*) FROM (VALUES (current_setting('tenant_core.i64', true)), \
                 (current_setting('tenant_core.org', true))) s(key) WHERE key <> ''";
    assert_eq!(numbers(client, bound), [0]);
    assert_eq!(ids(client, "ads"), [0; 0]);
    assert_eq!(ids(client, "members"), [0; 0]);
}

/// A way to PgBouncer that can be cut, and what leads along it.
fn wire(database: &Database) -> (Wire, String) {
    over_wire(&database.pooled_url(), Duration::ZERO)
}

/// What the tests here stand on: otherwise they show nothing.
#[test]
fn all_clients_share_one_connection() {
    let database = Database::walled();
    let (mut one, mut other) = (database.pooled(), database.pooled());
    let process = server_process(&mut one);
    assert_eq!(server_process(&mut other), process);
    let inside = one.transaction(|one| QueryResult::Ok(server_process(one)));
    assert_eq!(inside, Ok(process));
}

/// What the binding keeps from happening.
#[test]
fn a_setting_of_the_session_reaches_the_next_client() {
    let database = Database::walled();
    let (mut one, mut other) = (database.pooled(), database.pooled());
    one.batch_execute("SELECT set_config('tenant_core.i64', '1', false)")
        .unwrap();
    assert_eq!(ids(&mut other, "ads"), [10]);
}
