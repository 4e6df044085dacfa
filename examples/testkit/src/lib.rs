//! A small application in plain Diesel: it filters by hand. Only the attributes
//! on its models say whose the rows are; `tests/isolation.rs` attacks it.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tenant_core::TenantTable;

pub mod schema;

use schema::{campaigns, notes};

/// A campaign of a company.
#[derive(Debug, Queryable, Selectable, TenantTable)]
#[diesel(table_name = campaigns)]
#[tenant(column = company_id)]
pub struct Campaign {
    /// The campaign's key.
    pub id: i64,
    /// Whose campaign it is.
    pub company_id: i64,
    /// What it is called.
    pub name: String,
}

/// A note on a campaign.
#[derive(Debug, Queryable, Selectable, TenantTable)]
#[diesel(table_name = notes)]
#[tenant(parent = campaigns, foreign_key = campaign_id)]
pub struct Note {
    /// The note's key.
    pub id: i64,
    /// The campaign that it is about.
    pub campaign_id: i64,
    /// What it says.
    pub body: String,
}

/// Creates the tables in a new database.
///
/// # Errors
///
/// The database's.
pub fn create_tables(conn: &mut SqliteConnection) -> QueryResult<()> {
    conn.batch_execute(include_str!("schema.sql"))
}

/// Adds a campaign.
///
/// # Errors
///
/// The database's.
pub fn add_campaign(conn: &mut SqliteConnection, company: i64, name: &str) -> QueryResult<i64> {
    diesel::insert_into(campaigns::table)
        .values((campaigns::company_id.eq(company), campaigns::name.eq(name)))
        .returning(campaigns::id)
        .get_result(conn)
}

/// One campaign.
///
/// # Errors
///
/// The database's, and `NotFound`.
pub fn campaign(conn: &mut SqliteConnection, company: i64, id: i64) -> QueryResult<Campaign> {
    campaigns::table
        .filter(campaigns::id.eq(id))
        .filter(campaigns::company_id.eq(company))
        .select(Campaign::as_select())
        .first(conn)
}

/// Gives a campaign another name.
///
/// # Errors
///
/// The database's.
pub fn rename(
    conn: &mut SqliteConnection,
    company: i64,
    id: i64,
    name: &str,
) -> QueryResult<usize> {
    let campaign = campaigns::table
        .filter(campaigns::id.eq(id))
        .filter(campaigns::company_id.eq(company));
    diesel::update(campaign)
        .set(campaigns::name.eq(name))
        .execute(conn)
}

/// Adds a note to a campaign of the company.
///
/// # Errors
///
/// The database's, and `NotFound` where the company has no such campaign.
pub fn add_note(
    conn: &mut SqliteConnection,
    company: i64,
    campaign_id: i64,
    body: &str,
) -> QueryResult<i64> {
    let campaign = campaign(conn, company, campaign_id)?;
    diesel::insert_into(notes::table)
        .values((notes::campaign_id.eq(campaign.id), notes::body.eq(body)))
        .returning(notes::id)
        .get_result(conn)
}

/// The notes on all campaigns of the company.
///
/// # Errors
///
/// The database's.
pub fn all_notes(conn: &mut SqliteConnection, company: i64) -> QueryResult<Vec<Note>> {
    notes::table
        .inner_join(campaigns::table)
        .filter(campaigns::company_id.eq(company))
        .order(notes::id)
        .select(Note::as_select())
        .load(conn)
}
