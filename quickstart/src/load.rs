//! An admin job: fills the tables from the CSV files.
//!
//! Such a job works for all tenants, so it says so: it goes through
//! [`danger`], with a reason for the audit log.

use std::error::Error;

use diesel::prelude::*;
use tenant_core::danger;

use super::{Connection, Db};
use crate::data;
use crate::models::{Ad, Campaign, Click, Company, GeoIp, Impression};
use crate::schema::{ads, campaigns, clicks, companies, geo_ips, impressions};

/// Few enough rows for one statement on any database.
const CHUNK: usize = 500;

/// Loads every company's rows and the shared ones.
///
/// # Errors
///
/// The database's; a CSV file that cannot be read.
pub fn load(conn: &mut Connection) -> Result<(), Box<dyn Error>> {
    let all: Vec<Company> = data::rows(data::COMPANIES)?;
    danger::across_tenants(conn, "quickstart: create the tenants", |conn| {
        diesel::insert_into(companies::table)
            .values(&all)
            .execute(conn)
    })??;

    let places: Vec<GeoIp> = data::rows(data::GEO_IPS)?;
    danger::across_tenants(conn, "quickstart: fill a shared table", |conn| {
        diesel::insert_into(geo_ips::table)
            .values(&places)
            .execute(conn)
    })??;

    for company in &all {
        let rows = Rows::of(company)?;
        let claim = danger::assume_tenant(company.id, "quickstart: load a tenant's rows")?;
        claim.scope(conn, |db| db.transaction(|db| rows.insert(db)))?;
    }
    Ok(())
}

/// What one company owns.
struct Rows {
    campaigns: Vec<Campaign>,
    ads: Vec<Ad>,
    clicks: Vec<Click>,
    impressions: Vec<Impression>,
}

impl Rows {
    fn of(company: &Company) -> csv::Result<Self> {
        let mut rows = Self {
            campaigns: data::rows(data::CAMPAIGNS)?,
            ads: data::rows(data::ADS)?,
            clicks: data::rows(data::CLICKS)?,
            impressions: data::rows(data::IMPRESSIONS)?,
        };
        rows.campaigns.retain(|row| row.company_id == company.id);
        rows.ads.retain(|row| row.company_id == company.id);
        rows.clicks.retain(|row| row.company_id == company.id);
        rows.impressions.retain(|row| row.company_id == company.id);
        Ok(rows)
    }

    fn insert(&self, db: &mut Db<'_>) -> QueryResult<()> {
        for rows in self.campaigns.chunks(CHUNK) {
            db.insert_into(campaigns::table).values(rows).execute(db)?;
        }
        for rows in self.ads.chunks(CHUNK) {
            db.insert_into(ads::table).values(rows).execute(db)?;
        }
        for rows in self.clicks.chunks(CHUNK) {
            db.insert_into(clicks::table).values(rows).execute(db)?;
        }
        for rows in self.impressions.chunks(CHUNK) {
            db.insert_into(impressions::table)
                .values(rows)
                .execute(db)?;
        }
        Ok(())
    }
}
