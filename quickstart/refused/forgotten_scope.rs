use diesel::prelude::*;
use quickstart::schema::campaigns;
use tenant_core::prelude::*;

/// Which company's campaigns? Nobody said.
fn names(db: &mut TenantConnection<'_, SqliteConnection, i64>) -> QueryResult<Vec<String>> {
    campaigns::table.select(campaigns::name).load(db)
}

fn main() {
    let _ = names;
}
