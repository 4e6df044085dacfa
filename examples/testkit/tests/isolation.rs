//! No company reaches another's rows.

use diesel::prelude::*;
use tenant_core::testkit::{RedTeam, expect_file, red_team};
use testkit_example as app;
use testkit_example::schema::{campaigns, notes};

#[test]
fn no_company_reaches_another() -> Result<(), Box<dyn std::error::Error>> {
    let mut conn = SqliteConnection::establish(":memory:")?;
    app::create_tables(&mut conn)?;

    let mut team = RedTeam::new(conn);
    let mut companies = team.tenants(1_i64, 2);
    companies
        .table(red_team!(campaigns), |conn, company, n| {
            app::add_campaign(conn, *company, &format!("campaign {n}"))
        })
        .find(|conn, company, id| app::campaign(conn, *company, *id))
        .update(|conn, company, id| app::rename(conn, *company, *id, "taken over"));
    companies
        .table(red_team!(notes), |conn, company, n| {
            let campaign = app::add_campaign(conn, *company, "with a note")?;
            app::add_note(conn, *company, campaign, &format!("note {n}")).map(|_| campaign)
        })
        .read(|conn, company, _| app::all_notes(conn, *company))
        .insert(|conn, company, campaign| app::add_note(conn, *company, *campaign, "mine"));

    team.attack()?
        .assert_isolated(expect_file!["isolation.txt"]);
    Ok(())
}
