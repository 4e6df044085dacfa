// E3
use ui_tests::*;

async fn case(db: &mut AsyncDb<'_>) -> QueryResult<usize> {
    let rows: Vec<Campaign> = Campaign::for_tenant(db.tenant()).load_async(db)?;
    Ok(rows.len())
}

fn main() {}
