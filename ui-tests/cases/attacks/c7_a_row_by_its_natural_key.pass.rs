// C7
use ui_tests::*;

fn case(db: &mut Db<'_>, name: &str) -> QueryResult<Option<Campaign>> {
    Campaign::for_tenant(db.tenant())
        .filter(campaigns::name.eq(name))
        .first(db)
        .optional()
}

fn main() {}
