//! The two databases: the same rows, without policies and behind them.

use std::env;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tenant_core::rls::RowLevelSecurity;

use crate::Outcome;

pub(crate) const SUPERUSER_URL: &str = "TENANT_TEST_POSTGRES_SUPERUSER_URL";

const OWNER_URL: &str = "TENANT_TEST_POSTGRES_OWNER_URL";
const APP_URL: &str = "TENANT_TEST_POSTGRES_URL";

/// The database that the variables name.
const NAMED: &str = "/tenant_tests";
const PLAIN: &str = "tenant_bench_plain";
const WALLED: &str = "tenant_bench_walled";

pub(crate) const TENANTS: i64 = 1_000;
pub(crate) const ROWS: i64 = 1_000_000;

const CREATE: &str = "
CREATE TABLE campaigns (
  company_id bigint NOT NULL,
  id bigint NOT NULL,
  name text NOT NULL,
  budget bigint NOT NULL,
  PRIMARY KEY (company_id, id)
);
";

/// The rows of a tenant lie scattered, as they come in.
fn fill() -> String {
    format!(
        "INSERT INTO campaigns \
         SELECT (n - 1) % {TENANTS} + 1, n, 'campaign ' || n, n::bigint * 7919 % 1000003 \
         FROM generate_series(1, {ROWS}) n; \
         CREATE INDEX ON campaigns (company_id, budget);"
    )
}

/// Both databases, as the application's role reaches them.
pub(crate) struct Place {
    pub(crate) plain: String,
    pub(crate) walled: String,
}

/// They are gone at its end.
pub(crate) struct Databases {
    server: PgConnection,
    pub(crate) socket: Place,
    pub(crate) tcp: Place,
}

impl Databases {
    /// Nothing where there is no server.
    pub(crate) fn create() -> Outcome<Option<Self>> {
        let Ok(superuser) = env::var(SUPERUSER_URL) else {
            return Ok(None);
        };
        let (owner, app) = (env::var(OWNER_URL)?, env::var(APP_URL)?);
        let place = |url: &str| Place {
            plain: url.replace(NAMED, &format!("/{PLAIN}")),
            walled: url.replace(NAMED, &format!("/{WALLED}")),
        };
        let databases = Self {
            server: PgConnection::establish(&superuser)?,
            socket: place(&superuser.replace("user=postgres", "user=tenant_app")),
            tcp: place(&app),
        };
        let made = databases.fill(&place(&owner), &place(&superuser));
        made.map(Some)
    }

    fn fill(mut self, owner: &Place, superuser: &Place) -> Outcome<Self> {
        self.drop_both()?;
        self.server
            .batch_execute(&format!("CREATE DATABASE {PLAIN} OWNER tenant_owner"))?;
        PgConnection::establish(&superuser.plain)?
            .batch_execute("GRANT CREATE, USAGE ON SCHEMA public TO tenant_owner")?;
        let mut conn = PgConnection::establish(&owner.plain)?;
        conn.batch_execute(CREATE)?;
        conn.batch_execute(&fill())?;
        conn.batch_execute("GRANT SELECT ON campaigns TO tenant_app")?;
        drop(conn);
        let copy = format!("CREATE DATABASE {WALLED} OWNER tenant_owner TEMPLATE {PLAIN}");
        self.server.batch_execute(&copy)?;
        let mut conn = PgConnection::establish(&owner.walled)?;
        let wall = RowLevelSecurity::for_role("tenant_app").migration(&mut conn)?;
        wall.apply(&mut conn)?;
        for place in [&superuser.plain, &superuser.walled] {
            let mut conn = PgConnection::establish(place)?;
            conn.batch_execute("VACUUM (ANALYZE, FREEZE)")?;
            conn.batch_execute("CHECKPOINT")?;
        }
        Ok(self)
    }

    fn drop_both(&mut self) -> QueryResult<()> {
        for name in [PLAIN, WALLED] {
            let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            self.server.batch_execute(&drop)?;
        }
        Ok(())
    }
}

impl Drop for Databases {
    fn drop(&mut self) {
        if let Err(error) = self.drop_both() {
            eprintln!("{PLAIN} and {WALLED} are still there: {error}");
        }
    }
}
