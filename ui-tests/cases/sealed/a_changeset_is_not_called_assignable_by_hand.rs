// D4
use tenant_core::wall::Assignable;
use ui_tests::*;

struct Move(campaigns::company_id);

impl Assignable for Move {}

fn main() {}
