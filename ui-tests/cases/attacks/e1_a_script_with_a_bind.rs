// E1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    diesel::sql_query("DELETE FROM campaigns WHERE id = ?")
        .bind::<diesel::sql_types::BigInt, _>(1_i64)
        .execute(db)
}

fn main() {}
