// D5
use ui_tests::*;

#[derive(Insertable)]
#[diesel(table_name = campaigns)]
struct Row {
    company_id: i64,
    name: String,
}

fn case(db: &mut Db<'_>, rows: &[Row]) -> QueryResult<usize> {
    db.insert_into(campaigns::table).values(rows).execute(db)
}

fn main() {}
