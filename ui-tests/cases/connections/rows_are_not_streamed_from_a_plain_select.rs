// A1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let rows = campaigns::table.load_iter::<Campaign, _>(db)?;
    Ok(rows.count())
}

fn main() {}
