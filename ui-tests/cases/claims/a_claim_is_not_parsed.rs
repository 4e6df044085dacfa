// H1
use ui_tests::*;

fn case(header: &str) -> Result<Claim<i64>, Box<dyn std::error::Error>> {
    Ok(header.parse::<Claim<i64>>()?)
}

fn main() {}
