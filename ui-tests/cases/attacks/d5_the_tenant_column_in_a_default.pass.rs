// D5
use ui_tests::*;

fn case(db: &mut Db<'_>, other: Option<i64>) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values((
            campaigns::name.eq("x"),
            other.map(|other| campaigns::budget.eq(other)),
        ))
        .execute(db)
}

fn main() {}
