//! The pairs on SQLite, in memory.

use diesel::result::ConnectionError;
use diesel::{Connection as _, SqliteConnection};

type Connection = SqliteConnection;
type Backend = diesel::sqlite::Sqlite;

fn connect() -> Result<Connection, ConnectionError> {
    Connection::establish(":memory:")
}

#[path = "pairs.rs"]
mod pairs;

pub(crate) use self::pairs::PAIRS;
