// D8
diesel::table! {
    labels (id) {
        id -> BigInt,
        campaign_id -> BigInt,
    }
}

tenant_core::tenant_tables! {
    #[tenant(parent = ui_tests::campaigns, foreign_key = campaign_id)]
    labels;
}

fn main() {}
