// D5
use ui_tests::*;

fn case(db: &mut Db<'_>, to: Option<i64>) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values((
            campaigns::name.eq("new"),
            to.map(|to| campaigns::budget.eq(to)),
        ))
        .execute(db)
}

fn main() {}
