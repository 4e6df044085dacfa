// E4, E6
diesel::table! {
    cities (id) {
        id -> BigInt,
        geo_ip_id -> BigInt,
    }
}

tenant_core::tenant_tables! {
    #[tenant(parent = ui_tests::geo_ips, foreign_key = geo_ip_id)]
    cities;
}

fn main() {}
