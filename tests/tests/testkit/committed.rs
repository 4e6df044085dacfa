//! Rows that are committed, for what has a connection of its own; and changed
//! back, on each database.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tenant_core::catalog::Catalog;
use tenant_core::testkit::{Action, RedTeam, Verdict, red_team};

use super::app::{Conn, TABLES, add_campaign, campaigns, red};

/// A database in a file, which several connections share.
pub fn database(name: &str) -> impl Fn() -> Conn + Clone + 'static {
    let file = format!("{}/{name}.sqlite", env!("CARGO_TARGET_TMPDIR"));
    let _ = std::fs::remove_file(&file);
    let connect = move || Conn::establish(&file).unwrap();
    connect().batch_execute(TABLES).unwrap();
    connect
}

/// All rows of all tables.
fn dump(conn: &mut Conn) -> Vec<String> {
    let tables = conn.tables().unwrap();
    let mut rows = Vec::new();
    for table in tables {
        let columns: Vec<_> = table
            .columns
            .iter()
            .map(|column| format!("quote({})", column.name))
            .collect();
        let query = format!(
            "SELECT {} AS line FROM {}",
            columns.join(" || ', ' || "),
            table.name.name
        );
        rows.extend(conn.lines(&query).unwrap());
    }
    rows
}

fn team(connect: &impl Fn() -> Conn) -> RedTeam<Conn> {
    let mut team = RedTeam::committed(connect(), connect());
    team.exempt("assets", "another test")
        .exempt("notes", "another test");
    team
}

#[test]
fn a_function_with_a_connection_of_its_own_is_attacked() {
    for leaks in [false, true] {
        let connect = database("own-connection");
        let before = dump(&mut connect());
        let mut team = team(&connect);
        let own = connect.clone();
        team.tenants(1_i64, 2)
            .table(red_team!(campaigns), |conn, company, n| {
                add_campaign(conn, *company, n)
            })
            .delete(move |_, company, id| {
                let row = campaigns::table.find(*id).into_boxed();
                let row = if leaks {
                    row
                } else {
                    row.filter(campaigns::company_id.eq(*company))
                };
                let found = row.select(campaigns::id).load::<i64>(&mut own())?;
                diesel::delete(campaigns::table.filter(campaigns::id.eq_any(found)))
                    .execute(&mut own())
            });
        let matrix = team.attack().unwrap();
        let expected: &[_] = match leaks {
            false => &[],
            true => &[("campaigns".to_owned(), Action::Delete, Verdict::Crossed)],
        };
        assert_eq!(red(&matrix), expected, "{}", matrix.report());
        assert_eq!(dump(&mut connect()), before);
    }
}

#[test]
fn in_one_transaction_such_a_function_has_no_control() {
    let connect = database("not-committed");
    let before = dump(&mut connect());
    let mut team = RedTeam::new(connect());
    team.exempt("assets", "another test")
        .exempt("notes", "another test");
    let own = connect.clone();
    team.tenants(1_i64, 2)
        .table(red_team!(campaigns), |conn, company, n| {
            add_campaign(conn, *company, n)
        })
        .find(move |_, _, id| {
            campaigns::table
                .find(*id)
                .select(campaigns::name)
                .first::<String>(&mut own())
        });
    let matrix = team.attack().unwrap();
    assert_eq!(
        red(&matrix),
        [("campaigns".to_owned(), Action::Find, Verdict::NoControl)]
    );
    assert_eq!(dump(&mut connect()), before);
}
