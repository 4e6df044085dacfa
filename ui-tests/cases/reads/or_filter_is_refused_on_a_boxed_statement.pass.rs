// B1
use diesel::sqlite::Sqlite;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    Campaign::for_tenant(db.tenant())
        .into_boxed::<Sqlite>()
        .filter(campaigns::name.eq("winter"))
        .load(db)
}

fn main() {}
