//! The models, as an application would write them.

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::prelude::*;
use diesel::sql_types::Text;
use tenant_core::prelude::*;

use crate::schema::*;

#[derive(
    Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, AsChangeset, TenantTable,
)]
#[diesel(table_name = companies)]
#[tenant(root, look_up(host))]
pub struct Company {
    pub id: i64,
    pub name: String,
    pub host: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Queryable, Selectable, Identifiable, TenantTable)]
#[diesel(table_name = campaigns)]
#[tenant(column = company_id)]
pub struct Campaign {
    pub id: i64,
    pub company_id: i64,
    pub slug: String,
    pub name: String,
    pub code: Option<String>,
    pub budget: Option<i64>,
    pub state: String,
}

/// A further model of the same table, with fewer columns.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, TenantModel)]
#[diesel(table_name = campaigns)]
pub struct CampaignName {
    pub id: i64,
    pub name: String,
}

#[derive(Debug, Clone, Insertable, TenantRecord)]
#[diesel(table_name = campaigns)]
pub struct NewCampaign<'a> {
    pub id: i64,
    pub slug: &'a str,
    pub name: &'a str,
    pub budget: Option<i64>,
}

impl<'a> NewCampaign<'a> {
    pub fn new(id: i64, slug: &'a str) -> Self {
        Self {
            id,
            slug,
            name: "New",
            budget: None,
        }
    }
}

#[derive(Debug, Clone, AsChangeset, TenantRecord)]
#[diesel(table_name = campaigns)]
pub struct CampaignChanges<'a> {
    pub name: Option<&'a str>,
    pub budget: Option<Option<i64>>,
}

/// A campaign as it is edited: with its key, without its tenant.
#[derive(Debug, Clone, Queryable, Selectable, Identifiable, AsChangeset, TenantRecord)]
#[diesel(table_name = campaigns)]
pub struct CampaignForm {
    pub id: i64,
    pub name: String,
}

#[derive(
    Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, Associations, TenantTable,
)]
#[diesel(table_name = ads, primary_key(company_id, id), belongs_to(Campaign))]
#[tenant(column = company_id)]
pub struct Ad {
    pub company_id: i64,
    pub id: i64,
    pub campaign_id: i64,
    pub title: String,
    pub cost: i64,
}

#[derive(Debug, Clone, Insertable, TenantRecord)]
#[diesel(table_name = ads)]
pub struct NewAd {
    pub id: i64,
    pub campaign_id: i64,
    pub title: String,
    pub cost: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, TenantTable)]
#[diesel(table_name = clicks, primary_key(company_id, id))]
#[tenant(column = company_id)]
pub struct Click {
    pub company_id: i64,
    pub id: i64,
    pub ad_id: i64,
    pub geo_id: i64,
}

#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Queryable,
    Selectable,
    Identifiable,
    Associations,
    Insertable,
    TenantTable,
)]
#[diesel(table_name = notes, belongs_to(Campaign))]
#[tenant(parent = campaigns, foreign_key = campaign_id)]
pub struct Note {
    pub id: i64,
    pub campaign_id: i64,
    pub body: String,
}

#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Queryable,
    Selectable,
    Identifiable,
    Associations,
    Insertable,
    TenantTable,
)]
#[diesel(table_name = replies, belongs_to(Note))]
#[tenant(parent = notes, foreign_key = note_id)]
pub struct Reply {
    pub id: i64,
    pub note_id: i64,
    pub body: String,
    pub likes: i64,
}

#[derive(
    Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, Insertable, TenantTable,
)]
#[diesel(table_name = campaign_tags, primary_key(campaign_id, tag))]
#[tenant(parent = campaigns, foreign_key = campaign_id)]
pub struct CampaignTag {
    pub campaign_id: i64,
    pub tag: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, TenantTable)]
#[diesel(table_name = geo)]
#[tenant(shared)]
pub struct Geo {
    pub id: i64,
    pub country: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, TenantTable)]
#[diesel(table_name = templates)]
#[tenant(column = company_id, nullable = shared)]
pub struct Template {
    pub id: i64,
    pub company_id: Option<i64>,
    pub title: String,
}

#[derive(
    Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, Insertable, TenantTable,
)]
#[diesel(table_name = template_lines)]
#[tenant(parent = templates, foreign_key = template_id)]
pub struct TemplateLine {
    pub id: i64,
    pub template_id: i64,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, TenantTable)]
#[diesel(table_name = drafts)]
#[tenant(column = company_id, nullable = invisible)]
pub struct Draft {
    pub id: i64,
    pub company_id: Option<i64>,
    pub title: String,
}

/// The table, its columns and this field all have other names in the database.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, TenantTable)]
#[diesel(table_name = events)]
#[tenant(column = company_id)]
pub struct Event {
    pub id: i64,
    #[diesel(column_name = company_id)]
    pub owner: i64,
    pub action: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = billing::invoices)]
pub struct Amounts {
    pub net: i64,
    pub vat: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, TenantTable)]
#[diesel(table_name = billing::invoices)]
#[tenant(column = company_id)]
pub struct Invoice {
    pub id: i64,
    pub company_id: i64,
    pub reference: String,
    #[diesel(embed)]
    pub amounts: Amounts,
}

#[derive(Debug, Clone, Insertable, TenantRecord)]
#[diesel(table_name = billing::invoices)]
pub struct NewInvoice {
    pub id: i64,
    pub reference: String,
    #[diesel(embed)]
    pub amounts: Amounts,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, TenantTable)]
#[diesel(table_name = api_keys)]
#[tenant(column = company_id, look_up(secret, label))]
pub struct ApiKey {
    pub id: i64,
    pub company_id: i64,
    pub secret: String,
    pub label: String,
}

/// A tenant key that is a newtype and not `Copy`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct Handle(pub String);

impl<DB> diesel::serialize::ToSql<Text, DB> for Handle
where
    DB: diesel::backend::Backend,
    String: diesel::serialize::ToSql<Text, DB>,
{
    fn to_sql<'b>(
        &'b self,
        out: &mut diesel::serialize::Output<'b, '_, DB>,
    ) -> diesel::serialize::Result {
        self.0.to_sql(out)
    }
}

impl<DB> diesel::deserialize::FromSql<Text, DB> for Handle
where
    DB: diesel::backend::Backend,
    String: diesel::deserialize::FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
        String::from_sql(bytes).map(Self)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, TenantTable)]
#[diesel(table_name = orgs, primary_key(handle))]
#[tenant(root)]
pub struct Org {
    pub handle: Handle,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, TenantTable)]
#[diesel(table_name = members)]
#[tenant(column = org)]
pub struct Member {
    pub id: i64,
    pub org: Handle,
    pub name: String,
}

// Tables without a model, and a key of another type.
tenant_core::tenant_tables! {
    #[tenant(root, key = i32)]
    sites;
    #[tenant(column = site_id, key = i32)]
    devices;
}
