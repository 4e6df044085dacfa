// E6
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(geo_ips::table)
        .set(geo_ips::country.eq("NL"))
        .execute(db)
}

fn main() {}
