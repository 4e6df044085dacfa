//! What the migrations install for a Citus cluster, on one server: the parameter
//! that hands `SET LOCAL` on to the workers is there a name without an effect.
#![cfg(feature = "postgres")]
#![allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test suite: a panic is its report, and it uses a part of what it shares"
)]

ledger::vouch!("citus");

use std::sync::Once;

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::result::Error;
use diesel::sql_types::{BigInt, Text};
use tenant_core::prelude::*;
use tenant_core::rls::{BoundConnection, BoundSession, RowLevelSecurity};

#[path = "row_level_security/database.rs"]
mod database;

mod schema {
    pub type Handle = i64;

    diesel::table! {
        companies (id) {
            id -> BigInt,
            name -> Text,
        }
    }

    diesel::table! {
        campaigns (company_id, id) {
            company_id -> BigInt,
            id -> BigInt,
            name -> Text,
        }
    }

    diesel::table! {
        ads (company_id, id) {
            company_id -> BigInt,
            id -> BigInt,
            campaign_id -> Nullable<BigInt>,
            name -> Text,
        }
    }

    tenant_core::tenant_tables! {
        #[tenant(root, key = i64)]
        companies;

        #[tenant(column = company_id, key = i64)]
        campaigns;

        #[tenant(column = company_id, key = i64)]
        ads;
    }

    diesel::allow_tables_to_appear_in_same_query!(companies, campaigns, ads);

    pub const CREATE: &str = "
        CREATE TABLE companies (id bigint PRIMARY KEY, name text NOT NULL);
        CREATE TABLE campaigns (
            company_id bigint NOT NULL REFERENCES companies, id bigint, name text NOT NULL,
            PRIMARY KEY (company_id, id));
        CREATE TABLE ads (
            company_id bigint NOT NULL REFERENCES companies, id bigint, campaign_id bigint,
            name text NOT NULL, PRIMARY KEY (company_id, id),
            FOREIGN KEY (company_id, campaign_id) REFERENCES campaigns (company_id, id));
        GRANT SELECT, INSERT, UPDATE, DELETE ON companies, campaigns, ads TO tenant_app;";

    pub const ROWS: &str = "
        INSERT INTO companies VALUES (1, 'Acme'), (2, 'Bolt');
        INSERT INTO campaigns VALUES (1, 7, 'a'), (2, 7, 'b');
        INSERT INTO ads VALUES (1, 10, 7, 'a0'), (2, 20, 7, 'b0');";
}

use database::{Database, Db, claim, ids, raw};
use schema::{ads, campaigns};

fn wall() -> RowLevelSecurity {
    RowLevelSecurity::for_role("tenant_app").citus()
}

/// With the policies and functions for a cluster.
fn cluster() -> Database {
    let database = Database::bare();
    // Where the extension is loaded, everybody may set it.
    static KNOWN: Once = Once::new();
    KNOWN.call_once(|| {
        let grant = "GRANT SET ON PARAMETER citus.propagate_set_commands TO tenant_owner";
        database.superuser().batch_execute(grant).unwrap();
    });
    let mut owner = database.owner();
    let migration = wall().migration(&mut owner).unwrap();
    migration.apply(&mut owner).unwrap();
    let again = wall().migration(&mut owner).unwrap();
    assert!(again.is_empty(), "{}", again.up());
    database
}

/// A scope's own statements, written as on one server.
fn names(db: &mut Db<'_>) -> QueryResult<Vec<(String, String)>> {
    db.insert_into(ads::table)
        .values((ads::id.eq(99), ads::campaign_id.eq(7), ads::name.eq("new")))
        .execute(db)?;
    ads::table
        .for_tenant(db.tenant())
        .inner_join(campaigns::table.on(ads::campaign_id.eq(campaigns::id.nullable())))
        .order(ads::id)
        .select((ads::name, campaigns::name))
        .load(db)
}

fn expected(company: &str) -> Vec<(String, String)> {
    let own = |name: &str| (name.to_owned(), company.to_owned());
    vec![own(&format!("{company}0")), own("new")]
}

#[test]
fn an_application_binds_as_on_one_server() {
    let database = cluster();
    let mut plain = database.app();
    assert_eq!(
        claim(1_i64).scope_bound(&mut plain, names),
        Ok(expected("a"))
    );
    assert_eq!(ids(&mut plain, "ads"), [0; 0]);
    let mut asked = BoundConnection::new(database.app()).unwrap();
    assert_eq!(
        claim(2_i64).scope_bound(&mut asked, names),
        Ok(expected("b"))
    );
}

#[cfg(feature = "async")]
#[tokio::test]
async fn an_async_application_does_too() {
    use diesel_async::{AsyncConnection, AsyncPgConnection};
    use tenant_core::rls::AsyncBoundConnection;

    let database = cluster();
    let (acme, bolt) = (claim(1_i64), claim(2_i64));
    let url = database.app_url();
    let connect = || AsyncPgConnection::establish(&url);

    let mut plain = connect().await.unwrap();
    let seen: QueryResult<Vec<String>> = acme
        .scope_bound_async(&mut plain, async |db| {
            let own = ads::table.for_tenant(db.tenant());
            own.select(ads::name).load_async(db).await
        })
        .await;
    assert_eq!(seen.unwrap(), ["a0"]);

    let asked = AsyncBoundConnection::new(connect().await.unwrap()).await;
    let mut asked = asked.unwrap();
    for _ in 0..3 {
        let seen: QueryResult<Vec<String>> = bolt
            .scope_bound_async(&mut asked, async |db| {
                let own = ads::table.for_tenant(db.tenant());
                own.select(ads::name).load_async(db).await
            })
            .await;
        assert_eq!(seen.unwrap(), ["b0"]);
    }
}

/// By the extension, here as a row in the catalog.
#[test]
fn a_cluster_is_seen() {
    let database = Database::bare();
    let mut owner = database.owner();
    let stated = wall().migration(&mut owner).unwrap();
    let seen = || RowLevelSecurity::for_role("tenant_app");
    assert_ne!(seen().migration(&mut owner).unwrap(), stated);
    let extension = "SET allow_system_table_mods = on; INSERT INTO pg_extension \
         (oid, extname, extowner, extnamespace, extrelocatable, extversion) \
         VALUES (99999, 'citus', 10, 11, false, '13.2')";
    database.superuser().batch_execute(extension).unwrap();
    assert_eq!(seen().migration(&mut owner).unwrap(), stated);
}

#[test]
fn the_policies_have_no_subqueries() {
    let database = cluster();
    let policies: Vec<String> =
        sql::<Text>("SELECT coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies")
            .load(&mut database.owner())
            .unwrap();
    assert!(policies.iter().any(|policy| policy.contains("company_id")));
    for policy in policies {
        assert!(!policy.contains("SELECT"), "{policy}");
    }
}

/// In one message with others a binding would not reach the workers.
#[test]
fn the_binding_refuses_to_share_a_message() {
    let database = cluster();
    let mut conn = database.app();
    let together = "BEGIN; SELECT tenant_core.bind_i64(1, true)";
    let error = conn.batch_execute(together).unwrap_err().to_string();
    assert!(error.contains("a message of its own"), "{error}");
    conn.batch_execute("ROLLBACK; BEGIN").unwrap();
    conn.batch_execute("SELECT tenant_core.bind_i64(1, true)")
        .unwrap();
    assert_eq!(ids(&mut conn, "ads"), [10]);
}

/// What is set for a session reaches no worker either.
#[test]
fn a_session_is_not_bound() {
    let database = cluster();
    let mut conn = database.app();
    let bound = BoundSession::with(&mut conn, |session: &mut BoundSession<'_, PgConnection>| {
        session.scope(&claim(1_i64), |db: &mut Db<'_>| ids(raw(db), "ads"))
    });
    assert!(
        matches!(&bound, Err(Error::DatabaseError(_, information))
            if information.message().contains("until the transaction ends")),
        "{bound:?}"
    );
}

/// A worker has the functions, and not the table by which roles are checked.
#[test]
fn nobody_is_bound_where_the_table_of_the_binding_is_missing() {
    let database = cluster();
    database
        .owner()
        .batch_execute("DROP TABLE tenant_core.subject")
        .unwrap();
    let mut conn = database.app();
    assert_eq!(ids(&mut conn, "ads"), [0; 0]);
    conn.batch_execute("BEGIN; SET LOCAL tenant_core.i64 = '1'")
        .unwrap();
    let rows = sql::<BigInt>("SELECT count(*) FROM ads").get_result(&mut conn);
    assert_eq!(rows, Ok(1_i64));
}
