// A3, H1
use tenant_core::{Claim, Provenance, VerifiedTenant};

struct Header(i64, Provenance);

fn known(_: Claim<i64>) {}

impl VerifiedTenant for Header {
    type Key = i64;
    const METHOD: &'static str = "header, set by the proxy";

    fn into_tenant_key(self) -> i64 {
        self.0
    }
}

fn main() {}
