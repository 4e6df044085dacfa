// A1, H1
use tenant_core::VerifiedTenant;
use ui_tests::*;

struct Session(i64);

impl VerifiedTenant for Session {
    type Key = i64;
    const METHOD: &'static str = "session";

    fn into_tenant_key(self) -> i64 {
        self.0
    }
}

fn case(session: Session) -> Claim<i64> {
    Claim::verified(session.0)
}

fn main() {}
