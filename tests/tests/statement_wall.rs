//! The statement wall on plain connections: what it sees, and what it does.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test suite: a panic is its report"
)]
#![cfg(feature = "sqlite")]

use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tenant_core::lookup::look_up;
use tenant_core::statements::{Dialect, Kind, Mode, StatementWall, declared_tables};
use tenant_core::{danger, tenant_tables};
use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, Subscriber, span};

diesel::table! {
    campaigns (id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    notes (id) {
        id -> BigInt,
        campaign_id -> BigInt,
        body -> Text,
    }
}

tenant_tables! {
    #[tenant(column = company_id, key = i64, look_up(name))]
    campaigns;
    #[tenant(parent = campaigns, foreign_key = campaign_id)]
    notes;
}

fn connection(mode: Mode) -> (SqliteConnection, StatementWall) {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.batch_execute(
        "CREATE TABLE campaigns (id INTEGER PRIMARY KEY, company_id BIGINT NOT NULL, name TEXT NOT NULL);
         CREATE TABLE notes (id INTEGER PRIMARY KEY, campaign_id BIGINT NOT NULL, body TEXT NOT NULL);
         INSERT INTO campaigns VALUES (1, 1, 'a'), (2, 2, 'b');",
    )
    .unwrap();
    let wall = StatementWall::new(declared_tables(Dialect::Sqlite), mode);
    conn.set_instrumentation(wall.clone());
    (conn, wall)
}

fn everybody(conn: &mut SqliteConnection) -> QueryResult<i64> {
    campaigns::table.count().get_result(conn)
}

fn own(conn: &mut SqliteConnection) -> QueryResult<i64> {
    let own = campaigns::table.filter(campaigns::company_id.eq(1));
    own.count().get_result(conn)
}

#[track_caller]
fn denied<R>(conn: &mut SqliteConnection, f: impl FnOnce(&mut SqliteConnection) -> R) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| f(conn))).err();
    *panic
        .expect("the statement is denied")
        .downcast::<String>()
        .unwrap()
}

#[test]
fn a_plain_statement_over_every_tenant_is_not_sent() {
    let (mut conn, _) = connection(Mode::Deny);
    assert_eq!(own(&mut conn).unwrap(), 1);
    let message = denied(&mut conn, everybody);
    assert!(
        message.contains("`campaigns` is read for every tenant"),
        "{message}"
    );

    let all = diesel::delete(campaigns::table);
    denied(&mut conn, |conn| all.execute(conn));
    conn.set_instrumentation(None::<StatementWall>);
    assert_eq!(everybody(&mut conn).unwrap(), 2);
}

#[test]
fn raw_sql_and_batches_are_seen() {
    let (mut conn, _) = connection(Mode::Deny);
    denied(&mut conn, |conn| {
        diesel::sql_query("SELECT * FROM notes").execute(conn)
    });
    denied(&mut conn, |conn| {
        conn.batch_execute("DELETE FROM campaigns")
    });
    let fragment = diesel::dsl::sql::<diesel::sql_types::Bool>("1 = 1 OR company_id = 1");
    let query = campaigns::table.filter(fragment).select(campaigns::id);
    denied(&mut conn, |conn| query.load::<i64>(conn));
}

#[test]
fn transactions_pass() {
    let (mut conn, wall) = connection(Mode::Deny);
    let counted = conn.transaction(|conn| conn.transaction(own));
    assert_eq!(counted.unwrap(), 1);
    assert_eq!(wall.report().sent, 5);
}

#[test]
fn a_wall_that_collects_says_which_and_how_often_and_from_where() {
    let (mut conn, wall) = connection(Mode::Collect);
    for _ in 0..3 {
        own(&mut conn).unwrap();
    }
    for _ in 0..2 {
        everybody(&mut conn).unwrap();
    }
    let report = wall.report();
    assert_eq!((report.sent, report.texts), (5, 2));
    let [leak] = report.statements.as_slice() else {
        panic!("{report}");
    };
    assert_eq!(leak.sql, "SELECT COUNT(*) FROM `campaigns`");
    assert_eq!(leak.sent, 2);
    assert_eq!(leak.findings[0].kind, Kind::NotBound);
    assert_eq!(leak.findings[0].table.as_deref(), Some("campaigns"));
    assert!(
        leak.from[0].contains("statement_wall::everybody"),
        "{:?}",
        leak.from
    );

    let text = report.to_string();
    assert!(
        text.contains("2 times: SELECT COUNT(*) FROM `campaigns`"),
        "{text}"
    );
    let data = serde_json::to_value(&report).unwrap();
    assert_eq!(data["statements"][0]["findings"][0]["kind"], "NotBound");
}

#[test]
fn texts_that_differ_in_their_binds_are_one() {
    let (mut conn, wall) = connection(Mode::Collect);
    for id in 0..4_i64 {
        let one = campaigns::table.filter(campaigns::company_id.eq(id));
        one.count().get_result::<i64>(&mut conn).unwrap();
    }
    assert_eq!((wall.report().sent, wall.report().texts), (4, 1));
}

#[test]
fn look_ups_and_reasons_are_counted_only() {
    let (mut conn, wall) = connection(Mode::Deny);
    let claim = look_up(campaigns::name, "b").claim(&mut conn).unwrap();
    assert_eq!(*claim.key(), 2);
    let all = danger::across_tenants(&mut conn, "a nightly count", everybody).unwrap();
    assert_eq!(all.unwrap(), 2);
    assert_eq!((wall.report().sent, wall.report().sanctioned), (0, 2));
    denied(&mut conn, everybody);
}

/// Keeps the fields of each event.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<String>>>);

impl Visit for Kept {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.lock().unwrap().push(format!("{field}: {value:?}"));
    }
}

impl Subscriber for Kept {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() == tracing::Level::WARN
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

#[test]
fn a_wall_that_warns_makes_an_event_of_each_finding() {
    let (mut conn, _) = connection(Mode::Warn);
    let kept = Kept::default();
    let count = tracing::subscriber::with_default(kept.clone(), || {
        own(&mut conn).unwrap();
        everybody(&mut conn).unwrap()
    });
    assert_eq!(count, 2);
    let events = kept.0.lock().unwrap().join("\n");
    assert_eq!(
        events.matches("is read for every tenant").count(),
        1,
        "{events}"
    );
    assert!(
        events.contains("sql: \"SELECT COUNT(*) FROM `campaigns`\""),
        "{events}"
    );
    assert!(events.contains("table: \"campaigns\""), "{events}");
}
