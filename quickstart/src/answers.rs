//! What the dashboard's questions are answered with.

use chrono::NaiveDateTime;
use diesel::prelude::*;

/// What a campaign's clicks, or its impressions, came to.
#[derive(Debug, Clone, PartialEq, Queryable)]
pub struct Traffic {
    /// The campaign.
    pub campaign: String,
    /// How many.
    pub count: i64,
    /// What they cost, in dollars.
    pub spent: Option<f64>,
}

/// An ad's place among the ads of its campaign.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Ranked {
    /// The campaign.
    pub campaign: String,
    /// 1 for the ad with the most clicks.
    pub place: i64,
    /// The ad.
    pub ad: String,
    /// Its clicks.
    pub clicks: i64,
}

/// A click, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Located {
    /// When.
    pub at: NaiveDateTime,
    /// The ad.
    pub ad: String,
    /// The country.
    pub country: String,
    /// The city, where it is known.
    pub city: Option<String>,
}
