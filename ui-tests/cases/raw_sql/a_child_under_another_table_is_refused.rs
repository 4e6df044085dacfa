// E1
use tenant_core::checked_sql;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let id = db.tenant();
    checked_sql!(
        id,
        "SELECT n.body FROM notes n JOIN ads a ON a.id = n.campaign_id WHERE a.company_id = :tenant"
    )
    .execute(db)
}

fn main() {}
