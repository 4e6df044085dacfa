// E2, H1
use tenant_core::VerifiedTenant;
use ui_tests::*;

struct Everybody;

impl VerifiedTenant for Everybody {
    type Key = i64;
    const METHOD: &'static str = "admin";

    fn into_tenant_key(self) -> Self::Key {
        1
    }
}

fn case(conn: &mut Raw) {
    Claim::verified(Everybody).scope(conn, |db| {
        let _ = Campaign::for_tenant(db.tenant());
    });
}

fn main() {}
