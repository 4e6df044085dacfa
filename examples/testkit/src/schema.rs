//! The tables, as `diesel print-schema` writes them.
#![allow(missing_docs, reason = "`table!` gives columns no documentation")]

diesel::table! {
    campaigns (id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    notes (id) {
        id -> BigInt,
        campaign_id -> BigInt,
        body -> Text,
    }
}

diesel::joinable!(notes -> campaigns (campaign_id));
diesel::allow_tables_to_appear_in_same_query!(campaigns, notes);
