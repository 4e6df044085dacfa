// E1
use ui_tests::*;

fn case<'a>(db: &'a mut Db<'_>) -> &'a mut Raw {
    &mut *db
}

fn main() {}
