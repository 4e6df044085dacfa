// A1
use ui_tests::*;

type Db<'t> = TenantConnection<'t, PgConnection, i64>;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    campaigns::table.load(db)
}

fn main() {}
