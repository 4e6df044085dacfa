// A3, H1
use tenant_core::Provenance;
use ui_tests::*;

fn case(claim: &Claim<i64>, provenance: Provenance) -> Claim<i64> {
    let _ = &provenance;
    Claim::clone(claim)
}

fn main() {}
