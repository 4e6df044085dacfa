// C10
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let other = tenant_core::alias!(campaigns as other);
    let theirs = diesel::alias!(campaigns as other);
    let _ = &theirs;
    let _ = Campaign::for_tenant(id)
        .inner_join(other.on(other.field(campaigns::name).eq(campaigns::name)))
        .filter(other.field(campaigns::budget).gt(5));
}

fn main() {}
