// D7, D5
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let source = Campaign::for_tenant(id).select((campaigns::name, campaigns::id));
    let _ = id
        .insert_into(campaigns::table)
        .values(source)
        .into_columns((campaigns::name, campaigns::company_id));
}

fn main() {}
