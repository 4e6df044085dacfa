// C7
use ui_tests::*;

fn case(db: &mut Db<'_>, old: &Campaign) -> QueryResult<Campaign> {
    campaigns::table.filter(campaigns::id.eq(old.id)).first(db)
}

fn main() {}
