// E1, F12
use diesel::connection::SimpleConnection;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<()> {
    db.batch_execute("DELETE FROM campaigns")
}

fn main() {}
