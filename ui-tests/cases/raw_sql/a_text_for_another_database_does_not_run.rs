// E1
use tenant_core::checked_sql;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let id = db.tenant();
    checked_sql!(
        id,
        "SELECT id::text FROM campaigns WHERE company_id = :tenant"
    )
    .execute(db)
}

fn main() {}
