//! MariaDB: tables made by their owner and used by a role that can only read
//! and write rows.

use std::sync::OnceLock;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, Pool};
use diesel::sql_types::{BigInt, Text};

#[cfg(all(feature = "sqlite", feature = "postgres", feature = "mysql"))]
use crate::any::AnyConnection;
use crate::golden::Dialect;
use crate::seed;

pub type Conn = MysqlConnection;
pub type Backend = diesel::mysql::Mysql;
pub const DIALECT: Dialect = Dialect::Mysql;

const TYPES: seed::Types = seed::Types {
    serial: "BIGINT AUTO_INCREMENT PRIMARY KEY",
    text: "VARCHAR(100)",
    tenant: "VARCHAR(100) COLLATE utf8mb4_nopad_bin",
};

/// As on PostgreSQL, one test at a time has the tables.
const TAKE_TURN: &str = "DO GET_LOCK('tenant statements', 600)";

/// A connection to the seeded tables, in a transaction that is never
/// committed.
pub fn connect() -> Conn {
    set_up();
    let mut conn = app();
    conn.batch_execute(TAKE_TURN).unwrap();
    conn.begin_test_transaction().unwrap();
    conn
}

/// A second connection beside that of [`connect`].
pub fn connect_again() -> Conn {
    let mut conn = app();
    conn.begin_test_transaction().unwrap();
    conn
}

fn app() -> Conn {
    let mut conn = establish("TENANT_TEST_MYSQL_URL");
    assert_powerless(&mut conn);
    conn
}

fn establish(variable: &str) -> Conn {
    MysqlConnection::establish(&seed::url(variable)).unwrap()
}

fn assert_powerless(conn: &mut Conn) {
    let privileges: String = diesel::select(sql::<Text>(
        "(SELECT COALESCE(GROUP_CONCAT(privilege_type), '') FROM (
            SELECT privilege_type FROM information_schema.user_privileges
            UNION SELECT privilege_type FROM information_schema.schema_privileges) AS p
          WHERE privilege_type NOT IN ('USAGE', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'))",
    ))
    .get_result(conn)
    .unwrap();
    assert_eq!(
        privileges, "",
        "the role of TENANT_TEST_MYSQL_URL can do more than rows"
    );
}

fn set_up() {
    static DONE: OnceLock<()> = OnceLock::new();
    DONE.get_or_init(|| {
        let mut owner = establish("TENANT_TEST_MYSQL_OWNER_URL");
        owner.batch_execute(TAKE_TURN).unwrap();
        for table in seed::TABLES {
            owner
                .batch_execute(&format!("DROP TABLE IF EXISTS {table}"))
                .unwrap();
        }
        owner.batch_execute(&seed::create(&TYPES)).unwrap();
        owner.batch_execute(seed::ROWS).unwrap();
    });
}

/// Ends the session of `conn`, through another connection.
pub fn hang_up(conn: &mut Conn, other: &mut Conn) {
    let id: i64 = diesel::select(sql::<BigInt>("CONNECTION_ID()"))
        .get_result(conn)
        .unwrap();
    other.batch_execute(&format!("KILL {id}")).unwrap();
}

/// A pool of at most `size` connections to the seeded tables.
pub fn pool(size: u32) -> Pool<ConnectionManager<Conn>> {
    Pool::builder()
        .max_size(size)
        .connection_timeout(Duration::from_secs(2))
        .test_on_check_out(true)
        .build(ConnectionManager::new(seed::url("TENANT_TEST_MYSQL_URL")))
        .unwrap()
}

/// `conn` as an application has it that works with several databases.
#[cfg(all(feature = "sqlite", feature = "postgres", feature = "mysql"))]
pub fn any(conn: Conn) -> AnyConnection {
    AnyConnection::Mysql(conn)
}

#[cfg(all(feature = "sqlite", feature = "postgres", feature = "mysql"))]
pub fn one(conn: &mut AnyConnection) -> &mut Conn {
    match conn {
        AnyConnection::Mysql(conn) => conn,
        _ => unreachable!("made by `any`"),
    }
}

topics!();
topics! {
    ignoring in "ignoring.rs";
    locking in "locking.rs";
    lost in "lost.rs";
}
