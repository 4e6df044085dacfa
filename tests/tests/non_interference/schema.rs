//! The tables: one of each kind, all with the same columns, so that one form of
//! statement is written once for all of them.

use tenant_core::alias;

diesel::table! {
    companies (id) {
        id -> BigInt,
        host -> Text,
        name -> Text,
        size -> Nullable<BigInt>,
        link -> BigInt,
    }
}

diesel::table! {
    campaigns (id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Text,
        size -> Nullable<BigInt>,
        link -> BigInt,
    }
}

diesel::table! {
    ads (company_id, id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Text,
        size -> Nullable<BigInt>,
        link -> BigInt,
    }
}

diesel::table! {
    notes (id) {
        id -> BigInt,
        name -> Text,
        size -> Nullable<BigInt>,
        link -> BigInt,
    }
}

diesel::table! {
    replies (id) {
        id -> BigInt,
        name -> Text,
        size -> Nullable<BigInt>,
        link -> BigInt,
    }
}

diesel::table! {
    templates (id) {
        id -> BigInt,
        company_id -> Nullable<BigInt>,
        name -> Text,
        size -> Nullable<BigInt>,
        link -> BigInt,
    }
}

diesel::table! {
    lines (id) {
        id -> BigInt,
        name -> Text,
        size -> Nullable<BigInt>,
        link -> BigInt,
    }
}

diesel::table! {
    drafts (id) {
        id -> BigInt,
        company_id -> Nullable<BigInt>,
        name -> Text,
        size -> Nullable<BigInt>,
        link -> BigInt,
    }
}

diesel::table! {
    geo (id) {
        id -> BigInt,
        name -> Text,
        size -> Nullable<BigInt>,
        link -> BigInt,
    }
}

diesel::joinable!(ads -> campaigns (link));
diesel::joinable!(notes -> campaigns (link));
diesel::joinable!(replies -> notes (link));
diesel::joinable!(lines -> templates (link));
diesel::allow_tables_to_appear_in_same_query!(
    companies, campaigns, ads, notes, replies, templates, lines, drafts, geo,
);

tenant_core::tenant_tables! {
    #[tenant(root, key = i64, look_up(host))]
    companies;
    #[tenant(column = company_id, key = i64)]
    campaigns;
    #[tenant(column = company_id, key = i64)]
    ads;
    #[tenant(parent = campaigns, foreign_key = link)]
    notes;
    #[tenant(parent = notes, foreign_key = link)]
    replies;
    #[tenant(column = company_id, key = i64, nullable = shared)]
    templates;
    #[tenant(parent = templates, foreign_key = link)]
    lines;
    #[tenant(column = company_id, key = i64, nullable = invisible)]
    drafts;
    #[tenant(shared)]
    geo;
}

alias!(pub const OTHER_COMPANIES: Alias<other_companies> = companies as other_companies);
alias!(pub const OTHER_CAMPAIGNS: Alias<other_campaigns> = campaigns as other_campaigns);
alias!(pub const OTHER_ADS: Alias<other_ads> = ads as other_ads);
alias!(pub const OTHER_NOTES: Alias<other_notes> = notes as other_notes);
alias!(pub const OTHER_REPLIES: Alias<other_replies> = replies as other_replies);
alias!(pub const OTHER_TEMPLATES: Alias<other_templates> = templates as other_templates);
alias!(pub const OTHER_LINES: Alias<other_lines> = lines as other_lines);
alias!(pub const OTHER_DRAFTS: Alias<other_drafts> = drafts as other_drafts);
alias!(pub const OTHER_GEO: Alias<other_geo> = geo as other_geo);

/// A row as it is inserted, and a row as it is changed, of each table.
macro_rules! records {
    ($($table:ident ($($key:ident),+))+) => {$(
        pub mod $table {
            use diesel::prelude::*;

            use crate::schema::$table;

            #[derive(Debug, Clone, Insertable)]
            #[diesel(table_name = $table)]
            pub struct New {
                pub id: i64,
                pub name: &'static str,
                pub size: Option<i64>,
                pub link: i64,
            }

            #[derive(Debug, Clone, Copy, AsChangeset)]
            #[diesel(table_name = $table)]
            pub struct Changes {
                pub name: &'static str,
                pub size: Option<i64>,
            }

            #[derive(Debug, Clone, Copy, Identifiable, AsChangeset)]
            #[diesel(table_name = $table, primary_key($($key),+))]
            pub struct Changed {
                $(pub $key: i64,)+
                pub name: &'static str,
                pub size: Option<i64>,
            }
        }
    )+};
}

pub mod records {
    records! {
        companies (id)
        campaigns (id)
        ads (company_id, id)
        notes (id)
        replies (id)
        templates (id)
        lines (id)
        drafts (id)
    }
}

/// The tables of one database.
pub const TABLES: &str = "
    CREATE TABLE companies (
        id BIGINT PRIMARY KEY, host TEXT NOT NULL UNIQUE, name TEXT NOT NULL, size BIGINT,
        link BIGINT NOT NULL);
    CREATE TABLE campaigns (
        id BIGINT PRIMARY KEY NOT NULL, company_id BIGINT NOT NULL, name TEXT NOT NULL, size BIGINT,
        link BIGINT NOT NULL);
    CREATE TABLE ads (
        id BIGINT NOT NULL DEFAULT 0, company_id BIGINT NOT NULL, name TEXT NOT NULL DEFAULT 'a',
        size BIGINT, link BIGINT NOT NULL DEFAULT 10, PRIMARY KEY (company_id, id));
    CREATE TABLE notes (
        id BIGINT PRIMARY KEY NOT NULL, name TEXT NOT NULL, size BIGINT,
        link BIGINT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE);
    CREATE TABLE replies (
        id BIGINT PRIMARY KEY NOT NULL, name TEXT NOT NULL, size BIGINT,
        link BIGINT NOT NULL REFERENCES notes (id) ON DELETE CASCADE);
    CREATE TABLE templates (
        id BIGINT PRIMARY KEY NOT NULL, company_id BIGINT, name TEXT NOT NULL, size BIGINT,
        link BIGINT NOT NULL);
    CREATE TABLE lines (
        id BIGINT PRIMARY KEY NOT NULL, name TEXT NOT NULL, size BIGINT,
        link BIGINT NOT NULL REFERENCES templates (id) ON DELETE CASCADE);
    CREATE TABLE drafts (
        id BIGINT PRIMARY KEY NOT NULL, company_id BIGINT, name TEXT NOT NULL, size BIGINT,
        link BIGINT NOT NULL);
    CREATE TABLE geo (
        id BIGINT PRIMARY KEY NOT NULL, name TEXT NOT NULL, size BIGINT, link BIGINT NOT NULL);";
