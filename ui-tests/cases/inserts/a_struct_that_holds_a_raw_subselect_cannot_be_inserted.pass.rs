// C4, D7
use ui_tests::*;

#[derive(Insertable)]
#[diesel(table_name = campaigns)]
struct Row {
    name: String,
    budget: Option<i64>,
}

fn case(db: &mut Db<'_>, row: Row) {
    let _ = db.insert_into(campaigns::table).values(row);
}

fn main() {}
