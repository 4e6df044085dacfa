//! The tables, as `diesel print-schema` writes them.
#![allow(missing_docs, reason = "`table!` gives columns no documentation")]

diesel::table! {
    companies (id) {
        id -> BigInt,
        name -> Text,
        image_url -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    campaigns (company_id, id) {
        company_id -> BigInt,
        id -> BigInt,
        name -> Text,
        cost_model -> Text,
        state -> Text,
        monthly_budget -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    ads (company_id, id) {
        company_id -> BigInt,
        id -> BigInt,
        campaign_id -> BigInt,
        name -> Text,
        image_url -> Nullable<Text>,
        target_url -> Nullable<Text>,
        impressions_count -> BigInt,
        clicks_count -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    clicks (company_id, id) {
        company_id -> BigInt,
        id -> BigInt,
        ad_id -> BigInt,
        clicked_at -> Timestamp,
        site_url -> Nullable<Text>,
        cost_per_click_usd -> Nullable<Double>,
        user_ip -> Text,
        user_prefix -> Text,
    }
}

diesel::table! {
    impressions (company_id, id) {
        company_id -> BigInt,
        id -> BigInt,
        ad_id -> BigInt,
        seen_at -> Timestamp,
        site_url -> Nullable<Text>,
        cost_per_impression_usd -> Nullable<Double>,
        user_ip -> Text,
        user_prefix -> Text,
    }
}

diesel::table! {
    geo_ips (addrs) {
        addrs -> Text,
        country -> Text,
        city -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    companies,
    campaigns,
    ads,
    clicks,
    impressions,
    geo_ips,
);
