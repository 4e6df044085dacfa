// D7
use ui_tests::*;

fn case(db: &mut Db<'_>, template: i64) -> QueryResult<usize> {
    let source = Campaign::for_tenant(db.tenant())
        .filter(campaigns::id.eq(template))
        .select(campaigns::name);
    db.insert_into(campaigns::table)
        .values(source)
        .into_columns(campaigns::name)
        .execute(db)
}

fn main() {}
