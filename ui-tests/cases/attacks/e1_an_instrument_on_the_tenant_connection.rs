// E1, G6
use diesel::connection::{Connection, InstrumentationEvent};
use ui_tests::*;

fn case(db: &mut Db<'_>) {
    Connection::set_instrumentation(db, |_: InstrumentationEvent<'_>| ());
}

fn main() {}
