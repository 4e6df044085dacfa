//! How many statements an insert is, and which the connection keeps prepared.

use std::sync::{Arc, Mutex};

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::query_builder::{QueryFragment, QueryId};
use diesel::sql_types::BigInt;
use diesel::sqlite::Sqlite;
use tenant_core::prelude::*;

use super::{NewCampaign, campaigns, connect, notes, tenant};

/// The statements that `f` sends, transactions among them.
fn sent(f: impl FnOnce(&mut SqliteConnection)) -> Vec<String> {
    let (mut conn, seen) = (connect(), Arc::new(Mutex::new(Vec::new())));
    let sink = Arc::clone(&seen);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            sink.lock().unwrap().push(query.to_string());
        }
    });
    f(&mut conn);
    drop(conn);
    let mut seen = seen.lock().unwrap();
    std::mem::take(&mut *seen)
}

fn campaign(id: i64, budget: Option<i64>) -> NewCampaign {
    NewCampaign {
        id,
        name: "New".to_owned(),
        budget,
    }
}

#[test]
fn rows_of_one_shape_are_sent_in_one_statement() {
    let row = |id| (campaigns::id.eq(id), campaigns::name.eq("New"));
    let statements = sent(|conn| {
        tenant(1).scope(conn, |db| {
            let rows = vec![row(30), row(31)];
            let inserted = db.insert_into(campaigns::table).values(&rows).execute(db);
            assert_eq!(inserted, Ok(2));
            let upserted = db
                .insert_into(campaigns::table)
                .values(&rows)
                .on_conflict(campaigns::id)
                .do_nothing()
                .execute(db);
            assert_eq!(upserted, Ok(0));
            let returned = db
                .insert_into(campaigns::table)
                .values(vec![row(32), row(33)])
                .returning(campaigns::id)
                .load::<i64>(db);
            assert_eq!(returned.unwrap(), [32, 33]);
        });
    });
    assert_eq!(statements.len(), 3, "{statements:#?}");
}

#[test]
fn rows_of_two_shapes_are_sent_one_by_one_in_a_transaction() {
    let statements = sent(|conn| {
        tenant(1).scope(conn, |db| {
            let rows = vec![campaign(30, Some(1)), campaign(31, None)];
            let inserted = db.insert_into(campaigns::table).values(&rows).execute(db);
            assert_eq!(inserted, Ok(2));
        });
    });
    assert_eq!(statements.len(), 4, "{statements:#?}");
}

#[test]
fn one_row_needs_no_transaction() {
    let statements = sent(|conn| {
        tenant(1).scope(conn, |db| {
            let rows = [campaign(30, None)];
            let inserted = db.insert_into(campaigns::table).values(&rows).execute(db);
            assert_eq!(inserted, Ok(1));
        });
    });
    assert_eq!(statements.len(), 1, "{statements:#?}");
}

#[test]
fn no_rows_are_no_rows_in_every_form() {
    let statements = sent(|conn| {
        tenant(1).scope(conn, |db| {
            let rows: Vec<NewCampaign> = Vec::new();
            let id = db.tenant();
            let none = || id.insert_into(campaigns::table).values(&rows);
            assert_eq!(none().execute(db), Ok(0));
            assert_eq!(none().on_conflict_do_nothing().execute(db), Ok(0));
            let returning = none().returning(campaigns::id);
            assert_eq!(returning.load::<i64>(db), Ok(vec![]));
            let upsert = none().on_conflict_do_nothing();
            let returning = upsert.returning(campaigns::id);
            assert_eq!(returning.load::<i64>(db), Ok(vec![]));
        });
    });
    // Those that return rows ask for none.
    let asked = statements.iter().all(|sql| sql.contains("WHERE 1=0"));
    assert!(asked && statements.len() == 2, "{statements:#?}");
}

#[test]
fn a_row_of_defaults_has_no_column_but_the_tenants() {
    diesel::table! {
        scores (id) {
            id -> Integer,
            company_id -> BigInt,
            score -> BigInt,
        }
    }
    tenant_core::tenant_tables! {
        #[tenant(column = company_id, key = i64)]
        scores;
    }
    #[derive(Insertable, TenantRecord)]
    #[diesel(table_name = scores)]
    struct NewScore {
        score: Option<i64>,
    }
    let mut conn = connect();
    let table = "CREATE TABLE scores (
        id INTEGER PRIMARY KEY, company_id BIGINT NOT NULL, score BIGINT NOT NULL DEFAULT 7)";
    conn.batch_execute(table).unwrap();
    tenant(1).scope(&mut conn, |db| {
        let none = NewScore { score: None };
        #[cfg(feature = "postgres")]
        {
            let insert = db.insert_into(scores::table).values(&none);
            let sql = diesel::debug_query::<diesel::pg::Pg, _>(&insert).to_string();
            let columns = "(\"company_id\", \"score\") VALUES ($1, DEFAULT)";
            assert!(sql.contains(columns), "{sql}");
        }
        let one = db.insert_into(scores::table).values(none).execute(db);
        assert_eq!(one, Ok(1));
        let two = [Some(8), None].map(|score| NewScore { score });
        let two = db.insert_into(scores::table).values(two).execute(db);
        assert_eq!(two, Ok(2));
    });
    let rows = scores::table
        .order(scores::id)
        .load::<(i32, i64, i64)>(&mut conn);
    assert_eq!(rows.unwrap(), [(1, 1, 7), (2, 1, 8), (3, 1, 7)]);
}

/// Does the connection keep the statement, once it is prepared?
fn kept(statement: &impl QueryFragment<Sqlite>) -> bool {
    statement.is_safe_to_cache_prepared(&Sqlite).unwrap()
}

/// And does it find it again by its type?
fn known_by_type<Q: QueryId>(_: &Q) -> bool {
    Q::HAS_STATIC_QUERY_ID
}

#[test]
fn a_statement_is_kept_where_its_type_tells_the_sql() {
    let mut conn = connect();
    tenant(1).scope(&mut conn, |db| {
        let insert = || db.insert_into(campaigns::table);
        let row = || (campaigns::id.eq(30), campaigns::name.eq("New"));
        assert!(kept(&insert().values([row()])));
        assert!(!kept(&insert().values(vec![row()])));
        assert!(!kept(&insert().values([campaign(30, None)])));

        let raw = || diesel::dsl::sql::<BigInt>("1");
        assert!(known_by_type(&insert().values(row())));
        assert!(!known_by_type(&insert().values(campaigns::id.eq(raw()))));

        let notes = || notes::table.for_tenant(db.tenant());
        let select = insert().values(notes().select(notes::id));
        assert!(known_by_type(&select.into_columns(campaigns::id)));
        let raw = insert().values(notes().select(raw()));
        assert!(!known_by_type(&raw.into_columns(campaigns::id)));
    });
}
