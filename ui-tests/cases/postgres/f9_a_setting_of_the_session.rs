// F9, F12
use ui_tests::*;

type Db<'t> = TenantConnection<'t, PgConnection, i64>;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    diesel::sql_query("SET app.tenant = '2'").execute(db)
}

fn main() {}
