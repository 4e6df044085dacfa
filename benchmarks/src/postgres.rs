//! The pairs on PostgreSQL. The tables are temporary: nothing stays behind.

use std::env;

use diesel::result::ConnectionError;
use diesel::{Connection as _, PgConnection};

type Connection = PgConnection;
type Backend = diesel::pg::Pg;

const URL: &str = "TENANT_TEST_POSTGRES_OWNER_URL";

pub(crate) fn unavailable() -> Option<String> {
    match env::var(URL) {
        Err(_) => Some(format!("{URL} is not set")),
        Ok(_) => connect().err().map(|error| error.to_string()),
    }
}

fn connect() -> Result<Connection, ConnectionError> {
    let url = env::var(URL).map_err(|error| ConnectionError::BadConnection(error.to_string()))?;
    Connection::establish(&url)
}

#[path = "pairs.rs"]
mod pairs;

pub(crate) use self::pairs::PAIRS;
