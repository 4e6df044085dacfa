// C7
use ui_tests::*;

fn case(db: &mut Db<'_>, name: &str) -> QueryResult<Option<Campaign>> {
    campaigns::table
        .filter(campaigns::name.eq(name))
        .first(db)
        .optional()
}

fn main() {}
