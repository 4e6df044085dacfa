// C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Option<String>> {
    let title = ads::table.select(ads::title).single_value();
    db.insert_into(campaigns::table)
        .values(campaigns::name.eq("new"))
        .returning(title)
        .get_result(db)
}

fn main() {}
