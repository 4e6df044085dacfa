// C9, E1
use ui_tests::*;

fn clean_up<C: diesel::Connection>(conn: &mut C) -> QueryResult<usize> {
    conn.batch_execute("DELETE FROM campaigns")?;
    Ok(0)
}

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    clean_up(db)
}

fn main() {}
