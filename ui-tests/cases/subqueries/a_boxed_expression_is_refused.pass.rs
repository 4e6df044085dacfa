// C4
use diesel::sqlite::Sqlite;
use tenant_core::BoxedPredicate;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let named: BoxedPredicate<'_, '_, campaigns::table, Sqlite> =
        BoxedPredicate::new(campaigns::name.eq("summer"));
    Campaign::for_tenant(db.tenant()).filter(named).load(db)
}

fn main() {}
