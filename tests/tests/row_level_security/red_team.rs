//! The red team where policies hold the rows back: the generated cells are bound, and the
//! application's functions stand behind both walls.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tenant_core::testkit::{Action, Matrix, RedTeam, Verdict, red_team};

use crate::database::{Database, claim, raw};
use crate::schema::{campaigns, notes};

const POLICIES: &str = "DO $$ DECLARE p record; BEGIN
    FOR p IN SELECT policyname FROM pg_policies WHERE tablename = 'campaigns' LOOP
        EXECUTE format('DROP POLICY %I ON campaigns', p.policyname);
    END LOOP; END $$;
    CREATE POLICY everybody ON campaigns USING (true) WITH CHECK (true)";

/// The matrix, with a function that counts with or without its predicate.
fn attack(database: &Database, counts: fn(&mut PgConnection, i64) -> QueryResult<i64>) -> Matrix {
    let mut team = RedTeam::committed(database.superuser(), database.app());
    let mut companies = team.tenants(1_i64, 2);
    companies.bound();
    companies
        .table(red_team!(campaigns), |conn, company, n| {
            let row = (
                campaigns::id.eq(n),
                campaigns::company_id.eq(company),
                campaigns::name.eq(format!("campaign {n}")),
            );
            let insert = diesel::insert_into(campaigns::table).values(row);
            insert.execute(conn).map(|_| n)
        })
        .count(move |conn, company, _| {
            claim(*company).scope_bound(conn, |db| counts(raw(db), *company))
        });
    companies.table(red_team!(notes), |conn, company, n| {
        let campaign = (
            campaigns::id.eq(n),
            campaigns::company_id.eq(company),
            campaigns::name.eq(format!("campaign {n}")),
        );
        diesel::insert_into(campaigns::table)
            .values(campaign)
            .execute(conn)?;
        let note = (
            notes::id.eq(n),
            notes::campaign_id.eq(n),
            notes::name.eq(format!("note {n}")),
        );
        diesel::insert_into(notes::table)
            .values(note)
            .execute(conn)
            .map(|_| n)
    });
    team.attack().unwrap()
}

fn of_company(conn: &mut PgConnection, company: i64) -> QueryResult<i64> {
    let own = campaigns::table.filter(campaigns::company_id.eq(company));
    own.count().get_result(conn)
}

fn of_all(conn: &mut PgConnection, _: i64) -> QueryResult<i64> {
    campaigns::table.count().get_result(conn)
}

#[track_caller]
fn assert_cells(matrix: &Matrix, count: Verdict) {
    for (table, action, _) in matrix.failures() {
        let is_ours = ["campaigns", "notes"].contains(&table);
        let is_count = (table, action) == ("campaigns", Action::Count);
        assert!(!is_ours || is_count, "{}", matrix.report());
    }
    let cell = matrix.cell("campaigns", Action::Count).unwrap();
    assert_eq!(cell.verdict, count, "{}", matrix.report());
    let read = matrix.cell("notes", Action::Read).unwrap();
    assert_eq!(read.verdict, Verdict::Held, "{}", matrix.report());
    assert!(matrix.notes.is_empty(), "{:?}", matrix.notes);
}

#[test]
fn a_predicate_that_is_missing_shows_where_the_policy_is_missing_too() {
    let database = Database::walled();
    assert_cells(&attack(&database, of_company), Verdict::Held);
    assert_cells(&attack(&database, of_all), Verdict::Held);
    database.superuser().batch_execute(POLICIES).unwrap();
    assert_cells(&attack(&database, of_company), Verdict::Held);
    assert_cells(&attack(&database, of_all), Verdict::Crossed);
}

#[track_caller]
fn assert_error(team: RedTeam<PgConnection>, part: &str) {
    let error = team.attack().unwrap_err().to_string();
    assert!(error.contains(part), "{error}");
}

#[test]
fn connections_with_which_nothing_would_be_shown_are_an_error() {
    let database = Database::walled();
    assert_error(
        RedTeam::new(database.app()),
        "RedTeam::committed(observer, conn)",
    );
    assert_error(
        RedTeam::committed(database.app(), database.app()),
        "connect the observer",
    );
    assert_error(
        RedTeam::committed(database.superuser(), database.app()),
        "write `bound()`",
    );
    let mut team = RedTeam::committed(database.superuser(), database.superuser());
    team.tenants(1_i64, 2).bound();
    assert_error(team, "as the application's role");
}
