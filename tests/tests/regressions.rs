//! What once crossed or broke, and the bad input that a scope has to bear.
//! On SQLite: what is tested here lies before the database.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

use std::error::Error as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, Pool};
use diesel::result::Error;
use tenant_core::danger::{self, Way};
use tenant_core::lookup::{LookUpError, look_up};
use tenant_core::prelude::*;
use tenant_core::{OtherTenant, Provenance};

ledger::vouch!("regressions");

#[path = "regressions/batches.rs"]
mod batches;
#[path = "regressions/keys.rs"]
mod keys;
#[path = "regressions/made_up.rs"]
mod made_up;
#[path = "regressions/scopes.rs"]
mod scopes;

diesel::table! {
    campaigns (id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Text,
        budget -> Nullable<BigInt>,
        parent -> Nullable<BigInt>,
    }
}
diesel::table! {
    notes (id) {
        id -> BigInt,
        pre -> Nullable<BigInt>,
        campaign_id -> BigInt,
        post -> Nullable<BigInt>,
    }
}
diesel::table! {
    api_keys (key) {
        key -> Text,
        company_id -> BigInt,
    }
}
diesel::joinable!(notes -> campaigns (campaign_id));
diesel::allow_tables_to_appear_in_same_query!(campaigns, notes);

tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64)]
    campaigns;
    #[tenant(parent = campaigns, foreign_key = campaign_id)]
    notes;
    #[tenant(column = company_id, key = i64, look_up(key))]
    api_keys;
}

#[derive(Insertable, Clone, Copy)]
#[diesel(table_name = notes)]
struct NewNote {
    id: i64,
    pre: Option<i64>,
    campaign_id: i64,
    post: Option<i64>,
}

#[derive(Insertable, TenantRecord)]
#[diesel(table_name = campaigns)]
struct NewCampaign {
    id: i64,
    name: String,
    budget: Option<i64>,
}

type Row = (i64, i64, String, Option<i64>, Option<i64>);

const SCHEMA: &str = "
    PRAGMA foreign_keys = ON;
    CREATE TABLE campaigns (
        id INTEGER PRIMARY KEY NOT NULL, company_id BIGINT NOT NULL, name TEXT NOT NULL,
        budget BIGINT, parent BIGINT, campaign_id BIGINT
    );
    CREATE TABLE notes (
        id INTEGER PRIMARY KEY NOT NULL, pre BIGINT,
        campaign_id BIGINT NOT NULL REFERENCES campaigns (id), post BIGINT
    );
    CREATE TABLE api_keys (key TEXT NOT NULL, company_id BIGINT NOT NULL);
    INSERT INTO campaigns VALUES (10, 1, 'ours', 5, 10, 10), (20, 2, 'theirs', 6, 20, 20);
    INSERT INTO notes VALUES (1, NULL, 10, NULL), (2, NULL, 20, NULL);
    INSERT INTO api_keys VALUES ('one', 1), ('two', 2), ('twice', 1), ('twice', 2);
";

fn connect() -> SqliteConnection {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.batch_execute(SCHEMA).unwrap();
    conn
}

fn tenant(key: i64) -> Claim<i64> {
    danger::assume_tenant(key, "a test").unwrap()
}

fn parents(conn: &mut SqliteConnection) -> Vec<(i64, i64)> {
    notes::table
        .select((notes::id, notes::campaign_id))
        .order(notes::id)
        .load(conn)
        .unwrap()
}

/// SQLite leaves columns without a value out of the statement, so arrays of one
/// type can have different SQL, and a cached statement must not serve for both.
#[test]
fn arrays_of_rows_with_defaults_do_not_share_a_cached_statement() {
    let mut conn = connect();
    tenant(1).scope(&mut conn, |db| {
        for (id, pre, post) in [
            (200, Some(0), None),
            (201, None, Some(2)),
            (202, None, None),
        ] {
            let row = NewNote {
                id,
                pre,
                campaign_id: 10,
                post,
            };
            let inserted = db.insert_into(notes::table).values([row]).execute(db);
            assert_eq!(inserted, Ok(1));
        }
        let mixed = ["f1", "f2"].map(|name| NewCampaign {
            id: if name == "f1" { 31 } else { 32 },
            name: name.to_owned(),
            budget: (name == "f1").then_some(7),
        });
        let inserted = db.insert_into(campaigns::table).values(&mixed).execute(db);
        assert_eq!(inserted, Ok(2));
    });
    let rows: Vec<(i64, Option<i64>, i64, Option<i64>)> = notes::table
        .filter(notes::id.ge(200))
        .order(notes::id)
        .load(&mut conn)
        .unwrap();
    assert_eq!(
        rows,
        [
            (200, Some(0), 10, None),
            (201, None, 10, Some(2)),
            (202, None, 10, None)
        ]
    );
    let rows: Vec<Row> = campaigns::table
        .filter(campaigns::id.gt(30))
        .order(campaigns::id)
        .load(&mut conn)
        .unwrap();
    assert_eq!(
        rows,
        [
            (31, 1, "f1".to_owned(), Some(7), None),
            (32, 1, "f2".to_owned(), None, None)
        ]
    );
}

diesel::infix_operator!(OrInt, " OR ", diesel::sql_types::BigInt);

/// A custom operator in the value of the foreign key stays inside of it.
#[test]
fn the_parent_of_a_new_row_cannot_be_widened_by_precedence() {
    use diesel::expression::AsExpression;
    use diesel::sql_types::BigInt;

    let mut conn = connect();
    tenant(1).scope(&mut conn, |db| {
        let widened = OrInt::new(
            AsExpression::<BigInt>::as_expression(20_i64),
            AsExpression::<BigInt>::as_expression(0_i64),
        );
        let inserted = db
            .insert_into(notes::table)
            .values((notes::id.eq(300), notes::campaign_id.eq(widened)))
            .execute(db);
        assert!(inserted.is_err(), "{inserted:?}");
    });
    assert_eq!(parents(&mut conn), [(1, 10), (2, 20)]);
}

/// An alias that has the parent's name. The parent has a column with the name of
/// the foreign key, too.
#[test]
fn an_alias_named_like_the_parent_does_not_capture_the_foreign_key() {
    let mut conn = connect();
    tenant(1).scope(&mut conn, |db| {
        let id = db.tenant();
        let campaigns = tenant_core::alias!(notes as campaigns);
        let ids: Vec<i64> = campaigns
            .for_tenant(id)
            .select(campaigns.field(notes::id))
            .load(db)
            .unwrap();
        assert_eq!(ids, [1]);
    });
}

#[test]
fn a_child_cannot_be_put_under_another_tenants_parent() {
    let mut conn = connect();
    tenant(1).scope(&mut conn, |db| {
        let row = NewNote {
            id: 400,
            pre: None,
            campaign_id: 20,
            post: None,
        };
        assert!(
            db.insert_into(notes::table)
                .values(row)
                .execute(db)
                .is_err()
        );
        let missing = NewNote {
            campaign_id: 99,
            ..row
        };
        assert!(
            db.insert_into(notes::table)
                .values(missing)
                .execute(db)
                .is_err()
        );
        let orphan = db.insert_into(notes::table).values(notes::id.eq(401));
        let error = orphan.execute(db).unwrap_err().to_string();
        assert!(error.contains("`campaign_id`"), "{error}");
        assert_eq!(
            db.update(notes::table).set(notes::post.eq(3)).execute(db),
            Ok(1)
        );
        assert_eq!(db.delete(notes::table).execute(db), Ok(1));
    });
    assert_eq!(parents(&mut conn), [(2, 20)]);
}

#[test]
fn three_joined_tables_run_and_are_known_again() {
    let mut conn = connect();
    for (key, expected) in [(1, vec![10]), (2, vec![20]), (1, vec![10])] {
        let ids: Vec<i64> = tenant(key).scope(&mut conn, |db| {
            let (first, second) = tenant_core::alias!(notes as first, notes as second);
            campaigns::table
                .for_tenant(db.tenant())
                .inner_join(first.on(first.field(notes::campaign_id).eq(campaigns::id)))
                .left_join(second.on(second.field(notes::campaign_id).ne(campaigns::id)))
                .select(campaigns::id)
                .load(db)
                .unwrap()
        });
        assert_eq!(ids, expected);
    }
}

#[test]
fn an_empty_batch_writes_nothing_and_says_so() {
    let mut conn = connect();
    tenant(1).scope(&mut conn, |db| {
        db.update(campaigns::table)
            .set(campaigns::budget.eq(8))
            .execute(db)
            .unwrap();
        let none: Vec<NewCampaign> = Vec::new();
        assert_eq!(
            db.insert_into(campaigns::table).values(&none).execute(db),
            Ok(0)
        );
    });
}

#[test]
fn more_rows_than_sqlite_has_binds_for_is_an_error_and_writes_nothing() {
    let mut conn = connect();
    tenant(1).scope(&mut conn, |db| {
        let rows: Vec<_> = (1000..30_000_i64)
            .map(|id| (campaigns::id.eq(id), campaigns::name.eq("many")))
            .collect();
        let inserted = db.insert_into(campaigns::table).values(rows).execute(db);
        assert!(
            matches!(inserted, Err(Error::DatabaseError(..))),
            "{inserted:?}"
        );
    });
    assert_eq!(campaigns::table.count().get_result(&mut conn), Ok(2_i64));
}

/// A batch that takes one statement a row is one transaction.
#[test]
fn a_batch_that_fails_in_the_middle_leaves_nothing() {
    let mut conn = connect();
    tenant(1).scope(&mut conn, |db| {
        let row = |id, budget| NewCampaign {
            id,
            name: "n".to_owned(),
            budget,
        };
        let rows = [row(50, None), row(51, Some(1)), row(10, None)];
        assert!(
            db.insert_into(campaigns::table)
                .values(&rows)
                .execute(db)
                .is_err()
        );
    });
    assert_eq!(campaigns::table.count().get_result(&mut conn), Ok(2_i64));
}

#[test]
fn a_panic_in_a_transaction_is_rolled_back_and_leaves_the_connection_clean() {
    let mut conn = connect();
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        tenant(1).scope(&mut conn, |db| {
            db.transaction::<(), Error, _>(|db| {
                db.delete(notes::table).execute(db)?;
                db.transaction::<(), Error, _>(|_| panic!("in a savepoint"))
            })
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(parents(&mut conn).len(), 2);
    // No transaction is open: this asserts it.
    conn.begin_test_transaction().unwrap();
}

#[test]
fn an_error_rolls_back_the_savepoint_that_it_leaves() {
    let mut conn = connect();
    tenant(1).scope(&mut conn, |db| {
        db.transaction::<(), Error, _>(|db| {
            let inner = db.transaction::<(), Error, _>(|db| {
                db.delete(notes::table).execute(db)?;
                Err(Error::RollbackTransaction)
            });
            assert_eq!(inner, Err(Error::RollbackTransaction));
            Ok(())
        })
        .unwrap();
    });
    assert_eq!(parents(&mut conn).len(), 2);
}

#[test]
fn a_pool_of_one_is_exhausted_with_an_error_and_gets_its_connection_back_clean() {
    let pool = Pool::builder()
        .max_size(1)
        .connection_timeout(Duration::from_millis(50))
        .build(ConnectionManager::<SqliteConnection>::new(":memory:"))
        .unwrap();
    let claim = tenant(1);
    claim
        .scope_pooled(&pool, |_| {
            assert!(
                claim.scope_pooled(&pool, |_| ()).is_err(),
                "no connection is left"
            );
        })
        .unwrap();
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        claim.scope_pooled(&pool, |db| {
            db.transaction::<(), Error, _>(|_| panic!("in a pooled scope"))
        })
    }));
    assert!(panicked.is_err());
    let depth = claim
        .scope_pooled(&pool, |db| {
            let raw = danger::raw_connection(db, "a test looks at the connection").unwrap();
            raw.begin_test_transaction()
        })
        .unwrap();
    assert_eq!(depth, Ok(()));
}

#[test]
fn scopes_of_two_tenants_nest_on_two_connections() {
    let (mut one, mut two) = (connect(), connect());
    let (a, b) = (tenant(1), tenant(2));
    a.scope(&mut one, |db_a| {
        b.scope(&mut two, |db_b| {
            let theirs: Vec<i64> = campaigns::table
                .for_tenant(db_b.tenant())
                .select(campaigns::id)
                .load(db_b)
                .unwrap();
            let ours: Vec<i64> = campaigns::table
                .for_tenant(db_a.tenant())
                .select(campaigns::id)
                .load(db_a)
                .unwrap();
            assert_eq!((ours, theirs), (vec![10], vec![20]));
        });
    });
}

#[test]
fn a_guard_scopes_a_connection_for_the_rest_of_the_block() {
    let mut conn = connect();
    let claim = tenant(2);
    {
        tenant_core::scope_guard!(guard);
        let mut db = claim.enter(guard, &mut conn);
        let rows: Vec<Row> = campaigns::table
            .for_tenant(db.tenant())
            .load(&mut db)
            .unwrap();
        assert_eq!(rows.len(), 1);
    }
    assert_eq!(parents(&mut conn).len(), 2);
}

/// What Diesel does not hand a brand on to is caught before anything is sent.
#[test]
fn a_statement_of_another_scope_inside_an_aggregate_is_an_error() {
    let (mut one, mut two) = (connect(), connect());
    tenant(1).scope(&mut one, |db_a| {
        let foreign = notes::table
            .for_tenant(db_a.tenant())
            .select(notes::campaign_id);
        tenant(2).scope(&mut two, |db_b| {
            let count = campaigns::table.for_tenant(db_b.tenant()).select(
                diesel::dsl::count(campaigns::id).aggregate_filter(campaigns::id.eq_any(foreign)),
            );
            match count.get_result::<i64>(db_b) {
                Err(Error::QueryBuilderError(error)) => assert!(error.is::<OtherTenant>()),
                other => panic!("{other:?}"),
            }
        });
    });
}

#[test]
fn a_look_up_gives_a_claim_for_one_row_and_no_other() {
    let mut conn = connect();
    let claim = look_up(api_keys::key, "two").claim(&mut conn).unwrap();
    assert_eq!(claim.key(), &2);
    assert_eq!(claim.provenance(), &Provenance::LookedUp { column: "key" });
    let missing = look_up(api_keys::key, "none").claim(&mut conn);
    assert!(matches!(missing, Err(LookUpError::NotFound)));
    let twice = look_up(api_keys::key, "twice").claim(&mut conn);
    assert!(matches!(
        twice,
        Err(LookUpError::Ambiguous { column: "key" })
    ));
}

#[test]
fn a_look_up_that_the_database_refuses_says_why() {
    let mut conn = connect();
    let missing = look_up(api_keys::key, "none").claim(&mut conn).unwrap_err();
    assert!(missing.source().is_none());
    conn.batch_execute("DROP TABLE api_keys").unwrap();
    let refused = look_up(api_keys::key, "one").claim(&mut conn).unwrap_err();
    let source = refused.source().unwrap().to_string();
    assert!(source.contains("api_keys"), "{source}");
}

#[test]
fn danger_takes_a_reason_and_tells_the_observer() {
    static SEEN: Mutex<Vec<(Way, String, u32)>> = Mutex::new(Vec::new());
    let _ = danger::set_observer(|event| {
        SEEN.lock()
            .unwrap()
            .push((event.way, event.reason.to_string(), event.location.line()));
    });
    assert!(danger::assume_tenant(1_i64, "").is_err());
    assert!(danger::across_tenants(&mut connect(), " \n", |_| ()).is_err());
    let line = line!() + 1;
    let count = danger::across_tenants(&mut connect(), "counts for the bill", |conn| {
        campaigns::table.count().get_result::<i64>(conn)
    });
    assert_eq!(count.unwrap(), Ok(2));
    let seen = SEEN.lock().unwrap();
    assert!(seen.contains(&(Way::AcrossTenants, "counts for the bill".to_owned(), line)));
    assert!(seen.iter().all(|(_, reason, _)| !reason.trim().is_empty()));
}
