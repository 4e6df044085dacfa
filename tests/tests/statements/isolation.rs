//! The red team of the test kit, on every table that is declared.

use diesel::prelude::*;
use tenant_core::registry::tables;
use tenant_core::testkit::{Action, Matrix, RedTeam, Verdict, expect_file, red_team};

use super::{Conn, DIALECT, connect};
use crate::golden::Dialect;
use crate::models::{CampaignForm, Company, Handle};
use crate::schema::billing::invoices;
use crate::schema::*;
use crate::seed::TABLES;

const ATTACKER: i64 = 101;
const ATTACKED: i64 = 102;

fn company(conn: &mut Conn, id: &i64) -> QueryResult<usize> {
    let host = format!("{id}.test");
    let values = (
        companies::id.eq(id),
        companies::name.eq(&host),
        companies::host.eq(&host),
    );
    diesel::insert_into(companies::table)
        .values(values)
        .execute(conn)
}

fn campaign(conn: &mut Conn, company: &i64, n: i64) -> QueryResult<i64> {
    let text = format!("campaign {n}");
    let values = (
        campaigns::id.eq(n),
        campaigns::company_id.eq(company),
        campaigns::slug.eq(&text),
        campaigns::name.eq(&text),
    );
    diesel::insert_into(campaigns::table)
        .values(values)
        .execute(conn)?;
    Ok(n)
}

fn note(conn: &mut Conn, company: &i64, n: i64) -> QueryResult<i64> {
    let campaign = campaign(conn, company, n)?;
    let values = (
        notes::id.eq(n),
        notes::campaign_id.eq(campaign),
        notes::body.eq(format!("note {n}")),
    );
    diesel::insert_into(notes::table)
        .values(values)
        .execute(conn)?;
    Ok(n)
}

fn template(conn: &mut Conn, company: &i64, n: i64) -> QueryResult<i64> {
    let values = (
        templates::id.eq(n),
        templates::company_id.eq(company),
        templates::title.eq(format!("template {n}")),
    );
    diesel::insert_into(templates::table)
        .values(values)
        .execute(conn)?;
    Ok(n)
}

/// A closure that makes a row: its values, from the tenant and the number.
macro_rules! row {
    ($table:path: |$tenant:ident, $n:ident| $values:expr) => {
        |conn: &mut Conn, $tenant, $n| {
            diesel::insert_into($table).values($values).execute(conn)
        }
    };
    ($table:path: under $parent:ident |$of:ident, $n:ident| $values:expr) => {
        |conn: &mut Conn, tenant: &i64, $n| {
            let $of = $parent(conn, tenant, $n)?;
            diesel::insert_into($table).values($values).execute(conn)
        }
    };
}

/// The red team of all tables, without those of `skipped`.
fn red_team(skipped: &[&str]) -> RedTeam<Conn> {
    let mut team = RedTeam::new(connect());
    if DIALECT == Dialect::Postgres {
        team.in_schemas(&["statements"]);
    }
    for key in [
        "campaign_tags.campaign_id",
        "notes.campaign_id",
        "replies.note_id",
        "template_lines.template_id",
    ] {
        team.exempt(key, "the tests make rows without parents");
    }
    let mut companies = team.tenants(ATTACKER, ATTACKED);
    companies.set_up(company);
    companies.table(red_team!(companies as Company), |_, id, _| {
        Ok::<_, diesel::result::Error>(*id)
    });
    companies.table(red_team!(campaigns as CampaignForm), campaign);
    companies.table(
        red_team!(ads),
        row!(ads::table: under campaign |id, n| (
            ads::company_id.eq(tenant_of(n)),
            ads::id.eq(n),
            ads::campaign_id.eq(id),
            ads::title.eq(format!("ad {n}")),
            ads::cost.eq(n),
        )),
    );
    companies.table(
        red_team!(clicks),
        row!(clicks::table: |company, n| (
            clicks::company_id.eq(company),
            clicks::id.eq(n),
            clicks::ad_id.eq(n),
            clicks::geo_id.eq(1),
        )),
    );
    companies.table(red_team!(notes), note);
    companies.table(
        red_team!(replies),
        row!(replies::table: under note |id, n| (
            replies::id.eq(n),
            replies::note_id.eq(id),
            replies::body.eq(format!("reply {n}")),
            replies::likes.eq(n),
        )),
    );
    if !skipped.contains(&"campaign_tags") {
        companies.table(
            red_team!(campaign_tags),
            row!(campaign_tags::table: under campaign |id, n| (
                campaign_tags::campaign_id.eq(id),
                campaign_tags::tag.eq(format!("tag {n}")),
            )),
        );
    }
    companies.table(red_team!(templates), template);
    companies.table(
        red_team!(template_lines),
        row!(template_lines::table: under template |id, n| (
            template_lines::id.eq(n),
            template_lines::template_id.eq(id),
            template_lines::text.eq(format!("line {n}")),
        )),
    );
    companies.table(
        red_team!(drafts),
        row!(drafts::table: |company, n| (
            drafts::id.eq(n),
            drafts::company_id.eq(company),
            drafts::title.eq(format!("draft {n}")),
        )),
    );
    companies.table(
        red_team!(events),
        row!(events::table: |company, n| (
            events::id.eq(n),
            events::company_id.eq(company),
            events::action.eq(format!("event {n}")),
        )),
    );
    companies.table(
        red_team!(api_keys),
        row!(api_keys::table: |company, n| (
            api_keys::id.eq(n),
            api_keys::company_id.eq(company),
            api_keys::secret.eq(format!("secret {n}")),
            api_keys::label.eq("web"),
        )),
    );
    companies.table(
        red_team!(invoices),
        row!(invoices::table: |company, n| (
            invoices::id.eq(n),
            invoices::company_id.eq(company),
            invoices::reference.eq("I-1"),
            invoices::net.eq(n),
            invoices::vat.eq(0),
        )),
    );

    // The keys of these are no numbers, and numbers of another size.
    let handle = |name: &str| Handle(name.to_owned());
    let mut of_orgs = team.tenants(handle("cord"), handle("dash"));
    of_orgs.set_up(|conn, org| {
        let values = (orgs::handle.eq(org), orgs::name.eq(org));
        diesel::insert_into(orgs::table)
            .values(values)
            .execute(conn)
    });
    of_orgs.table(red_team!(orgs), |_, org, _| {
        Ok::<_, diesel::result::Error>(org.clone())
    });
    of_orgs.table(
        red_team!(members),
        row!(members::table: |org, n| (
            members::id.eq(n),
            members::org.eq(org),
            members::name.eq(format!("member {n}")),
        )),
    );
    let mut of_sites = team.tenants(71_i32, 72);
    of_sites.set_up(|conn, site| {
        let values = (sites::id.eq(site), sites::name.eq(format!("site {site}")));
        diesel::insert_into(sites::table)
            .values(values)
            .execute(conn)
    });
    of_sites.table(red_team!(sites), |_, site, _| {
        Ok::<_, diesel::result::Error>(*site)
    });
    of_sites.table(
        red_team!(devices),
        row!(devices::table: |site, n| (
            devices::id.eq(n),
            devices::site_id.eq(site),
            devices::name.eq(format!("device {n}")),
        )),
    );
    team
}

/// The tenant for whom the row with this number is made: the attacker's is odd.
fn tenant_of(n: i64) -> i64 {
    if n % 2 == 1 { ATTACKER } else { ATTACKED }
}

/// The faults that are about these tables: others may share the database.
fn faults(matrix: &Matrix) -> Vec<&String> {
    let ours = |fault: &&String| {
        let named = |name: &&str| fault.contains(&format!("`{name}`"));
        TABLES.iter().any(named)
    };
    matrix.faults.iter().filter(ours).collect()
}

#[test]
fn no_tenant_reaches_another_in_any_declared_table() {
    let matrix = red_team(&[]).attack().unwrap();
    assert!(matrix.failures().next().is_none(), "{}", matrix.report());
    assert!(faults(&matrix).is_empty(), "{}", matrix.report());
    assert!(matrix.notes.is_empty(), "{}", matrix.report());
    assert_eq!(matrix.rows.len(), tables().len());
    let golden = format!("isolation.{DIALECT:?}.txt").to_lowercase();
    expect_file![golden].assert_eq(&matrix.to_string());
}

#[test]
fn a_declared_table_without_a_red_team_is_seen() {
    let matrix = red_team(&["campaign_tags"]).attack().unwrap();
    let failures: Vec<_> = matrix.failures().collect();
    assert_eq!(failures.len(), Action::ALL.len());
    for (table, _, cell) in failures {
        assert_eq!((table, cell.verdict), ("campaign_tags", Verdict::Untested));
    }
}
