// E1
use tenant_core::checked_sql;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let id = db.tenant();
    checked_sql!(
        id,
        "SELECT c.everybody FROM campaigns c WHERE c.company_id = :tenant"
    )
    .execute(db)
}

fn main() {}
