// C3
use ui_tests::*;

fn case(db: &mut Db<'_>, campaigns: &[Campaign]) -> QueryResult<Vec<Ad>> {
    Ad::belonging_to(campaigns).load(db)
}

fn main() {}
