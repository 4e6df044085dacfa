// C4
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let name = campaigns::table.select(campaigns::name).single_value();
    let _ = Campaign::for_tenant(id).filter(campaigns::name.eq(name.assume_not_null()));
}

fn main() {}
