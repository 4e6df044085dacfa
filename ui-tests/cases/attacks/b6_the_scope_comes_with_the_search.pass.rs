// B6
use ui_tests::*;

fn case(db: &mut Db<'_>, text: Option<&'static str>) -> QueryResult<Vec<Campaign>> {
    let mut query = Campaign::for_tenant(db.tenant()).into_boxed();
    if let Some(text) = text {
        query = query.filter(campaigns::name.eq(text).and(campaigns::company_id.eq(1)));
    }
    query.load(db)
}

fn main() {}
