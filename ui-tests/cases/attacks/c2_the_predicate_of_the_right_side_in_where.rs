// C2
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Option<String>>> {
    campaigns::table
        .left_join(ads::table)
        .filter(ads::company_id.eq(1).or(ads::id.is_null()))
        .select(ads::title.nullable())
        .load(db)
}

fn main() {}
