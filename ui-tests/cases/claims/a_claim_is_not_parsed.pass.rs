// H1
use ui_tests::*;

fn case(header: &str) -> Result<Claim<i64>, Box<dyn std::error::Error>> {
    Ok(tenant_core::danger::assume_tenant(
        header.parse()?,
        "local tool",
    )?)
}

fn main() {}
