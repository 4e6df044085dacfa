// D7, E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let source = notes::table.for_tenant(db.tenant()).select(notes::body);
    db.insert_into(campaigns::table)
        .values(source)
        .into_columns(campaigns::name)
        .execute(db)
}

fn main() {}
