// D5
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let id = db.tenant();
    let _ = &id;
    db.insert_into(campaigns::table)
        .values((campaigns::name.eq("new"), campaigns::company_id.eq(id)))
        .execute(db)
}

fn main() {}
