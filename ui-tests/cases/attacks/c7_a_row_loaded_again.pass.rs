// C7
use ui_tests::*;

fn case(db: &mut Db<'_>, old: &Campaign) -> QueryResult<Campaign> {
    Campaign::for_tenant(db.tenant())
        .filter(campaigns::id.eq(old.id))
        .first(db)
}

fn main() {}
