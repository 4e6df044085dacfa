// F2
use tenant_core::rls::TenantKind;

struct Plan;

impl TenantKind for Plan {
    const NAME: &'static str = "plan";
    type SqlType = diesel::sql_types::Integer;
}

fn main() {}
