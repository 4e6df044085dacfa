//! On a cluster, by hand: no package that the tests can install has Citus.
//!
//! `TENANT_TEST_CITUS_URL` is a superuser's, on a database of the coordinator that has
//! the extension, its nodes, and the roles `tenant_owner` and `tenant_app`, which log in
//! to all nodes without a password:
//! `cargo test -p tests --all-features --test citus -- --ignored`

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::rls::{Audit, Fault};

use super::database::{bound_to, establish, numbers, tried};
use super::{schema, wall};

const COMPANIES: [i64; 2] = [1, 2];

fn url(role: &str) -> String {
    let url = std::env::var("TENANT_TEST_CITUS_URL").expect("TENANT_TEST_CITUS_URL is not set");
    let (_, rest) = url
        .split_once('@')
        .expect("TENANT_TEST_CITUS_URL has no user");
    format!("postgres://{role}@{rest}")
}

/// A connection to a worker, as the superuser.
fn worker(superuser: &mut PgConnection) -> PgConnection {
    let node = "SELECT nodeport::bigint FROM pg_dist_node WHERE groupid > 0 ORDER BY 1 LIMIT 1";
    let port = numbers(superuser, node)[0];
    let url = url("postgres");
    let (_, rest) = url.rsplit_once(':').unwrap();
    let (_, database) = rest.split_once('/').unwrap();
    establish(&format!("postgres://postgres@127.0.0.1:{port}/{database}"))
}

fn audit() -> Audit {
    let audit = wall().audit(&mut establish(&url("tenant_app"))).unwrap();
    eprintln!("{audit}");
    audit
}

fn workers(audit: &Audit) -> Vec<String> {
    let of_workers = audit
        .findings
        .iter()
        .filter(|finding| finding.fault == Fault::Worker);
    of_workers
        .map(|finding| format!("{}: {}", finding.object, finding.detail))
        .collect()
}

const READS: &[&str] = &[
    "SELECT id FROM ads",
    "SELECT id FROM ads WHERE company_id = $own",
    "SELECT id FROM ads WHERE name LIKE 'ad%' ORDER BY id DESC LIMIT 50",
    "SELECT a.id FROM ads a JOIN campaigns c ON c.company_id = a.company_id AND c.id = a.campaign_id",
    // Without a tenant in the text, Citus refuses an outer join on PostgreSQL 15 and 16.
    "SELECT a.id FROM ads a LEFT JOIN campaigns c ON c.company_id = a.company_id AND c.id = a.campaign_id \
     WHERE a.company_id = $own",
    "SELECT a.id FROM ads a JOIN countries l ON l.id = 1",
    "WITH own AS MATERIALIZED (SELECT * FROM ads) SELECT id FROM own",
    "WITH gone AS (UPDATE ads SET name = name RETURNING id) SELECT id FROM gone",
    "SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY company_id ORDER BY id) n FROM ads) w WHERE n < 99",
    "SELECT id FROM ads UNION SELECT id FROM campaigns",
    "SELECT id FROM ads WHERE (company_id, campaign_id) IN (SELECT company_id, id FROM campaigns)",
    "SELECT id FROM ads a WHERE EXISTS (SELECT FROM campaigns c WHERE c.company_id = a.company_id)",
    "SELECT max(id) FROM ads GROUP BY company_id",
    "UPDATE ads SET name = 'x' RETURNING id",
    "UPDATE ads SET name = 'x' WHERE company_id = $own RETURNING id",
    "UPDATE ads SET name = c.name FROM campaigns c WHERE c.company_id = ads.company_id RETURNING ads.id",
    "DELETE FROM ads RETURNING id",
    "DELETE FROM ads WHERE company_id = $own RETURNING id",
    "INSERT INTO ads VALUES ($own, $own * 100 + 50, NULL, 'x'), ($own, $own * 100 + 51, NULL, 'y') RETURNING id",
    "INSERT INTO ads VALUES ($own, $own * 100, NULL, 'x') ON CONFLICT (company_id, id) DO UPDATE SET name = 'z' RETURNING id",
];

/// By a column that is not the tenant's, which takes seconds.
const REPARTITIONED: &str = "SELECT a.id FROM ads a JOIN campaigns c ON c.id = a.campaign_id";

/// Nothing of another tenant's is there to be changed.
const EMPTY: &[&str] = &[
    "SELECT id FROM ads WHERE company_id = $other",
    "UPDATE ads SET name = 'x' WHERE company_id = $other RETURNING id",
    "DELETE FROM ads WHERE company_id = $other RETURNING id",
    "DELETE FROM companies WHERE id = $other RETURNING id",
];

const REFUSED: &[&str] = &[
    "INSERT INTO ads VALUES ($other, 9999, NULL, 'x') RETURNING id",
    "INSERT INTO ads VALUES ($own, 9998, NULL, 'x'), ($other, 9999, NULL, 'x') RETURNING id",
    "INSERT INTO ads VALUES ($other, $other * 100, NULL, 'x') ON CONFLICT (company_id, id) DO UPDATE SET name = 'z' RETURNING id",
];

fn nothing_crosses(conn: &mut PgConnection) {
    let repartition = "SET citus.enable_repartition_joins = on";
    conn.batch_execute(repartition).unwrap();
    let ids = bound_to(1, conn, |conn| tried(conn, REPARTITIONED)).unwrap();
    assert_eq!(ids.len(), 10);
    assert!(ids.iter().all(|id| id / 100 == 1), "{ids:?}");
    for own in COMPANIES {
        let other = 3 - own;
        let filled = |statement: &str| {
            let statement = statement.replace("$own", &own.to_string());
            statement.replace("$other", &other.to_string())
        };
        for statement in READS {
            let ids = bound_to(own, conn, |conn| tried(conn, &filled(statement)));
            let ids = ids.unwrap_or_else(|error| panic!("{statement}: {error}"));
            assert!(!ids.is_empty(), "{statement}");
            assert!(
                ids.iter().all(|id| id / 100 == own),
                "{own}: {statement}: {ids:?}"
            );
        }
        for statement in EMPTY {
            let ids = bound_to(own, conn, |conn| tried(conn, &filled(statement)));
            assert_eq!(ids, Ok(vec![]), "{own}: {statement}");
        }
        for statement in REFUSED {
            let error = bound_to(own, conn, |conn| tried(conn, &filled(statement))).unwrap_err();
            assert!(
                error.to_string().contains("row-level security"),
                "{statement}: {error}"
            );
        }
    }
    // No tenant bound, in a session that had one and in a new one.
    let mut fresh = establish(&url("tenant_app"));
    for conn in [conn, &mut fresh] {
        for statement in READS.iter().chain(EMPTY).chain(REFUSED) {
            let statement = statement.replace("$own", "1").replace("$other", "2");
            match tried(conn, &statement) {
                Ok(ids) => assert_eq!(ids, [0; 0], "{statement}"),
                Err(error) => {
                    assert!(statement.starts_with("INSERT"), "{statement}: {error}");
                    assert!(
                        error.to_string().contains("row-level security"),
                        "{statement}: {error}"
                    );
                }
            }
        }
    }
}

#[test]
#[ignore = "needs a Citus cluster"]
fn nothing_crosses_on_a_cluster_and_the_audit_has_seen_it() {
    let mut superuser = establish(&url("postgres"));
    let mut owner = establish(&url("tenant_owner"));
    let _ = owner.batch_execute("DROP TABLE IF EXISTS ads, campaigns, countries, companies");
    let _ = superuser.batch_execute("DROP SCHEMA IF EXISTS tenant_core CASCADE");
    // One statement a message, here too.
    for statement in schema::CREATE.split_inclusive(';') {
        owner.batch_execute(statement).unwrap();
    }
    for distribute in [
        "SELECT create_reference_table('countries')",
        "SELECT create_distributed_table('companies', 'id')",
        "SELECT create_distributed_table('campaigns', 'company_id')",
        "SELECT create_distributed_table('ads', 'company_id')",
        "INSERT INTO countries VALUES (1, 'Chile')",
        "INSERT INTO companies SELECT c, 'c' FROM generate_series(1, 4) c",
        "INSERT INTO campaigns SELECT c, c * 100 + i, 'campaign' FROM generate_series(1, 4) c, generate_series(0, 4) i",
        "INSERT INTO ads SELECT c, c * 100 + i, c * 100 + i % 5, 'ad' FROM generate_series(1, 4) c, generate_series(0, 9) i",
    ] {
        owner.batch_execute(distribute).unwrap();
    }

    // Applied, as a file and back, and applied again.
    let wall = super::RowLevelSecurity::for_role("tenant_app");
    let migration = wall.migration(&mut owner).unwrap();
    assert_eq!(migration, super::wall().migration(&mut owner).unwrap());
    let file = |owner: &mut PgConnection, file: &str| {
        owner
            .transaction(|owner| owner.batch_execute(file))
            .unwrap();
    };
    file(&mut owner, &migration.up());
    assert!(wall.migration(&mut owner).unwrap().is_empty());
    file(&mut owner, &migration.down());
    assert_eq!(wall.migration(&mut owner).unwrap(), migration);
    migration.apply(&mut owner).unwrap();
    assert!(wall.migration(&mut owner).unwrap().is_empty());

    let mut conn = establish(&url("tenant_app"));
    nothing_crosses(&mut conn);
    assert_eq!(workers(&audit()), [""; 0]);

    // The owner's backfill.
    let reached = wall.unforced(&mut owner, |owner| {
        diesel::sql_query("UPDATE ads SET name = 'ad'").execute(owner)
    });
    assert_eq!(reached, Ok(40));
    let hidden = diesel::sql_query("UPDATE ads SET name = 'ad'").execute(&mut owner);
    eprintln!("the owner, forced: {hidden:?}");
    assert!(!matches!(hidden, Ok(1..)), "{hidden:?}");

    // A shard that moved has what it had.
    let moved = "SELECT citus_move_shard_placement(s.shardid, '127.0.0.1', o.nodeport, '127.0.0.1', t.nodeport, \
          shard_transfer_mode := 'block_writes') \
        FROM pg_dist_shard s JOIN pg_dist_placement p USING (shardid) JOIN pg_dist_node o ON o.groupid = p.groupid \
        JOIN pg_dist_node t ON t.groupid > 0 AND t.groupid <> o.groupid \
        WHERE s.shardid = get_shard_id_for_distribution_column('ads', 2)";
    superuser.batch_execute(moved).unwrap();
    nothing_crosses(&mut conn);
    assert_eq!(workers(&audit()), [""; 0]);

    // What is changed on one worker alone.
    let mut worker = worker(&mut superuser);
    let shard = "(SELECT (parse_ident(shard_name('ads', shardid)))[1] FROM pg_dist_shard JOIN pg_dist_placement \
        USING (shardid) JOIN pg_dist_node n USING (groupid) WHERE logicalrelid = 'ads'::regclass AND n.nodeport = $port \
        ORDER BY shardid LIMIT 1)";
    let port: String =
        diesel::dsl::sql::<diesel::sql_types::Text>("SELECT current_setting('port')")
            .get_result(&mut worker)
            .unwrap();
    let shard: String = diesel::select(diesel::dsl::sql::<diesel::sql_types::Text>(
        &shard.replace("$port", &port),
    ))
    .get_result(&mut superuser)
    .unwrap();
    let on_worker = |conn: &mut PgConnection, statement: &str| {
        let statement = statement.replace("$shard", &shard);
        conn.batch_execute("SET citus.enable_ddl_propagation = off; SET citus.enable_manual_changes_to_shards = on; \
            SET citus.override_table_visibility = off").unwrap();
        conn.batch_execute(&statement)
            .unwrap_or_else(|error| panic!("{statement}: {error}"));
    };
    for (change, back, named) in [
        (
            "ALTER POLICY tenant_core_tenant ON $shard USING (true)",
            "ALTER POLICY tenant_core_tenant ON $shard USING (company_id = tenant_core.key_i64())",
            "the policy tenant_core_tenant is not the declared one",
        ),
        (
            "ALTER POLICY tenant_core_base ON ads WITH CHECK (true)",
            "ALTER POLICY tenant_core_base ON ads WITH CHECK (company_id = tenant_core.key_i64())",
            "the policy tenant_core_base is not the declared one",
        ),
        (
            "CREATE POLICY open ON $shard USING (true)",
            "DROP POLICY open ON $shard",
            "the policy open is not declared",
        ),
        (
            "ALTER TABLE $shard DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE $shard ENABLE ROW LEVEL SECURITY",
            "row-level security is not enabled",
        ),
        (
            "ALTER FUNCTION tenant_core.key_i64() SECURITY DEFINER",
            "ALTER FUNCTION tenant_core.key_i64() SECURITY INVOKER",
            "the function key_i64 is not the declared one",
        ),
        (
            "ALTER ROLE tenant_app BYPASSRLS",
            "ALTER ROLE tenant_app NOBYPASSRLS",
            "the role tenant_app is a superuser or has BYPASSRLS",
        ),
        (
            "ALTER ROLE tenant_app NOLOGIN",
            "ALTER ROLE tenant_app LOGIN",
            "could not be asked",
        ),
    ] {
        on_worker(&mut worker, change);
        let found = workers(&audit());
        on_worker(&mut worker, back);
        assert_eq!(found.len(), 1, "{change}: {found:#?}");
        assert!(
            found[0].contains(named) && found[0].contains(&port),
            "{change}: {found:#?}"
        );
    }
    assert_eq!(workers(&audit()), [""; 0]);

    // On a worker no tenant is bound.
    let database = url("tenant_app");
    let (_, database) = database.rsplit_once('/').unwrap();
    let mut direct = establish(&format!(
        "postgres://tenant_app@127.0.0.1:{port}/{database}"
    ));
    let bound: Result<(), Error> = super::claim(1_i64).scope_bound(&mut direct, |_| Ok(()));
    let error = bound.unwrap_err().to_string();
    assert!(error.contains("bound on the coordinator"), "{error}");
    file(&mut owner, &migration.down());
}
