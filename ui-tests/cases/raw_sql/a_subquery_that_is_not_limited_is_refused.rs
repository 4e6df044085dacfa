// E1
use tenant_core::checked_sql;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let id = db.tenant();
    checked_sql!(
        id,
        "SELECT name FROM campaigns WHERE company_id = :tenant AND id IN (SELECT campaign_id FROM ads)"
    )
    .execute(db)
}

fn main() {}
