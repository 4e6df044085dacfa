// D5
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values((
            (campaigns::id.eq(5), (campaigns::company_id.eq(2),)),
            campaigns::name.eq("x"),
        ))
        .execute(db)
}

fn main() {}
