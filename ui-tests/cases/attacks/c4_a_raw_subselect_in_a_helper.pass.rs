// C4
use ui_tests::*;

#[diesel::dsl::auto_type]
fn popular() -> _ {
    campaigns::id.gt(5_i64)
}

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    Campaign::for_tenant(db.tenant()).filter(popular()).load(db)
}

fn main() {}
