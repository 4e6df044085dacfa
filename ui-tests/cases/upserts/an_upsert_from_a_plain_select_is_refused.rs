// D6, D7
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values(ads::table.select((ads::id, ads::title)))
        .into_columns((campaigns::id, campaigns::name))
        .on_conflict(campaigns::id)
        .do_nothing()
        .execute(db)
}

fn main() {}
