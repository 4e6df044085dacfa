// A3, H1
use tenant_core::{Claim, Provenance, VerifiedTenant};

struct Header(i64, Provenance);

impl From<Header> for Claim<i64> {
    fn from(header: Header) -> Self {
        Claim {
            key: header.0,
            provenance: header.1,
        }
    }
}

fn known(_: impl VerifiedTenant) {}

fn main() {}
