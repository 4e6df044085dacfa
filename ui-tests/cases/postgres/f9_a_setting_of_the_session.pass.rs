// F9, F12
use ui_tests::*;

type Db<'t> = TenantConnection<'t, PgConnection, i64>;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(campaigns::table)
        .set(campaigns::budget.eq(2))
        .execute(db)
}

fn main() {}
