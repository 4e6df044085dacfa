// C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<bool> {
    let count: i64 = Campaign::for_tenant(db.tenant()).count().get_result(db)?;
    Ok(count > 0)
}

fn main() {}
