// D3
use ui_tests::*;

fn case(db: &mut Db<'_>, kept: &[i64]) -> QueryResult<usize> {
    diesel::delete(campaigns::table)
        .filter(campaigns::id.ne_all(kept))
        .execute(db)
}

fn main() {}
