//! The ways to run a statement.

use diesel::prelude::*;
use diesel::result::Error;
use futures_util::TryStreamExt;
use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_loaded() {
    let mut conn = Database::new().connect().await;
    for (company, expected) in [(1, vec![11, 12, 13]), (2, vec![21, 22]), (1, vec![11, 12, 13])] {
        let (loaded, got) = claim(company)
            .scope_async(&mut conn, async |db| {
                let ids = Campaign::for_tenant(db.tenant())
                    .order(campaigns::id)
                    .select(campaigns::id);
                let loaded = ids.clone().load_async::<i64>(db).await.unwrap();
                let got: Vec<i64> = ids.get_results_async(db).await.unwrap();
                (loaded, got)
            })
            .await;
        assert_eq!(loaded, expected);
        assert_eq!(got, expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_row_is_loaded() {
    let mut conn = Database::new().connect().await;
    claim(1)
        .scope_async(&mut conn, async |db| {
            let id = db.tenant();
            let first: i64 = Campaign::for_tenant(id)
                .order(campaigns::id.desc())
                .select(campaigns::id)
                .first_async(db)
                .await
                .unwrap();
            assert_eq!(first, 13);
            for key in [21, 999] {
                let row = Campaign::for_tenant(id).find(key);
                let got = row.clone().get_result_async::<Campaign>(db).await;
                assert_eq!(got, Err(Error::NotFound));
                assert_eq!(row.first_async::<Campaign>(db).await.optional(), Ok(None));
            }
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_streamed() {
    let mut conn = Database::new().connect().await;
    claim(1)
        .scope_async(&mut conn, async |db| {
            let names = Campaign::for_tenant(db.tenant())
                .order(campaigns::id)
                .select(campaigns::name);
            let rows = names.clone().load_stream::<String>(db).await.unwrap();
            let rows: Vec<String> = rows.try_collect().await.unwrap();
            assert_eq!(rows, ["Spring", "Summer", "Spring"]);
            // One that is left early does not get in the way.
            drop(names.clone().load_stream::<String>(db).await.unwrap());
            assert_eq!(names.load_async::<String>(db).await.unwrap().len(), 3);
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn joins_and_subqueries_are_scoped() {
    let mut conn = Database::new().connect().await;
    claim(2)
        .scope_async(&mut conn, async |db| {
            let id = db.tenant();
            let joined: Vec<(String, String)> = Campaign::for_tenant(id)
                .inner_join(ads::table)
                .order(ads::id)
                .select((campaigns::slug, ads::title))
                .load_async(db)
                .await
                .unwrap();
            let expected = [("spring", "Red"), ("spring", "Blue"), ("summer", "Red")];
            assert_eq!(joined, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
            let astray = Ad::for_tenant(id).select(ads::campaign_id);
            let astray: i64 = Campaign::for_tenant(id)
                .filter(campaigns::id.eq_any(astray))
                .count()
                .get_result_async(db)
                .await
                .unwrap();
            assert_eq!(astray, 2);
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_has_its_rows_and_the_count_of_all() {
    let mut conn = Database::new().connect().await;
    let page = claim(1)
        .scope_async(&mut conn, async |db| {
            Campaign::for_tenant(db.tenant())
                .order(campaigns::id)
                .select(campaigns::id)
                .paginate(1, 2)
                .load_page_async::<i64>(db)
                .await
                .unwrap()
        })
        .await;
    assert_eq!((page.rows, page.total), (vec![13], 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guard_scopes_a_connection_across_awaits() {
    let mut conn = Database::new().connect().await;
    let claim = claim(1);
    tenant_core::scope_guard!(guard);
    let mut db = claim.enter_async(guard, &mut conn);
    for _ in 0..2 {
        let count: i64 = Campaign::for_tenant(db.tenant())
            .count()
            .get_result_async(&mut db)
            .await
            .unwrap();
        assert_eq!(count, 3);
        tokio::task::yield_now().await;
    }
}
