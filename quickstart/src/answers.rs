//! What the dashboard's questions are answered with.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::models::Campaign;

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
    /// From which address.
    pub ip: String,
    /// The country.
    pub country: String,
    /// The city, where it is known.
    pub city: Option<String>,
}

/// A question that two companies asked, and the SQL of the first.
#[derive(Debug, Clone)]
pub struct Shown<T> {
    /// What each of the two sees.
    pub seen: [T; 2],
    /// What the first one's connection sent.
    pub sql: Vec<String>,
}

/// What two companies see before and after a change.
#[derive(Debug, Clone)]
pub struct Change<T> {
    /// What each of the two saw.
    pub before: [T; 2],
    /// What each of the two sees now.
    pub after: [T; 2],
    /// The SQL of the change.
    pub sql: Vec<String>,
}

/// Everything that the program shows.
#[derive(Debug, Clone)]
pub struct Tour {
    /// The names of the two companies.
    pub companies: [String; 2],
    /// [`campaigns_by_budget`](crate::sqlite::dashboard::campaigns_by_budget)
    pub budgets: Shown<Vec<Campaign>>,
    /// [`clicks_by_campaign`](crate::sqlite::dashboard::clicks_by_campaign)
    pub clicks: Shown<Vec<Traffic>>,
    /// [`impressions_by_campaign`](crate::sqlite::dashboard::impressions_by_campaign)
    pub impressions: Shown<Vec<Traffic>>,
    /// [`ranked_ads`](crate::sqlite::dashboard::ranked_ads)
    pub ranked: Shown<Vec<Ranked>>,
    /// [`latest_clicks`](crate::sqlite::dashboard::latest_clicks)
    pub latest: Shown<Vec<Located>>,
    /// Both move budget between campaigns 3 and 4.
    pub moved: Change<Vec<Campaign>>,
    /// Both try to move more than they have.
    pub overdrawn: Change<Vec<Campaign>>,
    /// The second plans campaigns 1 and 6. It has a 1 itself; the first has both.
    pub planned: Change<Vec<Campaign>>,
    /// The second forgets the clicks of its ad 1; both have such an ad.
    pub forgotten: Change<i64>,
}
