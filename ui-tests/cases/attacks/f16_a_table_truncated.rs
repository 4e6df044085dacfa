// F16, E1
use diesel::connection::SimpleConnection;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<()> {
    db.batch_execute("TRUNCATE campaigns")
}

fn main() {}
