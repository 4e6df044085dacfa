// C4
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let name = Campaign::for_tenant(id)
        .select(campaigns::name)
        .single_value();
    let _ = Campaign::for_tenant(id).filter(campaigns::name.nullable().like(name));
}

fn main() {}
