//! Tables and models, and the rows that the statements find.

use diesel::prelude::*;
use tenant_core::{TenantRecord, TenantTable, tenant_tables};

diesel::table! {
    campaigns (id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Text,
        budget -> BigInt,
    }
}

diesel::table! {
    ads (id) {
        id -> BigInt,
        company_id -> BigInt,
        campaign_id -> BigInt,
        title -> Text,
    }
}

diesel::table! {
    clicks (id) {
        id -> BigInt,
        company_id -> BigInt,
        ad_id -> BigInt,
        cost -> BigInt,
    }
}

diesel::table! {
    notes (id) {
        id -> BigInt,
        campaign_id -> BigInt,
        body -> Text,
    }
}

diesel::joinable!(ads -> campaigns (campaign_id));
diesel::joinable!(clicks -> ads (ad_id));
diesel::allow_tables_to_appear_in_same_query!(campaigns, ads, clicks, notes);

tenant_tables! {
    #[tenant(column = company_id, key = i64)]
    clicks;
    #[tenant(parent = campaigns, foreign_key = campaign_id)]
    notes;
}

#[derive(Queryable, Selectable, Identifiable, TenantTable)]
#[diesel(table_name = campaigns)]
#[tenant(column = company_id)]
#[expect(dead_code, reason = "loaded and not read")]
pub(crate) struct Campaign {
    pub(crate) id: i64,
    pub(crate) company_id: i64,
    pub(crate) name: String,
    pub(crate) budget: i64,
}

#[derive(Queryable, Selectable, TenantTable)]
#[diesel(table_name = ads)]
#[tenant(column = company_id)]
#[expect(dead_code, reason = "loaded and not read")]
pub(crate) struct Ad {
    pub(crate) id: i64,
    pub(crate) company_id: i64,
    pub(crate) campaign_id: i64,
    pub(crate) title: String,
}

/// As it is with scopes, which fill in the tenant.
#[derive(Insertable, TenantRecord)]
#[diesel(table_name = ads)]
pub(crate) struct NewAd<'a> {
    pub(crate) id: i64,
    pub(crate) campaign_id: i64,
    pub(crate) title: &'a str,
}

/// The same by hand.
#[derive(Insertable)]
#[diesel(table_name = ads)]
pub(crate) struct NewAdOfTenant<'a> {
    pub(crate) company_id: i64,
    pub(crate) id: i64,
    pub(crate) campaign_id: i64,
    pub(crate) title: &'a str,
}

#[derive(AsChangeset, TenantRecord)]
#[diesel(table_name = campaigns)]
pub(crate) struct CampaignChanges<'a> {
    pub(crate) name: &'a str,
    pub(crate) budget: i64,
}

/// For the two dialects: the tables live as long as the connection.
pub(crate) const TABLES: &str = "
    CREATE TEMPORARY TABLE campaigns (
        id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL, name TEXT NOT NULL, budget BIGINT NOT NULL);
    CREATE TEMPORARY TABLE ads (
        id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL, campaign_id BIGINT NOT NULL, title TEXT NOT NULL);
    CREATE TEMPORARY TABLE clicks (
        id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL, ad_id BIGINT NOT NULL, cost BIGINT NOT NULL);
    CREATE TEMPORARY TABLE notes (
        id BIGINT PRIMARY KEY, campaign_id BIGINT NOT NULL, body TEXT NOT NULL);
";

/// How many campaigns there are, half of them the tenant's.
const CAMPAIGNS: i64 = 20;
/// How many ads a campaign has, and how many clicks an ad.
const EACH: i64 = 3;

/// The first campaign of the tenant.
pub(crate) const CAMPAIGN: i64 = 1;
/// The tenant.
pub(crate) const TENANT: i64 = 1;
/// The first id that no row has.
pub(crate) const FREE: i64 = 1_000_000;

/// Statements that fill the tables.
pub(crate) fn rows() -> String {
    let mut sql = String::new();
    let (mut ad, mut click) = (0, 0);
    for campaign in 1..=CAMPAIGNS {
        let company = if campaign % 2 == 1 {
            TENANT
        } else {
            TENANT + 1
        };
        sql += &format!(
            "INSERT INTO campaigns VALUES ({campaign}, {company}, 'Campaign {campaign}', {});
             INSERT INTO notes VALUES ({campaign}, {campaign}, 'Note {campaign}');",
            campaign * 100
        );
        for _ in 0..EACH {
            ad += 1;
            sql += &format!("INSERT INTO ads VALUES ({ad}, {company}, {campaign}, 'Ad {ad}');");
            for _ in 0..EACH {
                click += 1;
                sql += &format!("INSERT INTO clicks VALUES ({click}, {company}, {ad}, 5);");
            }
        }
    }
    sql
}
