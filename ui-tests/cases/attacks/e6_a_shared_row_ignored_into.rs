// E6
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_or_ignore_into(geo_ips::table)
        .values(geo_ips::country.eq("Mine"))
        .execute(db)
}

fn main() {}
