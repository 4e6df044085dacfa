//! No company reaches another's rows, in any table and through the dashboard.

use std::error::Error;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use quickstart::schema::{ads, campaigns, clicks, companies, impressions};
use quickstart::sqlite::{Connection, Db, dashboard, with_new_database};
use tenant_core::danger;
use tenant_core::testkit::{RedTeam, expect_file, red_team};

#[test]
fn no_company_reaches_another() -> Result<(), Box<dyn Error>> {
    let matrix = with_new_database(|conn| {
        // The red team takes the connection, and with it this database.
        let conn = std::mem::replace(conn, diesel::Connection::establish(":memory:")?);
        let mut team = RedTeam::new(conn);
        let mut companies = team.tenants(1_i64, 2);
        companies.set_up(add_company);
        companies.table(red_team!(companies), |_, id, _| QueryResult::Ok(*id));
        companies
            .table(red_team!(campaigns), add_campaign)
            .read(|conn, id, _| as_company(conn, *id, dashboard::campaigns));
        companies
            .table(red_team!(ads), add_ad)
            .join(|conn, id, _| as_company(conn, *id, dashboard::ranked_ads));
        companies
            .table(red_team!(clicks), add_click)
            .count(|conn, id, ad| as_company(conn, *id, |db| dashboard::clicks_of(db, *ad)))
            .delete(|conn, id, ad| as_company(conn, *id, |db| dashboard::forget_clicks(db, *ad)));
        companies.table(red_team!(impressions), add_impression);
        Ok(team.attack()?)
    })?;
    matrix.assert_isolated(expect_file!["isolation.txt"]);
    Ok(())
}

/// Calls a function of the dashboard as a company.
fn as_company<R>(
    conn: &mut Connection,
    id: i64,
    f: impl FnOnce(&mut Db<'_>) -> QueryResult<R>,
) -> Result<R, Box<dyn Error>> {
    let claim = danger::assume_tenant(id, "the isolation test")?;
    Ok(claim.scope(conn, f)?)
}

fn add_company(conn: &mut Connection, id: &i64) -> QueryResult<usize> {
    let values = (
        companies::id.eq(id),
        companies::name.eq(format!("company {id}")),
        companies::created_at.eq(NaiveDateTime::default()),
    );
    diesel::insert_into(companies::table)
        .values(values)
        .execute(conn)
}

fn add_campaign(conn: &mut Connection, company: &i64, n: i64) -> QueryResult<i64> {
    let values = (
        campaigns::company_id.eq(company),
        campaigns::id.eq(n),
        campaigns::name.eq(format!("campaign {n}")),
        campaigns::cost_model.eq("cost_per_click"),
        campaigns::state.eq("running"),
        campaigns::created_at.eq(NaiveDateTime::default()),
    );
    let insert = diesel::insert_into(campaigns::table).values(values);
    insert.execute(conn).map(|_| n)
}

fn add_ad(conn: &mut Connection, company: &i64, n: i64) -> QueryResult<i64> {
    let campaign = add_campaign(conn, company, n)?;
    let values = (
        ads::company_id.eq(company),
        ads::id.eq(n),
        ads::campaign_id.eq(campaign),
        ads::name.eq(format!("ad {n}")),
        ads::created_at.eq(NaiveDateTime::default()),
    );
    let insert = diesel::insert_into(ads::table).values(values);
    insert.execute(conn).map(|_| n)
}

fn add_click(conn: &mut Connection, company: &i64, n: i64) -> QueryResult<i64> {
    let ad = add_ad(conn, company, n)?;
    let values = (
        clicks::company_id.eq(company),
        clicks::id.eq(n),
        clicks::ad_id.eq(ad),
        clicks::clicked_at.eq(NaiveDateTime::default()),
        clicks::user_ip.eq(format!("192.0.2.{}", n % 100)),
        clicks::user_prefix.eq("192.0.2"),
    );
    let insert = diesel::insert_into(clicks::table).values(values);
    insert.execute(conn).map(|_| ad)
}

fn add_impression(conn: &mut Connection, company: &i64, n: i64) -> QueryResult<i64> {
    let ad = add_ad(conn, company, n)?;
    let values = (
        impressions::company_id.eq(company),
        impressions::id.eq(n),
        impressions::ad_id.eq(ad),
        impressions::seen_at.eq(NaiveDateTime::default()),
        impressions::user_ip.eq(format!("192.0.2.{}", n % 100)),
        impressions::user_prefix.eq("192.0.2"),
    );
    let insert = diesel::insert_into(impressions::table).values(values);
    insert.execute(conn).map(|_| ad)
}
