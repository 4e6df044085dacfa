// A6
use std::sync::atomic::{AtomicBool, Ordering};
use ui_tests::*;

static SCOPED: AtomicBool = AtomicBool::new(true);

fn case(db: &mut Db<'_>) -> QueryResult<i64> {
    if SCOPED.load(Ordering::Relaxed) {
        Campaign::for_tenant(db.tenant()).count().get_result(db)
    } else {
        campaigns::table.count().get_result(db)
    }
}

fn main() {}
