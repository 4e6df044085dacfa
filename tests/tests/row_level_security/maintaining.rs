//! The owner under forced policies: never a silent nothing.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::result::Error;

use crate::database::*;
use crate::schema::SEEN;

#[test]
fn a_backfill_of_the_owners_is_an_error_and_not_nothing() {
    let database = Database::walled();
    let mut owner = database.owner();
    for seen in SEEN {
        for statement in [
            format!("UPDATE {} SET name = name || '!'", seen.table),
            format!("DELETE FROM {}", seen.table),
            format!("SELECT * FROM {}", seen.table),
        ] {
            let (_, message) = error_of(&mut owner, &statement);
            assert_eq!(
                message, "row-level security hides all rows from the owner of the tables",
                "{statement}"
            );
        }
    }
    // The check of a new foreign key is a statement of the owner's, too.
    let (_, message) = error_of(
        &mut owner,
        "ALTER TABLE ads ADD FOREIGN KEY (company_id) REFERENCES companies",
    );
    assert!(
        message.contains("row-level security hides all rows"),
        "{message}"
    );
}

#[test]
fn unforced_it_reaches_every_row() {
    let database = Database::walled();
    let (mut owner, mut conn) = (database.owner(), database.app());
    let updated = wall().unforced(&mut owner, |owner| {
        for seen in SEEN {
            let update = format!("UPDATE {} SET name = name || '!'", seen.table);
            assert!(diesel::sql_query(update).execute(owner)? > 0);
        }
        diesel::sql_query("INSERT INTO ads VALUES (12, 1, 11, 'put off')").execute(owner)
    });
    assert_eq!(updated, Ok(1));
    assert!(wall().migration(&mut owner).unwrap().is_empty());
    error_of(&mut owner, "SELECT * FROM ads");
    bound_to(2, &mut conn, |conn| assert_eq!(ids(conn, "ads"), [20]));
}

#[test]
fn whatever_ends_it_the_policies_are_forced_again() {
    let database = Database::walled();
    let mut owner = database.owner();
    let failed: QueryResult<()> = wall().unforced(&mut owner, |owner| {
        owner.batch_execute("UPDATE ads SET name = 'x'")?;
        Err(Error::RollbackTransaction)
    });
    assert_eq!(failed, Err(Error::RollbackTransaction));
    error_of(&mut owner, "SELECT * FROM ads");

    // A check that was put off is made before the tables are closed again.
    let broken = wall().unforced(&mut owner, |owner| {
        owner.batch_execute(
            "SET CONSTRAINTS ALL DEFERRED; INSERT INTO ads VALUES (12, 1, 99, 'no campaign')",
        )
    });
    assert!(
        matches!(broken, Err(Error::DatabaseError(..))),
        "{broken:?}"
    );
    error_of(&mut owner, "SELECT * FROM ads");
    assert!(wall().migration(&mut owner).unwrap().is_empty());
}

#[test]
fn only_the_owner_can() {
    let database = Database::walled();
    let result = wall().unforced(&mut database.app(), |_| -> QueryResult<()> {
        panic!("is not called")
    });
    assert!(result.unwrap_err().to_string().contains("must be owner"));
}
