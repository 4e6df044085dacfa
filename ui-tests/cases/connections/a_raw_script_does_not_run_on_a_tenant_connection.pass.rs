// E1, F12
use diesel::connection::SimpleConnection;
use ui_tests::*;

fn case(db: &mut Raw) -> QueryResult<()> {
    db.batch_execute("DELETE FROM campaigns")
}

fn main() {}
