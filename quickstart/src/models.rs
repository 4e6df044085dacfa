//! The rows. `#[derive(TenantTable)]` and one attribute are all that a Diesel
//! model needs to be used on a tenant connection.
//!
//! Inserts leave `company_id` out: the scope fills it in, and a value that
//! sets it does not compile.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Deserialize;
use tenant_core::{TenantRecord, TenantTable};

use crate::data::timestamp;
use crate::schema::{ads, campaigns, clicks, companies, geo_ips, impressions};

/// A tenant. The primary key of its table is the tenant key.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, Deserialize, TenantTable)]
#[diesel(table_name = companies)]
#[tenant(root, look_up(name))]
pub struct Company {
    /// The tenant key.
    pub id: i64,
    /// The company's name.
    pub name: String,
    /// Its logo.
    pub image_url: Option<String>,
    /// When it signed up.
    #[serde(deserialize_with = "timestamp")]
    pub created_at: NaiveDateTime,
}

/// A campaign of a company.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, Deserialize, TenantTable)]
#[diesel(table_name = campaigns, treat_none_as_default_value = false)]
#[tenant(column = company_id)]
pub struct Campaign {
    /// Whose campaign it is.
    #[diesel(skip_insertion)]
    pub company_id: i64,
    /// Unique within the company.
    pub id: i64,
    /// The campaign's name.
    pub name: String,
    /// `cost_per_click` or `cost_per_impression`.
    pub cost_model: String,
    /// `running`, `paused` or `archived`.
    pub state: String,
    /// In cents.
    pub monthly_budget: Option<i64>,
    /// When it was planned.
    #[serde(deserialize_with = "timestamp")]
    pub created_at: NaiveDateTime,
}

/// A campaign that is being planned.
#[derive(Debug, Clone, PartialEq, Insertable, TenantRecord)]
#[diesel(table_name = campaigns, treat_none_as_default_value = false)]
pub struct NewCampaign<'a> {
    /// Unique within the company.
    pub id: i64,
    /// The campaign's name.
    pub name: &'a str,
    /// `cost_per_click` or `cost_per_impression`.
    pub cost_model: &'a str,
    /// `running`, `paused` or `archived`.
    pub state: &'a str,
    /// In cents.
    pub monthly_budget: Option<i64>,
    /// When it was planned.
    pub created_at: NaiveDateTime,
}

/// An ad of a campaign.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, Deserialize, TenantTable)]
#[diesel(table_name = ads, treat_none_as_default_value = false)]
#[tenant(column = company_id)]
pub struct Ad {
    /// Whose ad it is.
    #[diesel(skip_insertion)]
    pub company_id: i64,
    /// Unique within the company.
    pub id: i64,
    /// The company's campaign that it is part of.
    pub campaign_id: i64,
    /// The ad's name.
    pub name: String,
    /// What is shown.
    pub image_url: Option<String>,
    /// Where a click leads.
    pub target_url: Option<String>,
    /// How often it was seen.
    pub impressions_count: i64,
    /// How often it was clicked.
    pub clicks_count: i64,
    /// When it was drawn.
    #[serde(deserialize_with = "timestamp")]
    pub created_at: NaiveDateTime,
}

/// A click on an ad.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, Deserialize, TenantTable)]
#[diesel(table_name = clicks, treat_none_as_default_value = false)]
#[tenant(column = company_id)]
pub struct Click {
    /// Whose ad was clicked.
    #[diesel(skip_insertion)]
    pub company_id: i64,
    /// Unique within the company.
    pub id: i64,
    /// The company's ad that was clicked.
    pub ad_id: i64,
    /// When.
    #[serde(deserialize_with = "timestamp")]
    pub clicked_at: NaiveDateTime,
    /// On which page.
    pub site_url: Option<String>,
    /// What it cost the company.
    pub cost_per_click_usd: Option<f64>,
    /// By whom.
    pub user_ip: String,
    /// The first three octets of `user_ip`.
    pub user_prefix: String,
}

/// An ad that was seen.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, Deserialize, TenantTable)]
#[diesel(table_name = impressions, treat_none_as_default_value = false)]
#[tenant(column = company_id)]
pub struct Impression {
    /// Whose ad was seen.
    #[diesel(skip_insertion)]
    pub company_id: i64,
    /// Unique within the company.
    pub id: i64,
    /// The company's ad that was seen.
    pub ad_id: i64,
    /// When.
    #[serde(deserialize_with = "timestamp")]
    pub seen_at: NaiveDateTime,
    /// On which page.
    pub site_url: Option<String>,
    /// What it cost the company.
    pub cost_per_impression_usd: Option<f64>,
    /// By whom.
    pub user_ip: String,
    /// The first three octets of `user_ip`.
    pub user_prefix: String,
}

/// Where an address is. Every tenant reads these rows, none writes them.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, Deserialize, TenantTable)]
#[diesel(table_name = geo_ips, treat_none_as_default_value = false)]
#[tenant(shared)]
pub struct GeoIp {
    /// Three octets.
    pub addrs: String,
    /// The country that they are in.
    pub country: String,
    /// The city, where it is known.
    pub city: Option<String>,
}
