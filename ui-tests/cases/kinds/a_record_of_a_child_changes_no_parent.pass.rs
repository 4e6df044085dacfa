// D4, D8
use ui_tests::*;

/// A new row names its parent.
#[derive(Insertable, TenantRecord)]
#[diesel(table_name = notes)]
struct New {
    campaign_id: i64,
    body: String,
}

#[derive(AsChangeset, TenantRecord)]
#[diesel(table_name = notes)]
struct Row {
    body: String,
}

fn case(db: &mut Db<'_>, new: New, row: Row) -> QueryResult<usize> {
    db.insert_into(notes::table).values(new).execute(db)?;
    db.update(notes::table).set(row).execute(db)
}

fn main() {}
