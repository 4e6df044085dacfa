// D5, H1
use ui_tests::*;

#[derive(Insertable)]
#[diesel(table_name = campaigns)]
struct Body<'a> {
    name: &'a str,
    #[diesel(column_name = budget)]
    tenant: i64,
}

fn case(db: &mut Db<'_>, body: &[Body<'_>]) -> QueryResult<usize> {
    db.insert_into(campaigns::table).values(body).execute(db)
}

fn main() {}
