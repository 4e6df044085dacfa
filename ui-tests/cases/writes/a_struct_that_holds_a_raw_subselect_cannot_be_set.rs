// C4, D2
use ui_tests::*;

#[derive(AsChangeset)]
#[diesel(table_name = campaigns)]
struct Row {
    name: String,
    budget: diesel::dsl::SingleValue<diesel::dsl::Select<ads::table, ads::id>>,
}

fn case(db: &mut Db<'_>, row: Row) {
    let _ = db.update(campaigns::table).set(row);
}

fn main() {}
