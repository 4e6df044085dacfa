//! How long the processors were at it, on which other work on the machine has no
//! influence: the client's thread and the server's processes.

use std::fs;
use std::time::Duration;

use diesel::prelude::*;

use crate::Outcome;

/// The server's process behind this connection.
pub(crate) fn server_process(conn: &mut PgConnection) -> Outcome<i32> {
    Ok(
        diesel::select(diesel::dsl::sql::<diesel::sql_types::Integer>(
            "pg_backend_pid()",
        ))
        .get_result(conn)?,
    )
}

/// What this thread and that process have used. Nothing where the system does not
/// say, or the server is elsewhere.
pub(crate) fn used(server: i32) -> Option<Duration> {
    let client = nanoseconds("thread-self")?;
    let server = nanoseconds(&server.to_string())?;
    Some(Duration::from_nanos(client + server))
}

fn nanoseconds(process: &str) -> Option<u64> {
    let statistics = fs::read_to_string(format!("/proc/{process}/schedstat")).ok()?;
    statistics.split(' ').next()?.parse().ok()
}
