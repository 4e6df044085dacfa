// C4
use diesel::BoxableExpression;
use diesel::sqlite::Sqlite;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let named: Box<dyn BoxableExpression<campaigns::table, Sqlite, SqlType = _>> =
        Box::new(campaigns::name.eq("summer"));
    Campaign::for_tenant(db.tenant()).filter(named).load(db)
}

fn main() {}
