// C4
use diesel::expression_methods::*;
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let ids = Ad::for_tenant(id).select(ads::id).single_value();
    let text = ids.cast::<diesel::sql_types::Nullable<diesel::sql_types::Text>>();
    let _ = Campaign::for_tenant(id).select(text);
}

fn main() {}
