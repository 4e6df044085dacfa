// D4
use ui_tests::*;

fn case(db: &mut Db<'_>, to: Option<i64>) -> QueryResult<usize> {
    db.update(campaigns::table)
        .set(to.map(|to| campaigns::company_id.eq(to)))
        .execute(db)
}

fn main() {}
