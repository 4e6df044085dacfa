// D6, B2
use ui_tests::*;

fn case(id: TenantId<'_, i64>, new: NewCampaign) {
    let _ = id
        .insert_into(campaigns::table)
        .values(new)
        .on_conflict(diesel::dsl::sql::<diesel::sql_types::BigInt>(
            "(id) DO UPDATE SET company_id = 1 --",
        ))
        .do_nothing();
}

fn main() {}
