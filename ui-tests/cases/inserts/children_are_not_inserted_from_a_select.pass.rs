// D7, D8
use ui_tests::*;

#[derive(HasQuery, Insertable)]
#[diesel(table_name = notes)]
struct NewNote {
    campaign_id: i64,
    body: String,
}

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let rows = notes::table
        .for_tenant(db.tenant())
        .select(NewNote::as_select())
        .load(db)?;
    db.insert_into(notes::table).values(&rows).execute(db)
}

fn main() {}
