//! Tables that were forgotten, and exemptions that are stale.

use diesel::prelude::*;
use tenant_core::testkit::{Action, Matrix, RedTeam, Verdict, red_team};

use super::app::*;

fn attack_after(sql: &str, exempt: &[&str]) -> Matrix {
    let mut conn = connect();
    if !sql.is_empty() {
        diesel::sql_query(sql).execute(&mut conn).unwrap();
    }
    let mut team = RedTeam::new(conn);
    for table in ["assets", "notes"].iter().chain(exempt) {
        team.exempt(*table, "a test");
    }
    team.tenants(1_i64, 2)
        .table(red_team!(campaigns), |conn, company, n| {
            add_campaign(conn, *company, n)
        });
    team.attack().unwrap()
}

#[track_caller]
fn assert_fault(matrix: &Matrix, part: &str) {
    assert_eq!(matrix.faults.len(), 1, "{:?}", matrix.faults);
    assert!(matrix.faults[0].contains(part), "{:?}", matrix.faults);
    assert!(!matrix.is_isolated());
    assert!(matrix.report().contains(part));
}

#[test]
fn nothing_is_wrong_where_all_is_covered() {
    let matrix = attack_after("", &[]);
    assert!(matrix.is_isolated(), "{}", matrix.report());
}

#[test]
fn a_table_of_no_kind_is_a_fault() {
    let matrix = attack_after("CREATE TABLE forgotten (id INTEGER)", &[]);
    assert_fault(
        &matrix,
        "`forgotten` is in the database, and nothing says whose its rows are",
    );
}

#[test]
fn a_table_of_no_kind_can_be_exempt() {
    let matrix = attack_after("CREATE TABLE forgotten (id INTEGER)", &["forgotten"]);
    assert!(matrix.is_isolated(), "{}", matrix.report());
    assert!(
        matrix.to_string().contains("exempt: forgotten: a test"),
        "{matrix}"
    );
}

#[test]
fn an_exemption_of_a_table_that_is_gone_is_stale() {
    assert_fault(
        &attack_after("", &["forgotten"]),
        "stale: the database has no such table",
    );
}

#[test]
fn an_exemption_of_an_attacked_table_is_stale() {
    assert_fault(
        &attack_after("", &["campaigns"]),
        "stale: it has a red team",
    );
}

#[test]
fn an_exemption_of_a_shared_table_is_stale() {
    assert_fault(
        &attack_after("", &["countries"]),
        "stale: it is declared as shared",
    );
}

#[test]
fn a_declared_table_that_the_database_lacks_is_a_fault() {
    let matrix = attack_after("DROP TABLE countries", &[]);
    assert_fault(&matrix, "`countries` is declared at");
}

#[test]
fn a_declared_table_without_a_red_team_is_untested() {
    let mut team = RedTeam::new(connect());
    team.exempt("assets", "a test")
        .exempt("campaigns", "a test");
    let matrix = team.attack().unwrap();
    assert_eq!(red(&matrix).len(), Action::ALL.len());
    assert!(
        red(&matrix).iter().all(|(table, _, verdict)| {
            (table.as_str(), *verdict) == ("notes", Verdict::Untested)
        })
    );
}

#[test]
fn a_table_with_two_red_teams_is_a_fault() {
    let mut team = RedTeam::new(connect());
    team.exempt("assets", "a test").exempt("notes", "a test");
    let mut companies = team.tenants(1_i64, 2);
    for _ in 0..2 {
        companies.table(red_team!(campaigns), |conn, company, n| {
            add_campaign(conn, *company, n)
        });
    }
    assert_fault(&team.attack().unwrap(), "`campaigns` has two red teams");
}

#[test]
fn shared_tables_are_read_and_not_written() {
    let matrix = attack_after("", &[]);
    for action in Action::ALL {
        let expected = if action.is_read() {
            Verdict::Shared
        } else {
            Verdict::Refused
        };
        assert_eq!(matrix.cell("countries", action).unwrap().verdict, expected);
    }
}

#[test]
fn an_exempt_cell_is_no_failure() {
    let leak = |conn: &mut Conn, _: &i64, _: &i64| campaigns::table.count().get_result::<i64>(conn);
    let matrix = attack(
        connect(),
        |own| {
            own.count(leak)
                .exempt(Action::Count, "a figure for the landing page")
        },
        |own| own,
    );
    assert!(matrix.is_isolated(), "{}", matrix.report());
    let cell = matrix.cell("campaigns", Action::Count).unwrap();
    assert_eq!(
        (cell.verdict, cell.why.as_str()),
        (Verdict::Exempt, "a figure for the landing page")
    );
}

#[test]
fn the_exemption_of_a_cell_that_is_held_is_stale() {
    let matrix = attack(
        connect(),
        |own| own.exempt(Action::Count, "long ago"),
        |own| own,
    );
    assert_fault(&matrix, "the exemption of campaigns × count is stale");
}

#[test]
#[should_panic(expected = "UNTESTED")]
fn a_failure_panics_whatever_the_golden_file_says() {
    let mut team = RedTeam::new(connect());
    team.exempt("assets", "a test")
        .exempt("campaigns", "a test");
    let matrix = team.attack().unwrap();
    let golden = format!("{}/untested.txt", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(&golden, matrix.to_string()).unwrap();
    matrix.assert_isolated(tenant_core::testkit::expect_file![golden]);
}

#[test]
#[should_panic]
fn a_matrix_that_is_not_the_golden_one_panics() {
    let matrix = attack_after("", &[]);
    let golden = format!("{}/other.txt", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(&golden, "another matrix").unwrap();
    matrix.assert_isolated(tenant_core::testkit::expect_file![golden]);
}

#[test]
fn a_matrix_that_is_not_the_golden_one_is_written_beside_it() {
    let file = format!("{}/beside.txt", env!("CARGO_TARGET_TMPDIR"));
    let new = format!("{file}.new");
    let golden = || tenant_core::testkit::expect_file![file.as_str()];
    std::fs::write(&file, "another matrix").unwrap();
    let matrix = attack_after("", &[]);
    std::panic::catch_unwind(|| matrix.assert_isolated(golden())).unwrap_err();
    assert_eq!(std::fs::read_to_string(&new).unwrap(), matrix.to_string());

    // So is one that is a failure, which says where.
    let failing = attack_after("CREATE TABLE forgotten (id INTEGER)", &["campaigns"]);
    let panic = std::panic::catch_unwind(|| failing.assert_isolated(golden())).unwrap_err();
    let said = panic.downcast_ref::<String>().unwrap();
    assert!(
        said.contains(&new) && said.contains("UPDATE_EXPECT=1"),
        "{said}"
    );
    assert_eq!(std::fs::read_to_string(&new).unwrap(), failing.to_string());

    std::fs::write(&file, matrix.to_string()).unwrap();
    matrix.assert_isolated(golden());
    assert!(!std::path::Path::new(&new).exists());
}
