//! The databases: the same rows without policies, behind them and behind those of the
//! floor; and one whose tenants differ in size.

use std::env;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tenant_core::rls::RowLevelSecurity;

use crate::questions::Ask;
use crate::{Outcome, shapes};

pub(crate) const SUPERUSER_URL: &str = "TENANT_TEST_POSTGRES_SUPERUSER_URL";

const OWNER_URL: &str = "TENANT_TEST_POSTGRES_OWNER_URL";
const APP_URL: &str = "TENANT_TEST_POSTGRES_URL";

/// The database that the variables name.
const NAMED: &str = "/tenant_tests";
const PLAIN: &str = "tenant_bench_plain";
const WALLED: &str = "tenant_bench_walled";
const FLOOR: &str = "tenant_bench_floor";
pub(crate) const SKEWED: &str = "tenant_bench_skewed";

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
CREATE TABLE ads (
  company_id bigint NOT NULL,
  id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  clicks bigint NOT NULL,
  PRIMARY KEY (company_id, id),
  FOREIGN KEY (company_id, campaign_id) REFERENCES campaigns
);
";

/// The tenant for which the floor is measured.
pub(crate) const CONSTANT: u64 = 0;

/// The tenant's key as a constant in the policy, where the setting stood: what a
/// policy costs however the key gets there.
fn floor() -> String {
    let predicate = format!("company_id = {}::bigint", Ask::number(CONSTANT, 0).company);
    format!(
        "ALTER POLICY tenant_core_tenant ON campaigns \
         USING ({predicate}) WITH CHECK ({predicate})"
    )
}

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
    pub(crate) floor: String,
    pub(crate) skewed: String,
}

impl Place {
    pub(crate) fn at(url: impl Fn(&str) -> String) -> Self {
        Self {
            plain: url(PLAIN),
            walled: url(WALLED),
            floor: url(FLOOR),
            skewed: url(SKEWED),
        }
    }
}

/// They are gone at its end.
pub(crate) struct Databases {
    server: PgConnection,
    pub(crate) socket: Place,
    pub(crate) tcp: Place,
    /// Over the socket, past the policies.
    pub(crate) superuser: Place,
}

impl Databases {
    /// Nothing where there is no server.
    pub(crate) fn create() -> Outcome<Option<Self>> {
        let Ok(superuser) = env::var(SUPERUSER_URL) else {
            return Ok(None);
        };
        let (owner, app) = (env::var(OWNER_URL)?, env::var(APP_URL)?);
        let place = |url: &str| Place::at(|name| url.replace(NAMED, &format!("/{name}")));
        let databases = Self {
            server: PgConnection::establish(&superuser)?,
            socket: place(&superuser.replace("user=postgres", "user=tenant_app")),
            tcp: place(&app),
            superuser: place(&superuser),
        };
        let made = databases.fill(&place(&owner));
        made.map(Some)
    }

    fn fill(mut self, owner: &Place) -> Outcome<Self> {
        self.drop_all()?;
        self.make(PLAIN, &self.superuser.plain.clone(), &owner.plain, &fill())?;
        self.copy(WALLED, PLAIN)?;
        wall(&owner.walled)?;
        self.copy(FLOOR, WALLED)?;
        PgConnection::establish(&owner.floor)?.batch_execute(&floor())?;
        self.make(
            SKEWED,
            &self.superuser.skewed.clone(),
            &owner.skewed,
            shapes::FILL,
        )?;
        wall(&owner.skewed)?;
        let all = &self.superuser;
        for place in [&all.plain, &all.walled, &all.floor, &all.skewed] {
            let mut conn = PgConnection::establish(place)?;
            conn.batch_execute("VACUUM (ANALYZE, FREEZE)")?;
            conn.batch_execute("CHECKPOINT")?;
        }
        Ok(self)
    }

    fn make(&mut self, name: &str, superuser: &str, owner: &str, fill: &str) -> Outcome<()> {
        self.server
            .batch_execute(&format!("CREATE DATABASE {name} OWNER tenant_owner"))?;
        PgConnection::establish(superuser)?
            .batch_execute("GRANT CREATE, USAGE ON SCHEMA public TO tenant_owner")?;
        let mut conn = PgConnection::establish(owner)?;
        conn.batch_execute(CREATE)?;
        conn.batch_execute(fill)?;
        conn.batch_execute("GRANT SELECT ON campaigns, ads TO tenant_app")?;
        Ok(())
    }

    fn copy(&mut self, name: &str, of: &str) -> QueryResult<()> {
        let copy = format!("CREATE DATABASE {name} OWNER tenant_owner TEMPLATE {of}");
        self.server.batch_execute(&copy)
    }

    fn drop_all(&mut self) -> QueryResult<()> {
        for name in [PLAIN, WALLED, FLOOR, SKEWED] {
            let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            self.server.batch_execute(&drop)?;
        }
        Ok(())
    }
}

fn wall(owner: &str) -> Outcome<()> {
    let mut conn = PgConnection::establish(owner)?;
    let wall = RowLevelSecurity::for_role("tenant_app").migration(&mut conn)?;
    Ok(wall.apply(&mut conn)?)
}

impl Drop for Databases {
    fn drop(&mut self) {
        if let Err(error) = self.drop_all() {
            eprintln!("the benchmark's databases are still there: {error}");
        }
    }
}
