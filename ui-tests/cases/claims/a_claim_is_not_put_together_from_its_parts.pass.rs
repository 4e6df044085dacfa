// A3, H1
use tenant_core::Provenance;
use ui_tests::*;

fn case(claim: &Claim<i64>, key: i64) -> Claim<i64> {
    let provenance: Provenance = claim.provenance().clone();
    let _ = (&provenance, key);
    claim.clone()
}

fn main() {}
