// D5
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values([5, 6].map(|to| (campaigns::name.eq("new"), campaigns::id.eq(to))))
        .execute(db)
}

fn main() {}
