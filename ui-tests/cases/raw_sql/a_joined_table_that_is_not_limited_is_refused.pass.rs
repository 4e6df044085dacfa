// E1
use tenant_core::checked_sql;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let id = db.tenant();
    checked_sql!(
        id,
        "SELECT a.title FROM campaigns c LEFT JOIN ads a ON a.campaign_id = c.id AND a.company_id = c.company_id WHERE c.company_id = :tenant"
    )
    .execute(db)
}

fn main() {}
