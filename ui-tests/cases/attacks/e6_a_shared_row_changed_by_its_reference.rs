// E6
use ui_tests::*;

#[derive(Identifiable)]
#[diesel(table_name = geo_ips)]
struct Row {
    id: i64,
}

fn case(db: &mut Db<'_>, row: &Row) -> QueryResult<usize> {
    db.update(row).set(geo_ips::country.eq("Mine")).execute(db)
}

fn main() {}
