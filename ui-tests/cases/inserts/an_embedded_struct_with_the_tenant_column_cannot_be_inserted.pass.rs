// D5
use ui_tests::*;

#[derive(Insertable)]
#[diesel(table_name = campaigns)]
struct Owner {
    budget: Option<i64>,
}

#[derive(Insertable)]
#[diesel(table_name = campaigns)]
struct Row {
    name: String,
    #[diesel(embed)]
    owner: Owner,
}

fn case(db: &mut Db<'_>, row: Row) -> QueryResult<usize> {
    db.insert_into(campaigns::table).values(row).execute(db)
}

fn main() {}
