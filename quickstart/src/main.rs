//! `cargo run`: two companies share one database and do not see each other.
//!
//! Runs on SQLite, in memory, and on PostgreSQL where `DATABASE_URL` is a
//! `postgres://` URL, in a schema of its own that it drops again.

use std::error::Error;

use quickstart::answers::Tour;
use quickstart::{print, sqlite};

const COMPANIES: [&str; 2] = ["Quillmere Outfitters", "Tansybrook Foods"];

fn main() -> Result<(), Box<dyn Error>> {
    let tour = on_postgres().unwrap_or_else(on_sqlite)?;
    print::tour(&tour);
    print::heading("8. A statement without a scope does not compile");
    println!("{}", include_str!("../refused/forgotten_scope.rs"));
    println!("{}", include_str!("../refused/forgotten_scope.stderr"));
    Ok(())
}

fn on_sqlite() -> Result<Tour, Box<dyn Error>> {
    println!("SQLite, in memory.");
    sqlite::with_new_database(|conn| {
        sqlite::load::load(conn)?;
        sqlite::tour::tour(conn, COMPANIES)
    })
}

#[cfg(feature = "postgres")]
fn on_postgres() -> Option<Result<Tour, Box<dyn Error>>> {
    use quickstart::postgres;

    let url = std::env::var("DATABASE_URL").ok()?;
    if !url.starts_with("postgres") {
        return None;
    }
    println!("PostgreSQL.");
    Some(postgres::with_new_schema(&url, |conn| {
        postgres::load::load(conn)?;
        postgres::tour::tour(conn, COMPANIES)
    }))
}

#[cfg(not(feature = "postgres"))]
fn on_postgres() -> Option<Result<Tour, Box<dyn Error>>> {
    None
}
