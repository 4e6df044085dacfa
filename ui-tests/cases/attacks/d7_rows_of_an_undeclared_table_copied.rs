// D7, E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let source = secrets::table
        .for_tenant(db.tenant())
        .select(secrets::value);
    db.insert_into(campaigns::table)
        .values(source)
        .into_columns(campaigns::name)
        .execute(db)
}

fn main() {}
