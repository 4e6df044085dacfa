// C3, C6
use ui_tests::*;

fn case(db: &mut Db<'_>, campaign: &Campaign) -> QueryResult<Vec<Ad>> {
    Ad::belonging_to(campaign).load(db)
}

fn main() {}
