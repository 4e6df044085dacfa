// C10
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let other = tenant_core::alias!(campaigns as other);
    let _ = Campaign::for_tenant(id)
        .inner_join(other.on(other.field(campaigns::name).eq(campaigns::name)));
}

fn main() {}
