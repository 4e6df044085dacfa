//! The tables: one of each kind, of each key type and of each odd shape.

diesel::table! {
    companies (id) {
        id -> BigInt,
        name -> Text,
        host -> Text,
    }
}

diesel::table! {
    campaigns (id) {
        id -> BigInt,
        company_id -> BigInt,
        slug -> Text,
        name -> Text,
        code -> Nullable<Text>,
        budget -> Nullable<BigInt>,
        state -> Text,
    }
}

diesel::table! {
    ads (company_id, id) {
        company_id -> BigInt,
        id -> BigInt,
        campaign_id -> BigInt,
        title -> Text,
        cost -> BigInt,
    }
}

diesel::table! {
    clicks (company_id, id) {
        company_id -> BigInt,
        id -> BigInt,
        ad_id -> BigInt,
        geo_id -> BigInt,
    }
}

diesel::table! {
    notes (id) {
        id -> BigInt,
        campaign_id -> BigInt,
        body -> Text,
    }
}

diesel::table! {
    replies (id) {
        id -> BigInt,
        note_id -> BigInt,
        body -> Text,
        likes -> BigInt,
    }
}

diesel::table! {
    campaign_tags (campaign_id, tag) {
        campaign_id -> BigInt,
        tag -> Text,
    }
}

diesel::table! {
    geo (id) {
        id -> BigInt,
        country -> Text,
    }
}

diesel::table! {
    templates (id) {
        id -> BigInt,
        company_id -> Nullable<BigInt>,
        title -> Text,
    }
}

diesel::table! {
    template_lines (id) {
        id -> BigInt,
        template_id -> BigInt,
        text -> Text,
    }
}

diesel::table! {
    drafts (id) {
        id -> BigInt,
        company_id -> Nullable<BigInt>,
        title -> Text,
    }
}

diesel::table! {
    #[sql_name = "audit_log"]
    events (id) {
        id -> BigInt,
        #[sql_name = "org"]
        company_id -> BigInt,
        #[sql_name = "what"]
        action -> Text,
    }
}

diesel::table! {
    api_keys (id) {
        id -> BigInt,
        company_id -> BigInt,
        secret -> Text,
        label -> Text,
    }
}

diesel::table! {
    orgs (handle) {
        handle -> Text,
        name -> Text,
    }
}

diesel::table! {
    members (id) {
        id -> BigInt,
        org -> Text,
        name -> Text,
    }
}

diesel::table! {
    sites (id) {
        id -> Integer,
        name -> Text,
    }
}

diesel::table! {
    devices (id) {
        id -> BigInt,
        site_id -> Integer,
        name -> Text,
    }
}

pub mod billing {
    diesel::table! {
        invoices (id) {
            id -> BigInt,
            company_id -> BigInt,
            reference -> Text,
            net -> BigInt,
            vat -> BigInt,
        }
    }
}

use self::billing::invoices;

diesel::joinable!(ads -> campaigns (campaign_id));
diesel::joinable!(clicks -> geo (geo_id));
diesel::joinable!(notes -> campaigns (campaign_id));
diesel::joinable!(replies -> notes (note_id));
diesel::joinable!(campaign_tags -> campaigns (campaign_id));
diesel::joinable!(template_lines -> templates (template_id));
diesel::joinable!(members -> orgs (org));
diesel::joinable!(devices -> sites (site_id));
diesel::allow_tables_to_appear_in_same_query!(
    companies,
    campaigns,
    ads,
    clicks,
    notes,
    replies,
    campaign_tags,
    geo,
    templates,
    template_lines,
    drafts,
    events,
    api_keys,
    orgs,
    members,
    sites,
    devices,
    invoices,
);
