// C4
use ui_tests::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = campaigns)]
struct Total {
    #[diesel(select_expression = ads::table.count().single_value())]
    #[diesel(select_expression_type = diesel::dsl::SingleValue<diesel::dsl::Select<ads::table, diesel::dsl::CountStar>>)]
    _all: Option<i64>,
}

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Total>> {
    Campaign::for_tenant(db.tenant())
        .select(Total::as_select())
        .load(db)
}

fn main() {}
