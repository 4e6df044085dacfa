// H9, A7
use ui_tests::*;

fn case<'a>(one: &mut Db<'a>, two: Db<'a>) {
    *one = two;
}

fn main() {}
