//! Keys that the database makes up, and names that two tables have.

use diesel::connection::SimpleConnection;
use diesel::expression::AppearsOnTable;
use diesel::prelude::*;
use diesel::query_builder::{NoFromClause, QueryFragment, QueryId};
use diesel::sql_types::BigInt;
use diesel::sqlite::Sqlite;
use std::panic::{RefUnwindSafe, UnwindSafe};
use tenant_core::prelude::*;
use tenant_core::statements::{Dialect, declared_tables};
use tenant_core::wall::Within;

use super::tenant;

diesel::table! {
    users (id) {
        id -> BigInt,
        company_id -> BigInt,
    }
}
diesel::table! {
    /// Its foreign key is its primary key.
    profiles (user_id) {
        user_id -> BigInt,
        bio -> Text,
    }
}
mod archive {
    diesel::table! {
        archive.folders (id) {
            id -> BigInt,
            company_id -> BigInt,
            folder_id -> BigInt,
        }
    }
}
diesel::table! {
    /// Its parent has its name, in a schema.
    folders (id) {
        id -> BigInt,
        folder_id -> BigInt,
    }
}
diesel::table! {
    scores (id) {
        id -> Integer,
        company_id -> BigInt,
        score -> BigInt,
    }
}

tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64)]
    users;
    #[tenant(parent = users, foreign_key = user_id)]
    profiles;
    #[tenant(column = company_id, key = i64)]
    archive::folders;
    #[tenant(parent = archive::folders, foreign_key = folder_id)]
    folders;
    #[tenant(column = company_id, key = i64)]
    scores;
}

fn connect(tables: &str) -> SqliteConnection {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.batch_execute("PRAGMA foreign_keys = ON").unwrap();
    conn.batch_execute(tables).unwrap();
    conn
}

#[test]
fn no_key_is_made_up_for_a_row_whose_parent_is_not_there() {
    let mut conn = connect(
        "CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL, company_id BIGINT NOT NULL);
         CREATE TABLE profiles (
             user_id INTEGER PRIMARY KEY NOT NULL REFERENCES users (id), bio TEXT NOT NULL);
         INSERT INTO users VALUES (1, 1), (2, 2), (3, 1);
         INSERT INTO profiles VALUES (1, 'of 1')",
    );
    tenant(1).scope(&mut conn, |db| {
        let insert = db
            .insert_into(profiles::table)
            .values((profiles::user_id.eq(1), profiles::bio.eq("by 1")));
        let sql = diesel::debug_query::<Sqlite, _>(&insert).to_string();
        let (sql, _) = sql.split_once(" -- binds").unwrap();
        assert_eq!(declared_tables(Dialect::Sqlite).check(sql), [], "{sql}");
        // PostgreSQL makes up no key, and has no text for a number.
        #[cfg(feature = "postgres")]
        {
            let sql = diesel::debug_query::<diesel::pg::Pg, _>(&insert).to_string();
            assert!(!sql.contains("COALESCE"), "{sql}");
        }
    });
    for user in [2, 77] {
        let inserted = tenant(1).scope(&mut conn, |db| {
            db.insert_into(profiles::table)
                .values((profiles::user_id.eq(user), profiles::bio.eq("by 1")))
                .execute(db)
        });
        match inserted.unwrap_err() {
            diesel::result::Error::QueryBuilderError(error) => {
                assert!(error.is::<tenant_core::write::MissingParent>(), "{error}");
            }
            error => panic!("{error:?}"),
        }
    }
    let own = tenant(1).scope(&mut conn, |db| {
        db.insert_into(profiles::table)
            .values(vec![(profiles::user_id.eq(3), profiles::bio.eq("by 1"))])
            .execute(db)
    });
    assert_eq!(own, Ok(1));
    let rows = profiles::table
        .order(profiles::user_id)
        .load::<(i64, String)>(&mut conn);
    let own = [(1, "of 1".to_owned()), (3, "by 1".to_owned())];
    assert_eq!(rows.unwrap(), own);
}

#[test]
fn a_parent_of_the_childs_name_in_a_schema_does_not_capture_the_foreign_key() {
    let mut conn = connect(
        "ATTACH ':memory:' AS archive;
         CREATE TABLE archive.folders (
             id INTEGER PRIMARY KEY NOT NULL, company_id BIGINT NOT NULL, folder_id BIGINT NOT NULL);
         CREATE TABLE folders (id INTEGER PRIMARY KEY NOT NULL, folder_id BIGINT NOT NULL);
         INSERT INTO archive.folders VALUES (1, 1, 1), (2, 2, 2);
         INSERT INTO folders VALUES (10, 1), (20, 2)",
    );
    tenant(1).scope(&mut conn, |db| {
        let own = folders::table.for_tenant(db.tenant()).select(folders::id);
        assert_eq!(own.load::<i64>(db).unwrap(), [10]);
        let moved = db
            .update(folders::table)
            .set(folders::id.eq(folders::id + 1));
        assert_eq!(moved.execute(db), Ok(1));
        assert_eq!(db.delete(folders::table).execute(db), Ok(1));
    });
    let left = folders::table.load::<(i64, i64)>(&mut conn);
    assert_eq!(left.unwrap(), [(20, 2)]);
}

/// Values of any form, whose SQL a type does not tell.
trait Value:
    Expression<SqlType = BigInt>
    + QueryFragment<Sqlite>
    + for<'t> AppearsOnTable<Within<'t>>
    + AppearsOnTable<NoFromClause>
    + UnwindSafe
    + RefUnwindSafe
{
}

impl<T> Value for T where
    T: Expression<SqlType = BigInt>
        + QueryFragment<Sqlite>
        + for<'t> AppearsOnTable<Within<'t>>
        + AppearsOnTable<NoFromClause>
        + UnwindSafe
        + RefUnwindSafe
{
}

impl QueryId for dyn Value {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

#[test]
fn arrays_of_values_that_are_not_known_by_type_do_not_share_a_cached_statement() {
    let mut conn = connect(
        "CREATE TABLE scores (
             id INTEGER PRIMARY KEY, company_id BIGINT NOT NULL, score BIGINT NOT NULL)",
    );
    let one = |value: i64| -> Box<dyn Value> { Box::new(value.into_sql::<BigInt>()) };
    let sum = |a: i64, b: i64| -> Box<dyn Value> { Box::new(a.into_sql::<BigInt>() + b) };
    tenant(1).scope(&mut conn, |db| {
        for rows in [[one(10), one(11)], [sum(5, 2), one(9)], [one(12), one(13)]] {
            let rows = rows.map(|value| scores::score.eq(value));
            let inserted = db.insert_into(scores::table).values(rows).execute(db);
            assert_eq!(inserted, Ok(2));
        }
    });
    let rows = scores::table
        .order(scores::id)
        .select((scores::company_id, scores::score))
        .load::<(i64, i64)>(&mut conn);
    assert_eq!(
        rows.unwrap(),
        [10, 11, 7, 9, 12, 13].map(|score| (1, score))
    );
}
