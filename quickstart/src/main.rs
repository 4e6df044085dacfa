//! `cargo run`: two companies share one database and do not see each other.
//!
//! Runs on SQLite, in memory, and on PostgreSQL where `QUICKSTART_DATABASE_URL` is a
//! `postgres://` URL, in a schema of its own that it drops again.

use std::error::Error;
use std::io::{self, Write};

use quickstart::answers::Tour;
use quickstart::{print, sqlite};

const COMPANIES: [&str; 2] = ["Quillmere Outfitters", "Tansybrook Foods"];

fn main() -> Result<(), Box<dyn Error>> {
    let tour = on_postgres().unwrap_or_else(on_sqlite)?;
    match show(&mut io::stdout().lock(), &tour) {
        // `cargo run | head` has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        shown => Ok(shown?),
    }
}

fn show(out: &mut impl Write, tour: &Tour) -> io::Result<()> {
    print::tour(out, tour)?;
    print::heading(out, "8. A statement without a scope does not compile")?;
    writeln!(out, "{}", include_str!("../refused/forgotten_scope.rs"))?;
    writeln!(out, "{}", include_str!("../refused/forgotten_scope.stderr"))
}

fn on_sqlite() -> Result<Tour, Box<dyn Error>> {
    eprintln!("on SQLite, in memory");
    sqlite::with_new_database(|conn| {
        sqlite::load::load(conn)?;
        sqlite::tour::tour(conn, COMPANIES)
    })
}

#[cfg(feature = "postgres")]
fn on_postgres() -> Option<Result<Tour, Box<dyn Error>>> {
    use quickstart::postgres;

    let url = std::env::var("QUICKSTART_DATABASE_URL").ok()?;
    if !url.starts_with("postgres") {
        return None;
    }
    eprintln!("on PostgreSQL");
    Some(postgres::with_new_schema(&url, |conn| {
        postgres::load::load(conn)?;
        postgres::tour::tour(conn, COMPANIES)
    }))
}

#[cfg(not(feature = "postgres"))]
fn on_postgres() -> Option<Result<Tour, Box<dyn Error>>> {
    None
}
