// A1, A2, H1
use ui_tests::*;

fn case<'t>(db: &mut Db<'t>, key: &'t i64) -> TenantId<'t, i64> {
    let _ = key;
    db.tenant()
}

fn main() {}
