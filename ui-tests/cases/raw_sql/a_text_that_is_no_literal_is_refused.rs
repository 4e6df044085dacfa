// E1
use tenant_core::checked_sql;
use ui_tests::*;

const SQL: &str = "SELECT id FROM campaigns WHERE company_id = :tenant";

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let id = db.tenant();
    checked_sql!(id, SQL).execute(db)
}

fn main() {}
