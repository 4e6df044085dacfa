// C4
use std::panic::RefUnwindSafe;
use ui_tests::*;

struct Mine(ads::table);

impl RefUnwindSafe for ads::table {}

fn main() {}
