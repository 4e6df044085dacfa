//! What the tests of one database share.

use diesel::Connection;
use diesel::prelude::*;
use diesel_async::AsyncConnection;
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, bb8, deadpool};
use tenant_core::{AsyncTenantConnection, Claim, danger};

use super::{Conn, Raw, new_database};
pub use crate::dropped::dropped_after;
use crate::schema::*;

pub type Db<'t> = AsyncTenantConnection<'t, Conn, i64>;

pub fn claim<K: 'static>(key: K) -> Claim<K> {
    danger::assume_tenant(key, "a test").unwrap()
}

/// The seeded tables of one test.
pub struct Database {
    pub url: String,
}

/// A row of `campaigns`: its key, its company and its name.
pub type Row = (i64, i64, String);

impl Database {
    pub fn new() -> Self {
        Self {
            url: new_database(),
        }
    }

    pub async fn connect(&self) -> Conn {
        <Conn as AsyncConnection>::establish(&self.url).await.unwrap()
    }

    pub fn deadpool(&self, size: usize) -> deadpool::Pool<Conn> {
        deadpool::Pool::builder(AsyncDieselConnectionManager::new(&self.url))
            .max_size(size)
            .build()
            .unwrap()
    }

    pub async fn bb8(&self, size: u32) -> bb8::Pool<Conn> {
        bb8::Pool::builder()
            .max_size(size)
            .connection_timeout(std::time::Duration::from_secs(2))
            .build(AsyncDieselConnectionManager::new(&self.url))
            .await
            .unwrap()
    }

    /// What is committed, read with plain Diesel on a connection of its own.
    pub fn campaigns(&self) -> Vec<Row> {
        let mut conn = <Raw as Connection>::establish(&self.url).unwrap();
        campaigns::table
            .order(campaigns::id)
            .select((campaigns::id, campaigns::company_id, campaigns::name))
            .load(&mut conn)
            .unwrap()
    }

    pub fn campaigns_of(&self, company: i64) -> Vec<String> {
        let rows = self.campaigns().into_iter();
        rows.filter(|(_, owner, _)| *owner == company)
            .map(|(_, _, name)| name)
            .collect()
    }
}
