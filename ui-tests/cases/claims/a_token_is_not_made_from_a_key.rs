// A1, A2, H1
use ui_tests::*;

fn case() {
    let _ = TenantId::<'_, i64>::new;
}

fn main() {}
