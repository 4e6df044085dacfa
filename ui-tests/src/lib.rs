//! What the cases share: a table of each kind, and a model where one is used.

#![allow(missing_docs, reason = "Diesel makes the columns")]

pub use diesel::prelude::*;
pub use diesel::result::{ConnectionResult, QueryResult};
pub use tenant_core::Scoped;
pub use tenant_core::prelude::*;

/// A connection of a company, as the cases take it.
pub type Db<'t> = TenantConnection<'t, SqliteConnection, i64>;

/// A raw connection.
pub type Raw = SqliteConnection;

/// The same, for the cases of async scopes.
pub type AsyncDb<'t> = AsyncTenantConnection<'t, AsyncRaw, i64>;

/// An async raw connection.
pub type AsyncRaw = diesel_async::sync_connection_wrapper::SyncConnectionWrapper<Raw>;

diesel::table! {
    /// The tenants.
    companies (id) {
        id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    /// Owned.
    campaigns (id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Text,
        budget -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// Owned.
    ads (id) {
        id -> BigInt,
        company_id -> BigInt,
        campaign_id -> BigInt,
        title -> Text,
    }
}

diesel::table! {
    /// Owned through its campaign.
    notes (id) {
        id -> BigInt,
        campaign_id -> BigInt,
        body -> Text,
    }
}

diesel::table! {
    /// Shared by all tenants.
    geo_ips (id) {
        id -> BigInt,
        country -> Text,
    }
}

diesel::table! {
    /// Never declared.
    secrets (id) {
        id -> BigInt,
        campaign_id -> BigInt,
        value -> Text,
    }
}

diesel::table! {
    /// Owned, by a key that is a string.
    documents (id) {
        id -> BigInt,
        organisation -> Text,
        title -> Text,
    }
}

diesel::joinable!(ads -> campaigns (campaign_id));
diesel::joinable!(notes -> campaigns (campaign_id));
diesel::joinable!(secrets -> campaigns (campaign_id));
diesel::allow_tables_to_appear_in_same_query!(
    companies, campaigns, ads, notes, geo_ips, secrets, documents,
);

tenant_core::tenant_tables! {
    #[tenant(parent = campaigns, foreign_key = campaign_id)]
    notes;
    #[tenant(shared)]
    geo_ips;
    #[tenant(column = organisation, key = String)]
    documents;
}

/// A tenant.
#[derive(Debug, Queryable, Selectable, Identifiable, TenantTable)]
#[diesel(table_name = companies)]
#[tenant(root)]
pub struct Company {
    /// The tenant key.
    pub id: i64,
    /// What it is called.
    pub name: String,
}

/// A row of an owned table.
#[derive(Debug, HasQuery, Identifiable, TenantTable)]
#[diesel(table_name = campaigns)]
#[tenant(column = company_id)]
pub struct Campaign {
    /// The primary key.
    pub id: i64,
    /// The tenant column.
    pub company_id: i64,
    /// What it is called.
    pub name: String,
    /// What may be spent.
    pub budget: Option<i64>,
}

/// A row of an owned table that points at another one.
#[derive(Debug, Queryable, Selectable, Identifiable, Associations, TenantTable)]
#[diesel(table_name = ads, belongs_to(Campaign))]
#[tenant(column = company_id)]
pub struct Ad {
    /// The primary key.
    pub id: i64,
    /// The tenant column.
    pub company_id: i64,
    /// The campaign.
    pub campaign_id: i64,
    /// What it says.
    pub title: String,
}

/// What a new row says, and what an old one can be changed to.
#[derive(Debug, Clone, Insertable, AsChangeset, Identifiable, TenantRecord)]
#[diesel(table_name = campaigns)]
pub struct NewCampaign {
    /// The primary key.
    pub id: i64,
    /// What it is called.
    pub name: String,
}
