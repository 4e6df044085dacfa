// E6
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.delete(geo_ips::table.for_tenant(db.tenant()))
        .execute(db)
}

fn main() {}
