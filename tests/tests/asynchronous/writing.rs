//! Inserts, updates and deletes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::InstrumentationEvent;
use diesel::prelude::*;
use diesel::result::Error;
use diesel_async::AsyncConnection as _;
use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

/// Runs in Acme's scope; whatever is not Acme's stays as it is.
macro_rules! as_acme {
    ($database:ident, $f:expr) => {{
        let others = |rows: Vec<Row>| rows.into_iter().filter(|row| row.1 != 1);
        let before: Vec<Row> = others($database.campaigns()).collect();
        let mut conn = $database.connect().await;
        claim(1).scope_async(&mut conn, $f).await;
        assert_eq!(others($database.campaigns()).collect::<Vec<_>>(), before);
    }};
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_is_inserted() {
    let database = Database::new();
    as_acme!(database, async |db| {
        let inserted = db
            .insert_into(campaigns::table)
            .values(NewCampaign::new(50, "new"))
            .execute_async(db)
            .await;
        assert_eq!(inserted, Ok(1));
        let returned: i64 = db
            .insert_into(campaigns::table)
            .values(NewCampaign::new(51, "newer"))
            .returning(campaigns::company_id)
            .get_result_async(db)
            .await
            .unwrap();
        assert_eq!(returned, 1);
    });
    assert_eq!(database.campaigns_of(1).len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_one_shape_need_no_transaction() {
    let database = Database::new();
    let mut conn = database.connect().await;
    let begun = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&begun);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::BeginTransaction { .. }) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    });
    claim(1)
        .scope_async(&mut conn, async |db| {
            let rows = |ids: [i64; 2]| {
                ids.map(|id| {
                    (
                        ads::id.eq(id),
                        ads::campaign_id.eq(11),
                        ads::title.eq("New"),
                        ads::cost.eq(1),
                    )
                })
            };
            let insert = db.insert_into(ads::table).values(rows([50, 51]));
            assert_eq!(insert.execute_async(db).await, Ok(2));
            let insert = db.insert_into(ads::table).values(rows([60, 61]));
            let returned = insert.returning(ads::id).load_async::<i64>(db).await;
            assert_eq!(returned, Ok(vec![60, 61]));
        })
        .await;
    assert_eq!(begun.load(Ordering::Relaxed), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_rows_are_inserted() {
    let database = Database::new();
    as_acme!(database, async |db| {
        // Rows that leave a column to its default: SQLite takes them one by one.
        let rows = |start: i64| {
            let mut rows = vec![NewCampaign::new(start, "a"), NewCampaign::new(start + 1, "b")];
            rows[0].budget = Some(5);
            rows[0].slug = if start == 50 { "a" } else { "c" };
            rows[1].slug = if start == 50 { "b" } else { "d" };
            rows
        };
        let inserted = db
            .insert_into(campaigns::table)
            .values(rows(50))
            .execute_async(db)
            .await;
        assert_eq!(inserted, Ok(2));
        let returned: Vec<(i64, i64)> = db
            .insert_into(campaigns::table)
            .values(rows(60))
            .returning((campaigns::id, campaigns::company_id))
            .get_results_async(db)
            .await
            .unwrap();
        assert_eq!(returned, [(60, 1), (61, 1)]);
        let none: Vec<NewCampaign<'_>> = Vec::new();
        let inserted = db
            .insert_into(campaigns::table)
            .values(none)
            .execute_async(db)
            .await;
        assert_eq!(inserted, Ok(0));
    });
    assert_eq!(database.campaigns_of(1).len(), 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_fails_in_the_middle_leaves_nothing() {
    let database = Database::new();
    as_acme!(database, async |db| {
        let mut rows = vec![NewCampaign::new(50, "a"), NewCampaign::new(50, "b")];
        rows[0].budget = Some(5);
        for returning in [false, true] {
            let insert = db.insert_into(campaigns::table).values(rows.clone());
            let failed = if returning {
                let insert = insert.returning(campaigns::id);
                insert.load_async::<i64>(db).await.map(|rows| rows.len())
            } else {
                insert.execute_async(db).await
            };
            assert!(matches!(failed, Err(Error::DatabaseError(..))), "{failed:?}");
        }
        // And the connection is as before.
        let count = Campaign::for_tenant(db.tenant()).count();
        assert_eq!(count.get_result_async::<i64>(db).await, Ok(3));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_updated_and_deleted() {
    let database = Database::new();
    as_acme!(database, async |db| {
        let updated = db
            .update(campaigns::table)
            .filter(campaigns::slug.eq("spring"))
            .set(campaigns::name.eq("Fall"))
            .execute_async(db)
            .await;
        assert_eq!(updated, Ok(1));
        let ids: Vec<i64> = db
            .update(Campaign::for_tenant(db.tenant()).filter(campaigns::name.eq("Fall")))
            .set(campaigns::name.eq("Winter"))
            .returning(campaigns::id)
            .load_async(db)
            .await
            .unwrap();
        assert_eq!(ids, [11]);
        for (key, expected) in [(12, 1), (22, 0)] {
            let deleted = db
                .delete(campaigns::table)
                .filter(campaigns::id.eq(key))
                .execute_async(db)
                .await;
            assert_eq!(deleted, Ok(expected), "campaign {key}");
        }
    });
    assert_eq!(database.campaigns_of(1), ["Winter", "Spring"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_is_saved_and_read_back() {
    let database = Database::new();
    as_acme!(database, async |db| {
        let form = |id| CampaignForm {
            id,
            name: "Saved".to_owned(),
        };
        let saved: Campaign = db.save_changes(&form(11)).await.unwrap();
        assert_eq!((saved.id, &*saved.name), (11, "Saved"));
        let theirs: QueryResult<Campaign> = db.save_changes(&form(21)).await;
        assert_eq!(theirs, Err(Error::NotFound));
    });
    assert_eq!(database.campaigns_of(1)[0], "Saved");
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_row_is_not_upserted() {
    let database = Database::new();
    as_acme!(database, async |db| {
        for (key, expected) in [(11, 1), (21, 0)] {
            let upserted = db
                .insert_into(campaigns::table)
                .values(NewCampaign::new(key, "upserted"))
                .on_conflict(campaigns::id)
                .do_update()
                .set(campaigns::name.eq("Upserted"))
                .execute_async(db)
                .await;
            assert_eq!(upserted, Ok(expected), "campaign {key}");
        }
    });
    assert_eq!(database.campaigns_of(1)[0], "Upserted");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_child_goes_under_an_own_parent_only() {
    let database = Database::new();
    as_acme!(database, async |db| {
        for (campaign_id, works) in [(11, true), (21, false)] {
            let note = Note {
                id: 50 + campaign_id,
                campaign_id,
                body: "async".to_owned(),
            };
            let inserted = db
                .insert_into(notes::table)
                .values(note)
                .execute_async(db)
                .await;
            assert_eq!(inserted.is_ok(), works, "{inserted:?}");
        }
        for parent in [21, 999] {
            let row = (
                notes::id.eq(71),
                notes::campaign_id.eq(parent),
                notes::body.eq("async"),
            );
            let insert = db.insert_into(notes::table);
            let sent = insert.values(row).execute_async(db).await;
            let insert = db.insert_into(notes::table).values(vec![row]);
            let returned = insert.returning(notes::id).load_async::<i64>(db).await;
            for failed in [sent.map(drop), returned.map(drop)] {
                match failed.unwrap_err() {
                    diesel::result::Error::QueryBuilderError(error) => {
                        assert!(error.is::<tenant_core::write::MissingParent>(), "{error}");
                    }
                    error => panic!("{error:?}"),
                }
            }
        }
    });
}
