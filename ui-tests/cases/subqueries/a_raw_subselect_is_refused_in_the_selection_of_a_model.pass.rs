// C4
use ui_tests::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = campaigns)]
struct Row {
    id: i64,
    #[diesel(select_expression = campaigns::budget)]
    #[diesel(select_expression_type = campaigns::budget)]
    newest: Option<i64>,
}

fn case(id: TenantId<'_, i64>) {
    let _ = Campaign::for_tenant(id)
        .select(<Row as SelectableHelper<diesel::sqlite::Sqlite>>::as_select());
}

fn main() {}
