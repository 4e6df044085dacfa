// G8, G1
use ui_tests::*;

fn case(db: &mut Db<'_>, name: &str) -> QueryResult<bool> {
    let taken = diesel::select(diesel::dsl::exists(
        campaigns::table.filter(campaigns::name.eq(name)),
    ));
    taken.get_result(db)
}

fn main() {}
