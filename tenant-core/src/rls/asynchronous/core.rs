//! [`AsyncBoundConnection`] as a connection of `diesel-async`, which its pools ask
//! for. Nobody is bound, and nothing runs.

use diesel::ConnectionResult;
use diesel::connection::{CacheSize, Instrumentation};
use diesel::pg::Pg;
use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
use diesel::result::{ConnectionError, Error, QueryResult};
#[cfg(any(feature = "bb8", feature = "deadpool"))]
use diesel_async::pooled_connection::{PoolableConnection, RecyclingMethod};
use diesel_async::{
    AnsiTransactionManager, AsyncConnection, AsyncConnectionCore, AsyncPgConnection,
    SimpleAsyncConnection,
};
use futures_util::future::{Ready, ready};

use super::AsyncBoundConnection;
use crate::rls::NobodyBound;

fn nobody_bound<T>() -> QueryResult<T> {
    Err(Error::QueryBuilderError(Box::new(NobodyBound)))
}

impl SimpleAsyncConnection for AsyncBoundConnection {
    async fn batch_execute(&mut self, _: &str) -> QueryResult<()> {
        nobody_bound()
    }
}

impl AsyncConnectionCore for AsyncBoundConnection {
    type ExecuteFuture<'conn, 'query> = Ready<QueryResult<usize>>;
    type LoadFuture<'conn, 'query> = Ready<QueryResult<Self::Stream<'conn, 'query>>>;
    type Stream<'conn, 'query> = <AsyncPgConnection as AsyncConnectionCore>::Stream<'conn, 'query>;
    type Row<'conn, 'query> = <AsyncPgConnection as AsyncConnectionCore>::Row<'conn, 'query>;
    type Backend = Pg;

    fn load<'conn, 'query, T>(&'conn mut self, _: T) -> Self::LoadFuture<'conn, 'query>
    where
        T: AsQuery + 'query,
        T::Query: QueryFragment<Pg> + QueryId + 'query,
    {
        ready(nobody_bound())
    }

    fn execute_returning_count<'conn, 'query, T>(
        &'conn mut self,
        _: T,
    ) -> Self::ExecuteFuture<'conn, 'query>
    where
        T: QueryFragment<Pg> + QueryId + 'query,
    {
        ready(nobody_bound())
    }
}

impl AsyncConnection for AsyncBoundConnection {
    type TransactionManager = AnsiTransactionManager;

    async fn establish(url: &str) -> ConnectionResult<Self> {
        let conn = AsyncPgConnection::establish(url).await?;
        let asked = Self::new(conn).await;
        asked.map_err(ConnectionError::CouldntSetupConfiguration)
    }

    fn transaction_state(&mut self) -> &mut AnsiTransactionManager {
        self.conn.transaction_state()
    }

    fn instrumentation(&mut self) -> &mut dyn Instrumentation {
        self.conn.instrumentation()
    }

    fn set_instrumentation(&mut self, instrumentation: impl Instrumentation) {
        self.conn.set_instrumentation(instrumentation);
    }

    fn set_prepared_statement_cache_size(&mut self, size: CacheSize) {
        self.conn.set_prepared_statement_cache_size(size);
    }
}

#[cfg(any(feature = "bb8", feature = "deadpool"))]
impl PoolableConnection for AsyncBoundConnection {
    async fn ping(&mut self, config: &RecyclingMethod<Self>) -> QueryResult<()> {
        match config {
            RecyclingMethod::Fast => Ok(()),
            RecyclingMethod::Verified => self.conn.batch_execute("SELECT 1").await,
            RecyclingMethod::CustomQuery(query) => self.conn.batch_execute(query).await,
            RecyclingMethod::CustomFunction(check) => check(self).await,
        }
    }

    fn is_broken(&mut self) -> bool {
        self.conn.is_broken()
    }
}
