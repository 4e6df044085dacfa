// A1, A2, H1
use ui_tests::*;

fn case() {
    let _ = Db::tenant;
}

fn main() {}
