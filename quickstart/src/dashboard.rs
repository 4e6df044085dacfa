//! What a company sees and does: the code to learn from.
//!
//! It is Diesel as ever, with two differences. A statement starts from the
//! tenant: `for_tenant`, `db.update`, `db.insert_into`, `db.delete`. And it runs
//! on a tenant connection, which runs no other.

use diesel::dsl::{count, rank, sum};
use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::dsl::excluded;
use tenant_core::prelude::*;

use super::Db;
use crate::answers::{Located, Ranked, Traffic};
use crate::models::{Campaign, Click, NewCampaign};
use crate::schema::{ads, campaigns, clicks, companies, geo_ips, impressions};

/// The company's own name.
///
/// # Errors
///
/// The database's, as of all functions here.
pub fn company_name(db: &mut Db<'_>) -> QueryResult<String> {
    companies::table
        .for_tenant(db.tenant())
        .select(companies::name)
        .first(db)
}

/// All campaigns, by id.
pub fn campaigns(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    Campaign::for_tenant(db.tenant())
        .order(campaigns::id)
        .load(db)
}

/// The campaigns that have a budget, the largest first.
pub fn campaigns_by_budget(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    Campaign::for_tenant(db.tenant())
        .filter(campaigns::monthly_budget.is_not_null())
        .order((campaigns::monthly_budget.desc(), campaigns::id))
        .load(db)
}

/// The clicks of each campaign. Joined tables are limited to the tenant, too.
pub fn clicks_by_campaign(db: &mut Db<'_>) -> QueryResult<Vec<Traffic>> {
    Campaign::for_tenant(db.tenant())
        .left_join(
            ads::table
                .inner_join(clicks::table.on(clicks::ad_id.eq(ads::id)))
                .on(ads::campaign_id.eq(campaigns::id)),
        )
        .group_by((campaigns::id, campaigns::name))
        .select((
            campaigns::name,
            count(clicks::id.nullable()),
            sum(clicks::cost_per_click_usd.nullable()),
        ))
        .order(campaigns::id)
        .load(db)
}

/// The impressions of each campaign. In a statement of its own, because a join
/// with clicks and impressions has a row for each *pair* of the two.
pub fn impressions_by_campaign(db: &mut Db<'_>) -> QueryResult<Vec<Traffic>> {
    Campaign::for_tenant(db.tenant())
        .left_join(
            ads::table
                .inner_join(impressions::table.on(impressions::ad_id.eq(ads::id)))
                .on(ads::campaign_id.eq(campaigns::id)),
        )
        .group_by((campaigns::id, campaigns::name))
        .select((
            campaigns::name,
            count(impressions::id.nullable()),
            sum(impressions::cost_per_impression_usd.nullable()),
        ))
        .order(campaigns::id)
        .load(db)
}

/// The ads of each campaign, ranked by their clicks.
pub fn ranked_ads(db: &mut Db<'_>) -> QueryResult<Vec<Ranked>> {
    Campaign::for_tenant(db.tenant())
        .inner_join(ads::table.on(ads::campaign_id.eq(campaigns::id)))
        .select((
            campaigns::name,
            rank()
                .partition_by(campaigns::id)
                .window_order(ads::clicks_count.desc()),
            ads::name,
            ads::clicks_count,
        ))
        .order((campaigns::id, ads::clicks_count.desc(), ads::id))
        .load(db)
}

/// The latest clicks with their places. `geo_ips` is shared: it is read without
/// a predicate and cannot be written.
pub fn latest_clicks(db: &mut Db<'_>, limit: i64) -> QueryResult<Vec<Located>> {
    Click::for_tenant(db.tenant())
        .inner_join(geo_ips::table.on(geo_ips::addrs.eq(clicks::user_prefix)))
        .select((
            clicks::clicked_at,
            clicks::user_ip,
            geo_ips::country,
            geo_ips::city,
        ))
        .order((clicks::clicked_at.desc(), clicks::id.desc()))
        .limit(limit)
        .load(db)
}

/// Moves budget from one campaign to another: both change, or neither.
///
/// [`Error::NotFound`] where one of the two is not the company's, or the first
/// has less than that.
pub fn move_budget(db: &mut Db<'_>, from: i64, to: i64, cents: i64) -> QueryResult<()> {
    db.transaction(|db| {
        let taken = db
            .update(campaigns::table)
            .filter(campaigns::id.eq(from))
            .filter(campaigns::monthly_budget.ge(cents))
            .set(campaigns::monthly_budget.eq(campaigns::monthly_budget - cents))
            .execute(db)?;
        let given = db
            .update(campaigns::table)
            .filter(campaigns::id.eq(to))
            .set(campaigns::monthly_budget.eq(campaigns::monthly_budget + cents))
            .execute(db)?;
        if (taken, given) == (1, 1) {
            Ok(())
        } else {
            Err(Error::NotFound)
        }
    })
}

/// Adds a campaign, or renames and refinances the one that is there.
///
/// The tenant column is half of the key and is filled in: a campaign of another
/// company is no conflict, and would not be changed if it were one.
pub fn plan(db: &mut Db<'_>, planned: &NewCampaign<'_>) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values(planned)
        .on_conflict((campaigns::company_id, campaigns::id))
        .do_update()
        .set((
            campaigns::name.eq(excluded(campaigns::name)),
            campaigns::monthly_budget.eq(excluded(campaigns::monthly_budget)),
        ))
        .execute(db)
}

/// Forgets the clicks of an ad.
pub fn forget_clicks(db: &mut Db<'_>, ad: i64) -> QueryResult<usize> {
    db.delete(clicks::table)
        .filter(clicks::ad_id.eq(ad))
        .execute(db)
}

/// The number of clicks of an ad.
pub fn clicks_of(db: &mut Db<'_>, ad: i64) -> QueryResult<i64> {
    Click::for_tenant(db.tenant())
        .filter(clicks::ad_id.eq(ad))
        .count()
        .get_result(db)
}
