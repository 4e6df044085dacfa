// H9, A7
use ui_tests::*;

fn case<'a, 'b>(one: &mut Db<'a>, two: Db<'b>) {
    *one = two;
}

fn main() {}
