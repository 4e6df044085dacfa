// A1
use diesel::sqlite::Sqlite;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    campaigns::table.into_boxed::<Sqlite>().load(db)
}

fn main() {}
