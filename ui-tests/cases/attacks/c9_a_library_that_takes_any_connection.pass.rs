// C9, E1
use ui_tests::*;

fn clean_up<C: diesel::Connection>(_conn: &mut C) -> QueryResult<usize> {
    Ok(0)
}

fn case(db: &mut Db<'_>, raw: &mut Raw) -> QueryResult<usize> {
    let _ = db;
    clean_up(raw)
}

fn main() {}
