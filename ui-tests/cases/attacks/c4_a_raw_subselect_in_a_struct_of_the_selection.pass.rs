// C4
use ui_tests::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = campaigns)]
struct Total {
    #[diesel(select_expression = campaigns::budget)]
    #[diesel(select_expression_type = campaigns::budget)]
    _all: Option<i64>,
}

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Total>> {
    Campaign::for_tenant(db.tenant())
        .select(Total::as_select())
        .load(db)
}

fn main() {}
