//! A declaration that is wrong, and a key that is not led by the tenant.

use diesel::prelude::*;
use tenant_core::testkit::{Action, Functions, Matrix, RedTeam, Verdict, red_team};

use super::app::{Conn, connect};

diesel::table! {
    assets (company_id, id) {
        company_id -> BigInt,
        id -> BigInt,
        created_by -> BigInt,
        name -> Text,
        serial -> Text,
    }
}

// Wrong: it is the company whose the rows are.
tenant_core::tenant_tables! {
    #[tenant(column = created_by, key = i64)]
    assets;
}

/// Assets made by the users that `created_by` says.
fn attack(created_by: fn(i64) -> i64) -> Matrix {
    attack_with(created_by, |own| own)
}

fn attack_with(
    created_by: fn(i64) -> i64,
    own: impl FnOnce(Functions<Conn, i64, i64>) -> Functions<Conn, i64, i64>,
) -> Matrix {
    let mut team = RedTeam::new(connect());
    team.exempt("campaigns", "another test")
        .exempt("notes", "another test");
    let functions = team
        .tenants(1_i64, 2)
        .table(red_team!(assets), move |conn, company, n| {
            diesel::insert_into(assets::table)
                .values((
                    assets::company_id.eq(company),
                    assets::id.eq(n),
                    assets::created_by.eq(created_by(n)),
                    assets::name.eq(format!("asset {n}")),
                    assets::serial.eq(format!("serial {n}")),
                ))
                .execute(conn)?;
            Ok::<_, diesel::result::Error>(n)
        });
    own(functions);
    team.attack().unwrap()
}

#[test]
fn a_wrong_tenant_column_leaves_a_tenant_without_its_rows() {
    let matrix = attack(|n| 5_000 + n);
    for action in [Action::Read, Action::Find, Action::Update, Action::Delete] {
        let cell = matrix.cell("assets", action).unwrap();
        assert_eq!(cell.verdict, Verdict::NoControl, "{}", matrix.report());
    }
}

#[test]
fn a_wrong_tenant_column_is_crossed_where_its_values_are_tenants_too() {
    let matrix = attack(|_| 1);
    for action in [Action::Read, Action::Find, Action::Update, Action::Delete] {
        let cell = matrix.cell("assets", action).unwrap();
        assert_eq!(cell.verdict, Verdict::Crossed, "{}", matrix.report());
    }
}

#[test]
fn a_row_made_for_the_other_is_not_ones_own_whatever_the_declaration_says() {
    // All rows are the first tenant's, by the wrong column; and the function says
    // nothing of what it did.
    let matrix = attack_with(
        |_| 1,
        |own| {
            own.update(|conn, _, id| {
                let asset = assets::table.filter(assets::id.eq(id));
                let update = diesel::update(asset).set(assets::name.eq("mine"));
                update.execute(conn).map(drop)
            })
        },
    );
    let cell = matrix.cell("assets", Action::Update).unwrap();
    assert_eq!(cell.verdict, Verdict::Crossed, "{}", matrix.report());
}

#[test]
fn a_unique_key_that_is_not_led_by_the_tenant_is_taken() {
    // The primary key is led by the tenant; `serial` is unique for all of them.
    let matrix = attack(|n| if n % 2 == 1 { 1 } else { 2 });
    let cell = matrix.cell("assets", Action::Insert).unwrap();
    assert!(
        cell.why.contains("assets.serial") || cell.why.contains("assets.company_id"),
        "{}",
        cell.why
    );
    assert_eq!(cell.verdict, Verdict::Taken, "{}", matrix.report());
}
