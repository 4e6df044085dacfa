// G8, G1
use ui_tests::*;

fn case(db: &mut Db<'_>, name: &str) -> QueryResult<bool> {
    let taken = Campaign::for_tenant(db.tenant()).filter(campaigns::name.eq(name));
    Ok(taken.count().get_result::<i64>(db)? > 0)
}

fn main() {}
