// B1
use ui_tests::*;

fn case(db: &mut Db<'_>, terms: &[&'static str]) -> QueryResult<Vec<Campaign>> {
    let mut query = Campaign::for_tenant(db.tenant()).into_boxed();
    for term in terms {
        query = query.filter(campaigns::name.eq(*term));
    }
    query.load(db)
}

fn main() {}
