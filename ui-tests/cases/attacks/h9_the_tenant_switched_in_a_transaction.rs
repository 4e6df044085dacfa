// H9
use tenant_core::scope_guard;
use ui_tests::*;

fn case(other: &Claim<i64>, db: &mut Db<'_>) -> QueryResult<()> {
    db.transaction(|db| {
        scope_guard!(guard);
        let _ = other.enter(guard, db);
        Ok(())
    })
}

fn main() {}
