// H9
use tenant_core::scope_guard;
use ui_tests::*;

fn case(other: &Claim<i64>, conn: &mut Raw, db: &mut Db<'_>) -> QueryResult<()> {
    db.transaction(|_| {
        scope_guard!(guard);
        let _ = other.enter(guard, conn);
        Ok(())
    })
}

fn main() {}
