// C4
use diesel::sqlite::Sqlite;
use tenant_core::BoxedPredicate;
use ui_tests::*;

fn case<'a, 'b>(
    one: BoxedPredicate<'a, 'static, campaigns::table, Sqlite>,
    two: BoxedPredicate<'a, 'static, campaigns::table, Sqlite>,
) {
    let _ = one.or(two);
}

fn main() {}
