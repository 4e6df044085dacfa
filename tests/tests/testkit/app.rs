//! An application in plain Diesel, right in all it does, and its red team.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tenant_core::testkit::{Action, Functions, Matrix, RedTeam, Verdict, red_team};

diesel::table! {
    campaigns (id) {
        id -> BigInt,
        company_id -> BigInt,
        created_by -> BigInt,
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

diesel::table! {
    countries (code) {
        code -> Text,
    }
}

diesel::joinable!(notes -> campaigns (campaign_id));
diesel::allow_tables_to_appear_in_same_query!(campaigns, notes);

#[derive(Debug, Clone, Queryable, Selectable, Identifiable, Insertable, AsChangeset)]
#[diesel(table_name = campaigns)]
pub struct Campaign {
    pub id: i64,
    pub company_id: i64,
    pub created_by: i64,
    pub name: String,
}

tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64)]
    campaigns;
    #[tenant(parent = campaigns, foreign_key = campaign_id)]
    notes;
    #[tenant(shared)]
    countries;
}

pub const TABLES: &str = "
    PRAGMA foreign_keys = ON;
    CREATE TABLE campaigns (id INTEGER PRIMARY KEY, company_id BIGINT NOT NULL,
        created_by BIGINT NOT NULL, name TEXT NOT NULL);
    CREATE TABLE notes (id INTEGER PRIMARY KEY,
        campaign_id BIGINT NOT NULL REFERENCES campaigns (id), body TEXT NOT NULL);
    CREATE TABLE countries (code TEXT PRIMARY KEY);
    CREATE TABLE assets (company_id BIGINT NOT NULL, id INTEGER NOT NULL, created_by BIGINT NOT NULL,
        name TEXT NOT NULL, serial TEXT NOT NULL UNIQUE, PRIMARY KEY (company_id, id));
    INSERT INTO countries VALUES ('AT');
    INSERT INTO campaigns VALUES (1, 1, 7, 'old'), (2, 2, 7, 'theirs');";

pub type Conn = SqliteConnection;
pub type Own = Functions<Conn, i64, i64>;

pub fn connect() -> Conn {
    let mut conn = Conn::establish(":memory:").unwrap();
    conn.batch_execute(TABLES).unwrap();
    conn
}

pub fn add_campaign(conn: &mut Conn, company: i64, n: i64) -> QueryResult<i64> {
    let campaign = Campaign {
        id: n,
        company_id: company,
        created_by: 7,
        name: format!("campaign {n}"),
    };
    diesel::insert_into(campaigns::table)
        .values(&campaign)
        .execute(conn)?;
    Ok(n)
}

fn add_note(conn: &mut Conn, company: i64, n: i64) -> QueryResult<i64> {
    let campaign = add_campaign(conn, company, n)?;
    let note = (
        notes::id.eq(n),
        notes::campaign_id.eq(campaign),
        notes::body.eq(format!("note {n}")),
    );
    diesel::insert_into(notes::table)
        .values(note)
        .execute(conn)?;
    Ok(n)
}

/// The matrix on `conn`, with functions in the places of campaigns and notes.
pub fn attack(
    conn: Conn,
    of_campaigns: impl FnOnce(Own) -> Own,
    of_notes: impl FnOnce(Own) -> Own,
) -> Matrix {
    let mut team = RedTeam::new(conn);
    team.exempt("assets", "the tests of the declarations attack it");
    let mut companies = team.tenants(1_i64, 2);
    of_campaigns(companies.table(red_team!(campaigns), |conn, company, n| {
        add_campaign(conn, *company, n)
    }));
    of_notes(companies.table(red_team!(notes), |conn, company, n| {
        add_note(conn, *company, n)
    }));
    team.attack().unwrap()
}

/// The cells that are neither held nor beside the point.
pub fn red(matrix: &Matrix) -> Vec<(String, Action, Verdict)> {
    let red = |(table, action, cell): (&str, Action, &tenant_core::testkit::Cell)| {
        (table.to_owned(), action, cell.verdict)
    };
    matrix.failures().map(red).collect()
}
