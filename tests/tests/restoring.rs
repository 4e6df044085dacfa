//! What a committed attack did is changed back to the byte, on each database,
//! whatever the rows hold.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test suite: a panic is its report"
)]

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tenant_core::testkit::{Action, Verdict};

diesel::table! {
    restored (id) {
        id -> BigInt,
        company_id -> BigInt,
        words -> Text,
    }
}

diesel::table! {
    restored_lines (id) {
        id -> BigInt,
        restored_id -> BigInt,
    }
}

tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64)]
    restored;
    #[tenant(parent = restored, foreign_key = restored_id)]
    restored_lines;
}

/// Columns that `table!` does not know are changed back too.
const TABLES: &str = "
    CREATE TABLE restored (
        id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL, words @text NOT NULL,
        bytes @bytes DEFAULT @odd_bytes, amount DOUBLE PRECISION DEFAULT 0.1, absent @text,
        day TIMESTAMP DEFAULT '2024-02-29 23:59:59',
        twice BIGINT GENERATED ALWAYS AS (company_id * 2) STORED);
    CREATE TABLE restored_lines (
        id BIGINT PRIMARY KEY,
        restored_id BIGINT NOT NULL REFERENCES restored (id) ON DELETE CASCADE);
    INSERT INTO restored (id, company_id, words) VALUES
        (1, 1, 'it''s'), (2, 2, '\"q\" `b` ü €'), (3, 3, 'two
lines');
    INSERT INTO restored_lines VALUES (1, 1), (2, 2), (3, 3), (4, 3);";

/// Two functions of an application that leak as much as can be, and one that
/// leaves everything.
macro_rules! restores {
    ($Conn:ty, $owner:expr, $app:expr, $schemas:expr, $dump:literal) => {{
        use tenant_core::catalog::Catalog;
        use tenant_core::testkit::{RedTeam, red_team};

        let dump = |conn: &mut $Conn| conn.lines($dump).unwrap();
        let before = dump(&mut $owner);
        assert_eq!(before.len(), 3);
        let schemas: Option<&[&str]> = $schemas;
        let mut team = RedTeam::<$Conn>::committed($owner, $app);
        if let Some(schemas) = schemas {
            team.in_schemas(schemas);
        }
        let make = |conn: &mut $Conn, company: &i64, n: i64| {
            let words = format!("{n}\t'\\'");
            diesel::insert_into(restored::table)
                .values((
                    restored::id.eq(n),
                    restored::company_id.eq(company),
                    restored::words.eq(words),
                ))
                .execute(conn)
        };
        let mut companies = team.tenants(1_i64, 2);
        companies
            .table(red_team!(restored), make)
            .update(|conn, _, _| {
                diesel::update(restored::table)
                    .set(restored::words.eq("lost"))
                    .execute(conn)
            })
            .delete(|conn, _, _| diesel::delete(restored::table).execute(conn));
        companies.table(red_team!(restored_lines), move |conn, company, n| {
            make(conn, company, n)?;
            diesel::insert_into(restored_lines::table)
                .values((restored_lines::id.eq(n), restored_lines::restored_id.eq(n)))
                .execute(conn)
        });
        let matrix = team.attack().unwrap();
        let red: Vec<_> = matrix
            .failures()
            .map(|(table, action, cell)| (table, action, cell.verdict))
            .collect();
        assert_eq!(
            red,
            [
                ("restored", Action::Update, Verdict::Crossed),
                ("restored", Action::Delete, Verdict::Crossed),
            ],
            "{}",
            matrix.report()
        );
        assert_eq!(dump(&mut $owner), before);
    }};
}

fn tables(text: &str, bytes: &str, odd_bytes: &str) -> String {
    TABLES
        .replace("@text", text)
        .replace("@bytes", bytes)
        .replace("@odd_bytes", odd_bytes)
}

#[cfg(feature = "sqlite")]
#[test]
fn on_sqlite() {
    let file = format!("{}/restoring.sqlite", env!("CARGO_TARGET_TMPDIR"));
    let _ = std::fs::remove_file(&file);
    let connect = || {
        let mut conn = SqliteConnection::establish(&file).unwrap();
        conn.batch_execute("PRAGMA foreign_keys = ON").unwrap();
        conn
    };
    connect()
        .batch_execute(&tables("TEXT", "BLOB", "x'00ff27'"))
        .unwrap();
    restores!(
        SqliteConnection,
        connect(),
        connect(),
        None,
        "SELECT r.id || words || hex(bytes) || amount || coalesce(absent, '-') || day || twice
            || (SELECT count(*) FROM restored_lines AS l WHERE l.restored_id = r.id) AS line
         FROM restored AS r ORDER BY r.id"
    );
}

#[cfg(any(feature = "postgres", feature = "mysql"))]
fn url(variable: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| panic!("{variable} is not set: run scripts/test"))
}

#[cfg(feature = "postgres")]
#[test]
fn on_postgres() {
    let connect = |variable: &str| {
        let mut conn = PgConnection::establish(&url(variable)).unwrap();
        conn.batch_execute("SET search_path TO restoring").unwrap();
        conn
    };
    let owner = || connect("TENANT_TEST_POSTGRES_OWNER_URL");
    owner()
        .batch_execute(
            "SET client_min_messages TO warning; DROP SCHEMA IF EXISTS restoring CASCADE;
             CREATE SCHEMA restoring",
        )
        .unwrap();
    owner()
        .batch_execute(&tables("TEXT", "BYTEA", "'\\x00ff27'"))
        .unwrap();
    restores!(
        PgConnection,
        owner(),
        connect("TENANT_TEST_POSTGRES_URL"),
        Some(&["restoring"]),
        "SELECT r.*::text || (SELECT count(*) FROM restored_lines AS l WHERE l.restored_id = r.id)
            AS line
         FROM restored AS r ORDER BY r.id"
    );
    owner()
        .batch_execute("DROP SCHEMA restoring CASCADE")
        .unwrap();
}

#[cfg(feature = "mysql")]
#[test]
fn on_mysql() {
    let owner = || MysqlConnection::establish(&url("TENANT_TEST_MYSQL_OWNER_URL")).unwrap();
    let drop = "DROP TABLE IF EXISTS restored_lines, restored";
    owner().batch_execute(drop).unwrap();
    owner()
        .batch_execute(&tables("VARCHAR(100)", "VARBINARY(9)", "x'00ff27'"))
        .unwrap();
    restores!(
        MysqlConnection,
        owner(),
        MysqlConnection::establish(&url("TENANT_TEST_MYSQL_URL")).unwrap(),
        None,
        "SELECT CONCAT_WS(',', r.id, words, HEX(bytes), amount, COALESCE(absent, '-'), day, twice,
            (SELECT COUNT(*) FROM restored_lines AS l WHERE l.restored_id = r.id)) AS line
         FROM restored AS r ORDER BY r.id"
    );
    owner().batch_execute(drop).unwrap();
}
