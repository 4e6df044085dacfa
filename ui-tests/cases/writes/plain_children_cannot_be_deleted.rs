// D1, C6
use ui_tests::*;

fn case(db: &mut Db<'_>, campaign: &Campaign) -> QueryResult<usize> {
    db.delete(Ad::belonging_to(campaign)).execute(db)
}

fn main() {}
