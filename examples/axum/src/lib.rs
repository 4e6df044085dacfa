//! Handlers of an axum service on a pool of tenant connections.
//!
//! The handler is [`campaigns()`]; the rest is what every service has once.

#![allow(missing_docs, reason = "Diesel makes the columns")]

use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::routing::get;
use axum::{Json, Router};
use diesel::prelude::*;
use diesel_async::pooled_connection::deadpool::Pool;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
use tenant_core::VerifiedTenant;
use tenant_core::prelude::*;

/// On PostgreSQL this is `diesel_async::AsyncPgConnection`, and nothing else is
/// another.
pub type Conn = SyncConnectionWrapper<SqliteConnection>;

diesel::table! {
    campaigns (id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Text,
    }
}

#[derive(Debug, Queryable, Selectable, TenantTable)]
#[diesel(table_name = campaigns)]
#[tenant(column = company_id)]
pub struct Campaign {
    pub id: i64,
    pub company_id: i64,
    pub name: String,
}

/// The names of the company's campaigns.
///
/// # Errors
///
/// [`Failure`], when the pool or the database fails.
pub async fn campaigns(
    session: Session,
    State(pool): State<Pool<Conn>>,
) -> Result<Json<Vec<String>>, Failure> {
    let claim = Claim::verified(session);
    let names = claim.scope_pooled_async(&pool, async |db| {
        let campaigns = Campaign::for_tenant(db.tenant()).order(campaigns::name);
        campaigns.select(campaigns::name).load_async(db).await
    });
    Ok(Json(names.await??))
}

pub fn service(pool: Pool<Conn>) -> Router {
    Router::new()
        .route("/campaigns", get(campaigns))
        .with_state(pool)
}

/// Who is calling. A service checks a signature here.
#[derive(Debug)]
pub struct Session {
    company: i64,
}

impl VerifiedTenant for Session {
    type Key = i64;
    const METHOD: &'static str = "a header, for the example";

    fn into_tenant_key(self) -> i64 {
        self.company
    }
}

impl<S: Sync> FromRequestParts<S> for Session {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        let header = parts
            .headers
            .get("company")
            .ok_or(StatusCode::UNAUTHORIZED)?;
        let company = header.to_str().ok().and_then(|text| text.parse().ok());
        let company = company.ok_or(StatusCode::UNAUTHORIZED)?;
        Ok(Self { company })
    }
}

/// The pool or the database failed. The caller is told nothing more.
#[derive(Debug)]
pub struct Failure;

impl<E: std::error::Error> From<E> for Failure {
    fn from(_: E) -> Self {
        Self
    }
}

impl axum::response::IntoResponse for Failure {
    fn into_response(self) -> axum::response::Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}
