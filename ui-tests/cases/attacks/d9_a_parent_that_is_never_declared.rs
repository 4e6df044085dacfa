// D9, E4
mod late {
    diesel::table! { folders (id) { id -> BigInt, company_id -> BigInt, } }
    diesel::table! { files (id) { id -> BigInt, folder_id -> BigInt, } }
    tenant_core::tenant_tables! {
        #[tenant(parent = folders, foreign_key = folder_id)]
        files;

    }
}

fn main() {}
