// D1, D2
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(
        campaigns::table
            .for_tenant(db.tenant())
            .filter(campaigns::id.eq(5)),
    )
    .set(campaigns::name.eq("renamed"))
    .execute(db)
}

fn main() {}
