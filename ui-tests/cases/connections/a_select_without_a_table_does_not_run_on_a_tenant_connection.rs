// C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(campaigns::table.find(5))).get_result(db)
}

fn main() {}
