// C9, C6
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<i64> {
    geo_ips::table
        .for_tenant(db.tenant())
        .filter(campaigns::name.eq("x"))
        .count()
        .get_result(db)
}

fn main() {}
