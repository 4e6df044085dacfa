// A1
use ui_tests::*;

fn case(db: &mut Db<'_>, signed_in: bool) -> QueryResult<Vec<Campaign>> {
    if signed_in {
        Campaign::for_tenant(db.tenant()).load(db)
    } else {
        Ok(Vec::new())
    }
}

fn main() {}
