// A7
use ui_tests::*;

struct Repository<'t> {
    id: TenantId<'t, i64>,
}

fn case(a: &Claim<i64>, conn: &mut Raw) {
    let mut kept = Vec::new();
    a.scope(conn, |db| {
        let repository = Repository { id: db.tenant() };
        kept.push(repository);
    });
}

fn main() {}
