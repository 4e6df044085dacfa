//! Each company gets its own campaigns.

#![allow(clippy::unwrap_used, reason = "a test")]

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum_example::{Conn, service};
use diesel_async::SimpleAsyncConnection;
use diesel_async::pooled_connection::AsyncDieselConnectionManager;
use diesel_async::pooled_connection::deadpool::Pool;
use tower::ServiceExt;

#[tokio::test(flavor = "multi_thread")]
async fn each_company_gets_its_own_campaigns() {
    // In memory, so that the one connection is the database.
    let manager = AsyncDieselConnectionManager::<Conn>::new(":memory:");
    let pool = Pool::builder(manager).max_size(1).build().unwrap();
    let mut conn = pool.get().await.unwrap();
    conn.batch_execute(
        "CREATE TABLE campaigns (id INTEGER PRIMARY KEY, company_id BIGINT NOT NULL, name TEXT NOT NULL);
         INSERT INTO campaigns VALUES (1, 1, 'Spring'), (2, 2, 'Summer'), (3, 1, 'Autumn')",
    )
    .await
    .unwrap();
    drop(conn);

    for (company, expected) in [
        (Some("1"), Ok(r#"["Autumn","Spring"]"#)),
        (Some("2"), Ok(r#"["Summer"]"#)),
        (Some("3"), Ok("[]")),
        (Some("1 OR 1"), Err(StatusCode::UNAUTHORIZED)),
        (None, Err(StatusCode::UNAUTHORIZED)),
    ] {
        let mut request = Request::get("/campaigns");
        if let Some(company) = company {
            request = request.header("company", company);
        }
        let request = request.body(Body::empty()).unwrap();
        let answer = service(pool.clone()).oneshot(request).await.unwrap();
        match expected {
            Ok(expected) => {
                let body = to_bytes(answer.into_body(), 1000).await.unwrap();
                assert_eq!(body, expected, "company {company:?}");
            }
            Err(status) => assert_eq!(answer.status(), status, "company {company:?}"),
        }
    }
}
