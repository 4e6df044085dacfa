//! The rows of `data/`, parsed.

use chrono::NaiveDateTime;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};

/// `data/companies.csv`
pub const COMPANIES: &str = include_str!("../data/companies.csv");
/// `data/campaigns.csv`
pub const CAMPAIGNS: &str = include_str!("../data/campaigns.csv");
/// `data/ads.csv`
pub const ADS: &str = include_str!("../data/ads.csv");
/// `data/clicks.csv`
pub const CLICKS: &str = include_str!("../data/clicks.csv");
/// `data/impressions.csv`
pub const IMPRESSIONS: &str = include_str!("../data/impressions.csv");
/// `data/geo_ips.csv`
pub const GEO_IPS: &str = include_str!("../data/geo_ips.csv");

/// The rows of a CSV file whose header names the fields of `Row`.
///
/// # Errors
///
/// A field that is missing, or not of its type.
pub fn rows<Row: DeserializeOwned>(csv: &str) -> csv::Result<Vec<Row>> {
    csv::Reader::from_reader(csv.as_bytes())
        .deserialize()
        .collect()
}

/// A time such as `2024-03-31 18:20:00`.
pub(crate) fn timestamp<'de, D: Deserializer<'de>>(field: D) -> Result<NaiveDateTime, D::Error> {
    let text = String::deserialize(field)?;
    NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M:%S").map_err(D::Error::custom)
}
