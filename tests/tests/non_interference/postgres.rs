//! PostgreSQL: two schemas, made by their owner and used by a role that owns
//! nothing.

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

pub type Conn = PgConnection;
pub type Backend = diesel::pg::Pg;
pub const REGRESSIONS: &str = "tests/non_interference/regressions/postgres.txt";

/// One run at a time has the tables, also of other processes on the same server.
/// The lock ends with the connection.
const TAKE_TURN: &str = "SELECT pg_advisory_lock(7412)";

const SCHEMAS: [&str; 2] = ["everybody", "alone"];

/// Two schemas with the same tables.
pub fn connect() -> [Conn; 2] {
    let mut owner = establish("TENANT_TEST_POSTGRES_OWNER_URL");
    owner.batch_execute(TAKE_TURN).unwrap();
    for schema in SCHEMAS {
        let create = format!(
            "SET client_min_messages TO warning;
             DROP SCHEMA IF EXISTS {schema} CASCADE;
             CREATE SCHEMA {schema};
             SET search_path TO {schema};
             {}",
            crate::schema::TABLES
        );
        owner.batch_execute(&create).unwrap();
    }
    drop(owner);
    let [everybody, alone] = SCHEMAS.map(|schema| {
        let mut conn = establish("TENANT_TEST_POSTGRES_URL");
        assert_powerless(&mut conn, schema);
        conn.batch_execute(&format!("SET search_path TO {schema}"))
            .unwrap();
        conn
    });
    let mut turn = everybody;
    turn.batch_execute(TAKE_TURN).unwrap();
    [turn, alone]
}

fn establish(variable: &str) -> Conn {
    let url = std::env::var(variable)
        .unwrap_or_else(|_| panic!("{variable} is not set: run scripts/test"));
    PgConnection::establish(&url).unwrap()
}

/// A run as somebody whom nothing is forbidden shows nothing.
fn assert_powerless(conn: &mut Conn, schema: &str) {
    let powerful = "(SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)";
    let owner = format!(
        "EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = '{schema}' AND pg_has_role(current_user, c.relowner, 'MEMBER'))"
    );
    for (what, holds) in [
        ("a superuser or bypasses row-level security", powerful),
        ("the owner of the tables or can become it", &owner),
    ] {
        let holds: bool = diesel::select(sql::<Bool>(holds)).get_result(conn).unwrap();
        assert!(!holds, "the role of TENANT_TEST_POSTGRES_URL is {what}");
    }
}

/// Diesel has no `insert_or_ignore_into` for PostgreSQL; this is what it is there.
macro_rules! or_ignore {
    ($table:ident, $row:expr, $run:expr) => {{
        let insert = $run
            .db
            .insert_into($table::table)
            .values(tuple!($table, $row));
        execute!($run, insert.on_conflict_do_nothing())
    }};
}
use or_ignore;

per_database!();
