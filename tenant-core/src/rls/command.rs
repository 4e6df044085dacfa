//! A command line for the binary of an application.

use std::fmt;
use std::io::Write;
use std::process::{ExitCode, Termination};

use diesel::connection::Connection;
use diesel::pg::PgConnection;

use super::RowLevelSecurity;
use super::grants::create_role;

const USAGE: &str = "\
audit [--json]        as the application: what lets a tenant past the wall; fails where rows can cross
migration DIRECTORY   as the owner: writes up.sql and down.sql, where the database is not as it is declared
role                  prints the SQL that makes the application's role
lister ROLE           prints the SQL that makes a role for jobs over all tenants
";

impl RowLevelSecurity {
    /// Runs `migration DIRECTORY` as the owner of the tables, or `audit [--json]` as the
    /// application, for a binary of the application: the declarations are linked into
    /// it.
    ///
    /// `role` and `lister ROLE` print the SQL of [`create_role`] and of
    /// [`create_lister`](Self::create_lister). The URL that a command does not need may be empty. Prints what there is to say.
    /// Fails with 1 where the audit finds a hole, and with 2 where there is an error.
    ///
    /// ```no_run
    /// use std::process::ExitCode;
    /// use tenant_core::rls::RowLevelSecurity;
    ///
    /// fn main() -> ExitCode {
    ///     let url = |name| std::env::var(name).unwrap_or_default();
    ///     RowLevelSecurity::for_role("app").command(
    ///         &url("OWNER_DATABASE_URL"),
    ///         &url("DATABASE_URL"),
    ///         std::env::args().skip(1),
    ///     )
    /// }
    /// ```
    pub fn command(
        &self,
        owner_url: &str,
        application_url: &str,
        arguments: impl IntoIterator<Item = String>,
    ) -> ExitCode {
        let arguments: Vec<String> = arguments.into_iter().collect();
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let application = || connect(application_url, "the application");
        let done = match words.as_slice() {
            ["audit"] => application().and_then(|conn| self.print_audit(conn, false)),
            ["audit", "--json"] => application().and_then(|conn| self.print_audit(conn, true)),
            ["migration", directory] => connect(owner_url, "the owner of the tables")
                .and_then(|conn| self.write_migration(conn, directory)),
            ["role"] => printed(&create_role(&self.role)),
            ["lister", role] => self
                .walled()
                .map_err(|error| failed(&error))
                .and_then(|_| printed(&self.create_lister(role).trim_end())),
            _ => Err(failed(&USAGE)),
        };
        done.unwrap_or_else(|code| code)
    }

    fn print_audit(&self, mut conn: PgConnection, json: bool) -> Result<ExitCode, ExitCode> {
        let audit = self.audit(&mut conn).map_err(|error| failed(&error))?;
        if json {
            print(&format!("{}\n", audit.to_json()))?;
        } else {
            print(&audit)?;
        }
        Ok(audit.report())
    }

    fn write_migration(
        &self,
        mut conn: PgConnection,
        directory: &str,
    ) -> Result<ExitCode, ExitCode> {
        let migration = self.migration(&mut conn).map_err(|error| failed(&error))?;
        for remark in migration.remarks() {
            print(&format!("left to you: {remark}\n"))?;
        }
        if migration.is_empty() {
            print(&"the database is as it is declared\n")?;
        } else {
            migration.write(directory).map_err(|error| failed(&error))?;
            print(&format!("wrote {directory}\n"))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn connect(url: &str, whose: &str) -> Result<PgConnection, ExitCode> {
    if url.is_empty() {
        return Err(failed(&format!("no database URL of {whose} was given")));
    }
    PgConnection::establish(url)
        .map_err(|error| failed(&format!("no connection as {whose}: {error}")))
}

fn printed(sql: &dyn fmt::Display) -> Result<ExitCode, ExitCode> {
    print(&format!("{sql}\n")).map(|()| ExitCode::SUCCESS)
}

/// A pipe that was closed is no reason to panic.
fn print(what: &dyn fmt::Display) -> Result<(), ExitCode> {
    write!(std::io::stdout(), "{what}").map_err(|_| ExitCode::from(2))
}

fn failed(why: &dyn fmt::Display) -> ExitCode {
    // Where there is nobody to tell, the code still does.
    let _ = writeln!(std::io::stderr(), "{why}");
    ExitCode::from(2)
}
