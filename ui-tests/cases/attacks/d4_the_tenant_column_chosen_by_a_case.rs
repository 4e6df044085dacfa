// D4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let nobody =
        diesel::dsl::case_when::<_, _, diesel::sql_types::BigInt>(campaigns::id.eq(0), 0_i64)
            .otherwise(1_i64);
    db.update(campaigns::table)
        .set(campaigns::company_id.eq(nobody))
        .execute(db)
}

fn main() {}
