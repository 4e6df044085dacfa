// E6
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.delete(geo_ips::table).execute(db)
}

fn main() {}
