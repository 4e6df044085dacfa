// C8
use ui_tests::*;

fn case(db: &mut Db<'_>, id: i64) -> QueryResult<Option<Campaign>> {
    let found: Campaign = Campaign::for_tenant(db.tenant()).find(id).first(db)?;
    Ok(Some(found).filter(|found| found.company_id == *db.tenant().key()))
}

fn main() {}
