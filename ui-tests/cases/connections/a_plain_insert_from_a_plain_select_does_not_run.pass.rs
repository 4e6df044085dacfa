// D7
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values(
            ads::table
                .for_tenant(db.tenant())
                .select((ads::id, ads::title)),
        )
        .into_columns((campaigns::id, campaigns::name))
        .execute(db)
}

fn main() {}
