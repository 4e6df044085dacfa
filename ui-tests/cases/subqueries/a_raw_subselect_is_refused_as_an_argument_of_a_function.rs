// C4
use ui_tests::*;

#[diesel::declare_sql_function]
extern "SQL" {
    fn upper(text: diesel::sql_types::Nullable<diesel::sql_types::Text>)
    -> diesel::sql_types::Text;
}

fn case(db: &mut Db<'_>) -> QueryResult<Vec<String>> {
    let title = ads::table.select(ads::title).single_value();
    Campaign::for_tenant(db.tenant())
        .select(upper(title))
        .load(db)
}

fn main() {}
