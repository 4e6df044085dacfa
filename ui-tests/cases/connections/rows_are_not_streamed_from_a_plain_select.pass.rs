// A1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let rows = Campaign::for_tenant(db.tenant()).load_iter::<Campaign, _>(db)?;
    Ok(rows.count())
}

fn main() {}
