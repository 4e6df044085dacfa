// E1, G6
use diesel::connection::{Connection, InstrumentationEvent};
use ui_tests::*;

fn case(conn: &mut Raw) {
    Connection::set_instrumentation(conn, |_: InstrumentationEvent<'_>| ());
}

fn main() {}
