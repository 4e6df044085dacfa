//! Jobs over all tenants: a role that lists them, and a bound scope for each.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::danger;
use tenant_core::prelude::*;

use crate::database::*;
use crate::schema::{ads, companies, orgs};

/// A role of this database's own, gone at its end.
struct Lister {
    name: String,
    url: String,
    database: Database,
}

impl Lister {
    fn of(database: Database) -> Self {
        let mut superuser = database.superuser();
        let name = format!(
            "lister_of_{}",
            texts(&mut superuser, "SELECT current_database()")[0]
        );
        superuser
            .batch_execute(&wall().create_lister(&name))
            .unwrap();
        let password = format!("ALTER ROLE {name} PASSWORD '{name}'");
        superuser.batch_execute(&password).unwrap();
        let url = database.app_url();
        let (_, place) = url.split_once('@').unwrap();
        let url = format!("postgres://{name}:{name}@{place}");
        Self {
            name,
            url,
            database,
        }
    }

    fn connect(&self) -> PgConnection {
        PgConnection::establish(&self.url).unwrap()
    }
}

impl Drop for Lister {
    fn drop(&mut self) {
        let name = &self.name;
        let drop = format!("DROP OWNED BY {name}; DROP ROLE {name}");
        let dropped = self.database.superuser().batch_execute(&drop);
        if !std::thread::panicking() {
            dropped.unwrap();
        }
    }
}

fn texts(conn: &mut PgConnection, statement: &str) -> Vec<String> {
    diesel::dsl::sql::<diesel::sql_types::Text>(&format!("{statement}::text"))
        .load(conn)
        .unwrap()
}

#[test]
fn a_job_visits_each_tenant_in_a_scope_of_its_own() {
    let lister = Lister::of(Database::walled());
    let mut app = lister.database.app();
    let claims = danger::every_tenant(&mut lister.connect(), companies::table, "a test");
    let mut seen: Vec<(i64, Vec<i64>)> = claims
        .unwrap()
        .unwrap()
        .iter()
        .map(|claim| {
            let ids = claim.scope_bound(&mut app, |db: &mut Db<'_>| {
                QueryResult::Ok(numbers(
                    danger::raw_connection(db, "a test of the wall behind").unwrap(),
                    "SELECT id FROM ads",
                ))
            });
            (*claim.key(), ids.unwrap())
        })
        .collect();
    seen.sort_unstable();
    assert_eq!(seen, [(1, vec![10]), (2, vec![20])]);
    // As the application, without the role, nobody is listed.
    let none = danger::every_tenant(&mut app, companies::table, "a test");
    assert!(none.unwrap().unwrap().is_empty());
}

#[test]
fn each_kind_of_tenant_is_listed() {
    let lister = Lister::of(Database::walled());
    let orgs = danger::every_tenant(&mut lister.connect(), orgs::table, "a test");
    let mut orgs: Vec<_> = orgs.unwrap().unwrap();
    orgs.sort_by(|one, other| one.key().0.cmp(&other.key().0));
    let names: Vec<_> = orgs.iter().map(|claim| claim.key().0.as_str()).collect();
    assert_eq!(names, ["acme", "bolt"]);
}

/// Each column of each table, but for the two keys.
#[test]
fn the_lister_reads_the_keys_and_nothing_else() {
    let lister = Lister::of(Database::walled());
    let mut conn = lister.connect();
    let columns = texts(
        &mut lister.database.superuser(),
        "SELECT format('%I.%I %I', table_schema, table_name, column_name) \
         FROM information_schema.columns \
         WHERE table_schema NOT IN ('information_schema', 'pg_catalog') ORDER BY 1",
    );
    assert!(columns.len() > 30, "{columns:?}");
    let mut read = Vec::new();
    for column in columns {
        let (table, name) = column.rsplit_once(' ').unwrap();
        let select = format!("SELECT {name} FROM {table}");
        match diesel::sql_query(&select).execute(&mut conn) {
            Ok(_) => read.push(column),
            Err(error) => assert!(
                error.to_string().contains("permission denied"),
                "{select}: {error}"
            ),
        }
    }
    read.sort();
    assert_eq!(read, ["public.companies id", "public.orgs handle"]);
    for statement in [
        "INSERT INTO companies VALUES (9, 'x')",
        "UPDATE companies SET name = 'x'",
        "DELETE FROM companies",
        "TRUNCATE companies",
        "SELECT * FROM companies",
        "SELECT tenant_core.bind_i64(1, true)",
        "CREATE TEMPORARY TABLE kept (id int)",
        "SET ROLE tenant_app",
    ] {
        let refused = conn.batch_execute(statement);
        assert!(
            matches!(&refused, Err(Error::DatabaseError(..))),
            "{statement}: {refused:?}"
        );
    }
    let claims = danger::every_tenant(&mut conn, companies::table, "a test");
    for claim in claims.unwrap().unwrap() {
        let bound = claim.scope_bound(&mut conn, |db: &mut Db<'_>| {
            ads::table
                .for_tenant(db.tenant())
                .count()
                .get_result::<i64>(db)
        });
        assert!(bound.is_err(), "{bound:?}");
    }
}

#[cfg(feature = "async")]
#[tokio::test(flavor = "multi_thread")]
async fn an_async_job_visits_each_tenant_too() {
    use diesel_async::{AsyncConnection, AsyncPgConnection};

    let lister = Lister::of(Database::walled());
    let pool = crate::asynchronous::deadpool(&lister.database, 1);
    let mut conn = AsyncPgConnection::establish(&lister.url).await.unwrap();
    let claims = danger::every_tenant_async(&mut conn, companies::table, "a test").await;
    let mut seen = Vec::new();
    for claim in claims.unwrap().unwrap() {
        let scope = claim.scope_bound_pooled_async(&pool, async |db| {
            let ads = ads::table.for_tenant(db.tenant());
            ads.select(ads::id).load_async::<i64>(db).await
        });
        seen.extend(scope.await.unwrap().unwrap());
    }
    seen.sort_unstable();
    assert_eq!(seen, [10, 20]);
}
