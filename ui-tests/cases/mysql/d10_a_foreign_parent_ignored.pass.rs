// D10, D8
use ui_tests::*;

type Db<'t> = TenantConnection<'t, MysqlConnection, i64>;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_into(notes::table)
        .values((notes::campaign_id.eq(21), notes::body.eq("x")))
        .execute(db)
}

fn main() {}
