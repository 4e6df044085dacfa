// E1, F9
use ui_tests::*;

type Db<'t> = TenantConnection<'t, PgConnection, i64>;

fn case(db: &mut Db<'_>) -> QueryResult<()> {
    db.build_transaction().run(|_| Ok(()))
}

fn main() {}
