// C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Option<String>> {
    let title = ads::table
        .for_tenant(db.tenant())
        .select(ads::title)
        .single_value();
    db.update(campaigns::table)
        .set(campaigns::name.eq("renamed"))
        .returning(title)
        .get_result(db)
}

fn main() {}
