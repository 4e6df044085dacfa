// A7
use ui_tests::*;

fn case(db: &mut Db<'_>, conn: &mut Raw, row: NewCampaign) -> QueryResult<usize> {
    let _ = &conn;
    db.insert_into(campaigns::table).values(row).execute(db)
}

fn main() {}
