// C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Option<String>> {
    let title = ads::table.select(ads::title).single_value();
    db.delete(campaigns::table).returning(title).get_result(db)
}

fn main() {}
