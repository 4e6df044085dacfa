// E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_into(secrets::table)
        .values((secrets::campaign_id.eq(5), secrets::value.eq("hush")))
        .execute(db)
}

fn main() {}
