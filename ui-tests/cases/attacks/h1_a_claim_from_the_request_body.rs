// H1
use ui_tests::*;

struct Body {
    company_id: i64,
}

fn case(body: Body) -> Claim<i64> {
    Claim::verified(body)
}

fn main() {}
