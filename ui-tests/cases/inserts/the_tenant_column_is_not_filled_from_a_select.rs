// D5, D7
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values(Ad::for_tenant(db.tenant()).select((ads::title, ads::id)))
        .into_columns((campaigns::name, campaigns::company_id))
        .execute(db)
}

fn main() {}
