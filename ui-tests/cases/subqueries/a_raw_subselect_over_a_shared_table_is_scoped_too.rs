// C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let countries = geo_ips::table.select(geo_ips::country);
    Campaign::for_tenant(db.tenant())
        .filter(campaigns::name.eq_any(countries))
        .load(db)
}

fn main() {}
