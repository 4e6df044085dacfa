//! As whom the attacks ran.

use std::error::Error;
use std::fmt;

use diesel::result::QueryResult;

use super::snapshot::Observer;
use super::stage::Stage;
use crate::catalog::{Catalog, Dialect};

/// What a reader should know about the role of `conn`.
pub(super) fn notes<C: Catalog>(conn: &mut C) -> QueryResult<Vec<String>> {
    if C::DIALECT != Dialect::Postgres {
        return Ok(Vec::new());
    }
    let powerful = conn.lines(
        "SELECT rolname::text AS line FROM pg_roles
         WHERE rolname = current_user AND (rolsuper OR rolbypassrls)",
    )?;
    Ok(powerful
        .into_iter()
        .map(|role| {
            format!(
                "the attacks ran as `{role}`, whom row-level security does not bind: it was not tested"
            )
        })
        .collect())
}

/// Do the connections fit the policies of the database?
pub(super) fn check<C: Catalog>(stage: &mut Stage<C>, bound: bool) -> QueryResult<()> {
    if C::DIALECT != Dialect::Postgres {
        return Ok(());
    }
    let observer = stage.observer.clone();
    let shared = !stage.is_committed();
    let wrong = match held_back(stage.observing(), &observer)? {
        Some((role, table)) if shared => Some(format!(
            "policies hold the rows of `{table}` back from `{role}`, who cannot make those of two \
             tenants: make the red team with `RedTeam::committed(observer, conn)`, where `observer` \
             is connected as a superuser or a role with `BYPASSRLS` and `conn` as `{role}`"
        )),
        Some((role, table)) => Some(format!(
            "policies hold the rows of `{table}` back from `{role}`, who is to see them all: connect \
             the observer, the first connection of `RedTeam::committed`, as a superuser or a role with \
             `BYPASSRLS`"
        )),
        None => {
            let attacker = held_back(stage.attacking(), &observer)?;
            match (attacker, bound) {
                (Some((role, table)), false) => Some(format!(
                    "policies hold the rows of `{table}` back from `{role}`, and the attacks bind no \
                     tenant, so that they see nothing: write `bound()` after `team.tenants(..)`"
                )),
                (None, true) => Some(format!(
                    "no policy holds anything back from `{}`, as which the attacks are to run bound: \
                     connect the second connection of `RedTeam::committed` as the application's role, \
                     and apply the migration of `RowLevelSecurity`",
                    stage
                        .attacking()
                        .lines("SELECT current_user::text AS line")?
                        .join("")
                )),
                _ => None,
            }
        }
    };
    match wrong {
        Some(why) => Err(diesel::result::Error::QueryBuilderError(Box::new(
            WrongConnection(why),
        ))),
        None => Ok(()),
    }
}

/// The role of `conn`, and a table in which policies apply to it.
fn held_back<C: Catalog>(
    conn: &mut C,
    observer: &Observer,
) -> QueryResult<Option<(String, String)>> {
    let lines = conn.lines(
        "SELECT concat_ws(chr(31), current_user, n.nspname, t.relname) AS line
         FROM pg_class AS t JOIN pg_namespace AS n ON n.oid = t.relnamespace
         WHERE t.relrowsecurity AND t.relkind IN ('r', 'p') AND row_security_active(t.oid)
         ORDER BY t.relname",
    )?;
    let known = |line: &String| {
        let mut words = line.split('\u{1f}');
        let (role, schema, name) = (words.next()?, words.next()?, words.next()?);
        let mut tables = observer.tables.iter();
        let is = |table: &&crate::catalog::Table| {
            table.name.name == name && table.name.schema.as_deref() == Some(schema)
        };
        let table = tables.find(is)?;
        Some((role.to_owned(), table.short_name()))
    };
    Ok(lines.iter().find_map(known))
}

/// A connection with which nothing would be shown.
#[derive(Debug)]
struct WrongConnection(String);

impl fmt::Display for WrongConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for WrongConnection {}
