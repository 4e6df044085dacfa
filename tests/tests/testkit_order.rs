//! Leaks that depend on how the other tenant's row compares with the attacker's: each
//! way to compare, and each without a predicate and with it.

#![cfg(feature = "sqlite")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test suite: a panic is its report"
)]

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use tenant_core::testkit::{Action, Matrix, RedTeam, Verdict, red_team};

diesel::table! {
    bills (id) {
        id -> BigInt,
        company_id -> BigInt,
        number -> BigInt,
        title -> Text,
        due -> Text,
        paid -> Bool,
        note -> Nullable<Text>,
    }
}

tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64)]
    bills;
}

#[derive(Debug, QueryableByName)]
#[allow(dead_code, reason = "read by Debug")]
struct Line {
    #[diesel(sql_type = Nullable<Text>)]
    line: Option<String>,
}

/// The matrix of bills, with `own` in the place of an action. `in_order` says whether the
/// greater number has the greater values.
fn attack(action: Action, sql: &'static str, in_order: bool) -> Matrix {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.batch_execute(
        "CREATE TABLE bills (id INTEGER PRIMARY KEY, company_id BIGINT NOT NULL,
             number BIGINT NOT NULL, title TEXT NOT NULL, due TEXT NOT NULL,
             paid BOOLEAN NOT NULL, note TEXT)",
    )
    .unwrap();
    let mut team = RedTeam::new(conn);
    team.tenants(1_i64, 2)
        .table(
            red_team!(bills),
            move |conn: &mut SqliteConnection, company, n| {
                let number = if in_order { n } else { 2_000_000 - n };
                let row = (
                    bills::company_id.eq(company),
                    bills::number.eq(number),
                    bills::title.eq(format!("bill {number}")),
                    // As many make them: each row the same.
                    bills::due.eq("2024-02-29"),
                    bills::paid.eq(false),
                );
                let insert = diesel::insert_into(bills::table).values(row);
                insert.returning(bills::id).get_result::<i64>(conn)
            },
        )
        .action(action, move |conn, company, id| {
            let lines = sql
                .replace("$company", &company.to_string())
                .replace("$id", &id.to_string());
            if action.is_read() {
                let lines = diesel::sql_query(lines).load::<Line>(conn);
                lines.map(|lines| format!("{lines:?}"))
            } else {
                let done = diesel::sql_query(lines).execute(conn);
                done.map(|done| done.to_string())
            }
        });
    team.attack().unwrap()
}

/// `$of` stands for the predicate, and `$mine` for the attacker's row.
#[track_caller]
fn is_seen(action: Action, sql: &str) {
    let mine = "(SELECT * FROM bills WHERE company_id = $company AND id = $id) AS mine";
    let of = |predicate: &str| -> &'static str {
        let sql = sql.replace("$of", predicate).replace("$mine", mine);
        Box::leak(sql.into_boxed_str())
    };
    for in_order in [true, false] {
        let leaking = attack(action, of("1 = 1"), in_order);
        let verdict = leaking.cell("bills", action).unwrap().verdict;
        assert_eq!(verdict, Verdict::Crossed, "{sql}: {}", leaking.report());
        let right = attack(action, of("company_id = $company"), in_order);
        assert!(right.is_isolated(), "{sql}: {}", right.report());
    }
}

macro_rules! seen {
    ($($name:ident: $action:ident $sql:literal;)+) => {$(
        #[test]
        fn $name() {
            is_seen(Action::$action, $sql);
        }
    )+};
}

seen! {
    the_smallest: Read "SELECT min(number) || '' AS line FROM bills WHERE $of";
    the_greatest: Read "SELECT max(number) || '' AS line FROM bills WHERE $of";
    the_smallest_key: Find "SELECT min(id) || '' AS line FROM bills WHERE $of";
    the_first_text: Read "SELECT title AS line FROM bills WHERE $of ORDER BY title LIMIT 1";
    the_last_text: Read "SELECT title AS line FROM bills WHERE $of ORDER BY title DESC LIMIT 1";
    a_page_in_the_order_of_insertion: Read "SELECT title AS line FROM bills WHERE $of LIMIT 1";
    the_second_page: Read
        "SELECT (SELECT title FROM bills WHERE $of ORDER BY id LIMIT 1 OFFSET 1) || '' AS line
         FROM bills WHERE company_id = $company";
    the_oldest_of_days_that_are_the_same: Read "SELECT min(due) AS line FROM bills WHERE $of";
    the_newest_of_days_that_are_the_same: Read "SELECT max(due) AS line FROM bills WHERE $of";
    the_place_in_a_ranking: Find
        "SELECT number || ' is ' || (SELECT count(*) FROM bills WHERE $of AND number <= mine.number)
             AS line FROM $mine";
    the_place_among_days_that_are_the_same: Find
        "SELECT number || ' is ' || (SELECT count(*) FROM bills WHERE $of AND due < mine.due) AS line
         FROM $mine";
    the_place_from_the_end: Find
        "SELECT number || ' is ' || (SELECT count(*) FROM bills WHERE $of AND due > mine.due) AS line
         FROM $mine";
    is_there_a_greater_one: Exists
        "SELECT title || EXISTS (SELECT 1 FROM bills WHERE $of AND number > mine.number) AS line
         FROM $mine";
    is_there_a_smaller_one: Exists
        "SELECT title || EXISTS (SELECT 1 FROM bills WHERE $of AND number < mine.number) AS line
         FROM $mine";
    is_there_another_of_this_title: Exists
        "SELECT title || (SELECT count(*) FROM bills WHERE $of AND title = mine.title) AS line
         FROM $mine";
    the_next_one: Find
        "SELECT title || coalesce((SELECT min(number) FROM bills WHERE $of AND number > mine.number),
             'none') AS line FROM $mine";
    is_one_of_them_paid: Find
        "SELECT title || (SELECT max(paid) FROM bills WHERE $of) AS line FROM $mine";
    how_many_are_paid: Find
        "SELECT title || (SELECT count(*) FROM bills WHERE $of AND paid) AS line FROM $mine";
    how_many_have_a_note: Find
        "SELECT title || (SELECT count(*) FROM bills WHERE $of AND note IS NOT NULL) AS line
         FROM $mine";
    the_median: Read
        "SELECT number || '' AS line FROM bills WHERE $of ORDER BY number
         LIMIT 1 OFFSET (SELECT count(*) / 2 FROM bills WHERE $of)";
    above_the_average: Find
        "SELECT title || (mine.number >= (SELECT avg(number) FROM bills WHERE $of)) AS line FROM $mine";
    rows_in_a_window: Read
        "SELECT line FROM (SELECT title || rank() OVER (ORDER BY due) AS line, company_id AS of
                           FROM bills WHERE $of) WHERE of = $company
         UNION ALL SELECT min(number) || '' FROM bills WHERE $of";
    deletes_the_smallest: Delete
        "DELETE FROM bills WHERE id = (SELECT id FROM bills WHERE $of ORDER BY number LIMIT 1)";
    deletes_the_last: Delete
        "DELETE FROM bills WHERE id = (SELECT max(id) FROM bills WHERE $of)";
    changes_the_oldest: Update
        "UPDATE bills SET title = 'oldest'
         WHERE id = (SELECT id FROM bills WHERE $of ORDER BY due, number LIMIT 1)";
    writes_a_place_into_its_own_row: Update
        "UPDATE bills SET title = 'number ' || (SELECT count(*) FROM bills AS b WHERE $of
             AND b.number <= bills.number) WHERE id = $id AND company_id = $company";
    numbers_by_the_greatest_of_all: Insert
        "INSERT INTO bills (company_id, number, title, due, paid)
         SELECT $company, coalesce(max(number), 0) + 1, 'new', '', 0 FROM bills WHERE $of";
}

#[test]
fn what_a_right_function_answers_differently_each_time_is_not_accused() {
    for sql in [
        "SELECT title || ' ' || random() AS line FROM bills WHERE id = $id AND company_id = $company",
        "SELECT line FROM (SELECT title || ' and ' || number AS line FROM bills
             WHERE id = $id AND company_id = $company
             UNION ALL SELECT '1 ' || number FROM bills WHERE id = $id AND company_id = $company)
         ORDER BY random()",
    ] {
        let matrix = attack(Action::Find, sql, true);
        assert!(matrix.is_isolated(), "{}", matrix.report());
    }
}

#[test]
fn what_leaks_beside_what_differs_each_time_is_crossed() {
    let matrix = attack(
        Action::Find,
        "SELECT title || ' ' || random() || ' ' || (SELECT count(*) FROM bills) AS line FROM bills
         WHERE id = $id AND company_id = $company",
        true,
    );
    let cell = matrix.cell("bills", Action::Find).unwrap();
    assert_eq!(cell.verdict, Verdict::Crossed, "{}", matrix.report());
}

#[test]
fn what_is_written_at_random_is_not_accused() {
    let matrix = attack(
        Action::Update,
        "UPDATE bills SET title = random() WHERE id = $id AND company_id = $company",
        true,
    );
    assert!(matrix.is_isolated(), "{}", matrix.report());
}
