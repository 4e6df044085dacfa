// H1
use ui_tests::*;

struct Body {
    company_id: i64,
}

impl tenant_core::VerifiedTenant for Body {
    type Key = i64;
    const METHOD: &'static str = "signed body";

    fn into_tenant_key(self) -> i64 {
        self.company_id
    }
}

fn case(body: Body) -> Claim<i64> {
    Claim::verified(body)
}

fn main() {}
