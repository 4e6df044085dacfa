// E1
use tenant_core::checked_sql;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let id = db.tenant();
    checked_sql!(
        id,
        "SELECT a.title FROM ads a JOIN campaigns c ON c.id = a.id AND c.id = a.campaign_id WHERE c.company_id = :tenant"
    )
    .execute(db)
}

fn main() {}
