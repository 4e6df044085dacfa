// C4, E4
use tenant_core::dsl::exists;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let noted = notes::table.for_tenant(db.tenant());
    Campaign::for_tenant(db.tenant())
        .filter(exists(noted))
        .load(db)
}

fn main() {}
