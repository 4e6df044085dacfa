// D4
use tenant_core::wall::Assignable;
use ui_tests::*;

struct Move(campaigns::company_id);

fn checked(_: impl Assignable) {}

fn main() {}
