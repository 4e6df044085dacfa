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

use std::sync::{Arc, Mutex, Once};

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::result::Error;
use diesel::sql_types::{BigInt, Text};
use tenant_core::prelude::*;
use tenant_core::rls::{BoundConnection, BoundSession, Fault, RowLevelSecurity};

#[path = "citus/cluster.rs"]
mod cluster;
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

    diesel::table! {
        countries (id) {
            id -> BigInt,
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

        #[tenant(shared)]
        countries;
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
        CREATE TABLE countries (id bigint PRIMARY KEY, name text NOT NULL);
        GRANT SELECT, INSERT, UPDATE, DELETE ON companies, campaigns, ads TO tenant_app;";

    pub const ROWS: &str = "
        INSERT INTO companies VALUES (1, 'Acme'), (2, 'Bolt');
        INSERT INTO campaigns VALUES (1, 7, 'a'), (2, 7, 'b');
        INSERT INTO ads VALUES (1, 10, 7, 'a0'), (2, 20, 7, 'b0');";
}

use database::{Database, Db, as_on_workers, assert_refused, bound_to, claim, ids, raw, tried};
use schema::{ads, campaigns};

fn wall() -> RowLevelSecurity {
    RowLevelSecurity::for_role("tenant_app").citus()
}

/// With the policies and functions for a cluster.
fn cluster() -> Database {
    let database = Database::bare();
    parameters(&database);
    let mut owner = database.owner();
    let migration = wall().migration(&mut owner).unwrap();
    migration.apply(&mut owner).unwrap();
    let again = wall().migration(&mut owner).unwrap();
    assert!(again.is_empty(), "{}", again.up());
    database
}

/// Where the extension is loaded, everybody may set them.
fn parameters(database: &Database) {
    static KNOWN: Once = Once::new();
    KNOWN.call_once(|| {
        let grant = "GRANT SET ON PARAMETER citus.propagate_set_commands TO tenant_owner";
        database.superuser().batch_execute(grant).unwrap();
    });
}

/// The statements in a text: what is between semicolons that are in no quotes.
fn statements(text: &str) -> Vec<String> {
    let mut statements = vec![String::new()];
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let tag = rest.strip_prefix('$').and_then(|after| {
            let (tag, _) = after.split_once('$')?;
            let plain = tag.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            plain.then(|| format!("${tag}$"))
        });
        let (open, close) = match (c, tag) {
            (_, Some(tag)) => (tag.clone(), tag),
            ('-', None) if rest.starts_with("--") => ("--".to_owned(), "\n".to_owned()),
            ('\'' | '"', None) => (c.to_string(), c.to_string()),
            _ => (c.to_string(), String::new()),
        };
        let after = &rest[open.len()..];
        let inside = after.find(&close).unwrap_or(after.len());
        let end = rest.len().min(open.len() + inside + close.len());
        let (part, left) = rest.split_at(end);
        match part {
            ";" => statements.push(String::new()),
            comment if comment.starts_with("--") => {}
            part => statements.last_mut().unwrap().push_str(part),
        }
        rest = left;
    }
    let statements = statements
        .into_iter()
        .map(|statement| statement.trim().to_owned());
    statements
        .filter(|statement| !statement.is_empty())
        .collect()
}

/// The messages that are sent meanwhile.
fn sent(conn: &mut PgConnection, f: impl FnOnce(&mut PgConnection)) -> Vec<String> {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&sent);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let text = query.to_string();
            let text = text.split(" -- binds").next().unwrap();
            heard.lock().unwrap().push(text.to_owned());
        }
    });
    f(conn);
    let sent = sent.lock().unwrap().clone();
    conn.set_instrumentation(|_: InstrumentationEvent<'_>| {});
    sent
}

/// Citus hands the text of the whole message on, and its workers take one statement.
#[test]
fn statements_are_sent_one_a_message() {
    let database = Database::bare();
    parameters(&database);
    let mut owner = database.owner();
    let migration = wall().migration(&mut owner).unwrap();
    let applied = sent(&mut owner, |owner| migration.apply(owner).unwrap());
    let unforced = sent(&mut owner, |owner| {
        wall().unforced(owner, |_| QueryResult::Ok(())).unwrap();
    });
    for message in applied.iter().chain(&unforced) {
        assert_eq!(statements(message).len(), 1, "{message}");
    }
    let sequential = "SET LOCAL citus.multi_shard_modify_mode = 'sequential'";
    for sent in [&applied, &unforced] {
        let first = |part: &str| sent.iter().position(|message| message.contains(part));
        assert!(
            first(sequential).unwrap() < first("ALTER TABLE").unwrap(),
            "{sent:#?}"
        );
    }
    assert!(
        applied
            .iter()
            .any(|message| message.contains("CREATE POLICY"))
    );
    assert!(unforced.iter().any(|message| message.contains("NO FORCE")));
}

/// A file is sent as one message. In a block each statement is a text of its own.
#[test]
fn the_statements_of_a_file_have_texts_of_their_own() {
    let database = Database::bare();
    parameters(&database);
    let mut owner = database.owner();
    let migration = wall().migration(&mut owner).unwrap();
    for file in [migration.up(), migration.down()] {
        let statements = statements(&file);
        assert_eq!(
            statements[0],
            "SET LOCAL citus.multi_shard_modify_mode = 'sequential'"
        );
        assert!(statements.len() > 9);
        for statement in &statements[1..] {
            let block = statement.strip_prefix("DO $message$ BEGIN\n");
            match block.and_then(|block| block.strip_suffix("\nEND $message$")) {
                Some(block) => assert_eq!(self::statements(block).len(), 1, "{block}"),
                // What reaches no table.
                None => assert!(statement.starts_with("DO $tenant_core$"), "{statement}"),
            }
        }
    }
    let run = |owner: &mut PgConnection, file: &str| {
        owner
            .transaction(|owner| owner.batch_execute(file))
            .unwrap();
    };
    run(&mut owner, &migration.up());
    assert!(wall().migration(&mut owner).unwrap().is_empty());
    run(&mut owner, &migration.down());
    assert_eq!(wall().migration(&mut owner).unwrap(), migration);
}

/// The workers have the policies without `AS RESTRICTIVE`.
#[test]
fn nothing_crosses_with_the_policies_of_a_worker() {
    let database = cluster();
    as_on_workers(&mut database.owner());
    let mut conn = database.app();
    for (company, own) in [(1, 10), (2, 20)] {
        bound_to(company, &mut conn, |conn| {
            assert_eq!(ids(conn, "ads"), [own]);
            for statement in [
                "UPDATE ads SET name = 'x' RETURNING id",
                "DELETE FROM ads RETURNING id",
            ] {
                assert_eq!(tried(conn, statement), Ok(vec![own]), "{statement}");
            }
            let other = 3 - company;
            assert_refused(
                conn,
                &format!("INSERT INTO ads VALUES ({other}, 30, 7, 'x')"),
            );
            assert_refused(
                conn,
                &format!("UPDATE ads SET company_id = {other}, campaign_id = NULL"),
            );
        });
    }
    without_a_tenant(&mut conn);
}

/// Nothing is read, and what would be written is refused as on one server.
fn without_a_tenant(conn: &mut PgConnection) {
    assert_eq!(ids(conn, "ads"), [0; 0]);
    for statement in [
        "UPDATE ads SET name = 'x' RETURNING id",
        "DELETE FROM ads RETURNING id",
    ] {
        assert_eq!(tried(conn, statement), Ok(vec![]), "{statement}");
    }
    assert_refused(conn, "INSERT INTO ads VALUES (1, 30, 7, 'x')");
}

/// The audit has asked no worker: that is a finding, whatever else is right.
#[test]
fn a_cluster_without_its_workers_is_not_audited() {
    let database = cluster();
    let audit = wall().audit(&mut database.app()).unwrap();
    let workers: Vec<_> = audit
        .findings
        .iter()
        .filter(|finding| finding.fault == Fault::Worker)
        .collect();
    assert_eq!(workers.len(), 1, "{audit}");
    assert_eq!(workers[0].object, "the workers");
    assert!(
        workers[0].detail.contains("run_command_on_all_nodes"),
        "{audit}"
    );
    audit.passed().unwrap_err();
}

/// A restrictive policy is permissive on the workers as well.
#[test]
fn policies_beside_those_of_the_declarations_are_named() {
    let database = cluster();
    let mut owner = database.owner();
    owner
        .batch_execute(
            "CREATE POLICY short ON ads AS RESTRICTIVE USING (length(name) < 9);
             CREATE POLICY everybody ON campaigns USING (true)",
        )
        .unwrap();
    let audit = wall().audit(&mut database.app()).unwrap();
    let migration = wall().migration(&mut owner).unwrap();
    for (policy, table) in [("short", "ads"), ("everybody", "campaigns")] {
        let named = format!("the policy {policy} of {table} lets through on the workers");
        assert!(audit.to_string().contains(&named), "{audit}");
        let remarks = migration.remarks();
        assert!(
            remarks.iter().any(|remark| remark.contains(&named)),
            "{remarks:?}"
        );
    }
}

/// A worker has the functions, and not the table by which roles are checked.
#[test]
fn a_worker_says_that_it_is_one() {
    let database = cluster();
    database
        .owner()
        .batch_execute("DROP TABLE tenant_core.subject")
        .unwrap();
    let bind = "SELECT tenant_core.bind_i64(1, true)";
    let error = database.app().batch_execute(bind).unwrap_err().to_string();
    assert!(error.contains("bound on the coordinator"), "{error}");
    let error = BoundConnection::new(database.app())
        .map(drop)
        .unwrap_err()
        .to_string();
    assert!(error.contains("bound on the coordinator"), "{error}");
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

/// On a worker the setting alone says who is bound.
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
