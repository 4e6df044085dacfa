//! Async scopes in which each statement is bound on its own.

use std::any::TypeId;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

use diesel::ConnectionResult;
use diesel::connection::{CacheSize, Instrumentation, TransactionManagerStatus};
use diesel::pg::Pg;
use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
use diesel::result::{ConnectionError, Error, QueryResult};
use diesel::serialize::ToSql;
use diesel_async::{
    AnsiTransactionManager, AsyncConnection, AsyncConnectionCore, AsyncPgConnection,
    SimpleAsyncConnection, TransactionManager,
};
use futures_util::future::{BoxFuture, FutureExt, OptionFuture, join, ready};
use futures_util::stream::{self, StreamExt, TryStreamExt};

use super::AsyncBoundConnection;
use super::begin::begin;
use super::exchange::{Statement, exchange};
use crate::asynchronous::{AsyncScope, AsyncTenantConnection};
use crate::rls::TenantKind;
use crate::rls::bound::understood;
use crate::rls::passing::passes;
use crate::rls::way::Binding;
use crate::scope::Claim;

impl<K: Send + Sync> Claim<K> {
    /// Runs the async closure `f` with `conn` scoped to this tenant, and the
    /// database bound to it for each statement on its own.
    ///
    /// Each statement is a transaction of its own, as without a scope, and a bound
    /// one: `BEGIN` with the binding, the statement and `COMMIT` are sent together,
    /// and take one round trip. The first two times a statement runs on a connection
    /// it takes more: it is prepared, and then seen to be. A statement that Diesel
    /// prepares each time (`UPDATE`), or knows by its text (boxed ones), takes one
    /// round trip more than it does without a scope.
    ///
    /// [`transaction`](AsyncTenantConnection::transaction) opens a transaction that
    /// is bound too. Outside of one the rows of a
    /// [`load_stream`](crate::Scoped::load_stream) have all arrived when the first
    /// is given.
    ///
    /// ```
    /// use diesel::prelude::*;
    /// use tenant_core::prelude::*;
    /// use tenant_core::rls::AsyncBoundConnection;
    /// # diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, name -> Text, } }
    /// # tenant_core::tenant_tables! { #[tenant(column = company_id, key = i64)] campaigns; }
    ///
    /// async fn names(claim: &Claim<i64>, conn: &mut AsyncBoundConnection) -> QueryResult<Vec<String>> {
    ///     claim
    ///         .scope_bound_each_async(conn, async |db| {
    ///             let campaigns = campaigns::table.for_tenant(db.tenant());
    ///             campaigns.select(campaigns::name).load_async(db).await
    ///         })
    ///         .await
    /// }
    /// # fn main() {}
    /// ```
    ///
    /// # Cancellation
    ///
    /// A statement whose future is dropped before its answer came leaves the
    /// connection broken, as a transaction does: a pool discards it.
    ///
    /// # Errors
    ///
    /// Whatever `f` returns,
    /// [`AlreadyInTransaction`](Error::AlreadyInTransaction), and a
    /// [`SerializationError`](Error::SerializationError) of the tenant's key. A
    /// binding that fails is the error of the statement, and nothing of that
    /// statement is written.
    pub fn scope_bound_each_async<'s, R, E, F>(
        &'s self,
        conn: &'s mut AsyncBoundConnection,
        f: F,
    ) -> BoxFuture<'s, Result<R, E>>
    where
        K: TenantKind + ToSql<K::SqlType, Pg>,
        R: Send + 's,
        E: From<Error> + Send + 's,
        F: for<'c, 't, 'e> AsyncFnOnce(
                &'c mut AsyncTenantConnection<'t, BoundEach<'e>, K>,
            ) -> Result<R, E>
            + for<'c, 't, 'e> AsyncScope<
                &'c mut AsyncTenantConnection<'t, BoundEach<'e>, K>,
                Result<R, E>,
                Future: Send,
            > + Send
            + 's,
    {
        Box::pin(async move {
            let status = AnsiTransactionManager::transaction_manager_status_mut(&mut conn.conn);
            if status.transaction_depth()?.is_some() {
                return Err(Error::AlreadyInTransaction.into());
            }
            let binding = conn.way.binding(self.key())?;
            let mut each = BoundEach {
                bound: conn,
                binding,
                left: AtomicBool::new(false),
            };
            f(&mut AsyncTenantConnection::new(
                &mut each,
                self.shared_key(),
            ))
            .await
        })
    }
}

/// The connection in a scope in which each statement is bound on its own.
///
/// Made by [`Claim::scope_bound_each_async`].
pub struct BoundEach<'s> {
    bound: &'s mut AsyncBoundConnection,
    binding: Binding,
    /// May the server be in a transaction that a statement left?
    left: AtomicBool,
}

impl BoundEach<'_> {
    /// Is each statement a transaction of its own?
    fn is_alone(&mut self) -> QueryResult<bool> {
        if *self.left.get_mut() {
            return Err(Error::BrokenTransactionManager);
        }
        let status = AnsiTransactionManager::transaction_manager_status_mut(&mut self.bound.conn);
        Ok(status.transaction_depth()?.is_none())
    }

    /// Runs a statement in a transaction of its own.
    async fn alone<R>(&self, statement: Statement<'_, R>, id: Option<TypeId>) -> QueryResult<R> {
        let Self {
            bound,
            binding,
            left,
        } = self;
        let prepared = id.is_some_and(|id| bound.prepared().contains(&id));
        let after = binding.after.as_deref();
        let begin = join(
            passes(batch_execute(&bound.conn, &binding.begin)),
            OptionFuture::from(after.map(|bind| passes(batch_execute(&bound.conn, bind)))),
        );
        let begin = begin.map(|(begun, after)| begun.and(after.unwrap_or(Ok(()))));
        let send = |end: &'static str| batch_execute(&bound.conn, end);
        let exchange = exchange(begin.boxed(), statement, prepared, send, left);
        // Where its task had its share of time, tokio would make a future wait that has
        // nothing to wait for, before it sent anything.
        let (result, at_once) = tokio::task::unconstrained(exchange).await;
        // One that failed may have failed to be prepared.
        if at_once
            && result.is_ok()
            && let Some(id) = id
        {
            bound.prepared().insert(id);
        }
        result.map_err(understood)
    }
}

impl AsyncBoundConnection {
    /// By what a statement is known that stays prepared. That one answer was seen
    /// does not say so: a second may have come while the first was read.
    fn cached<T: QueryFragment<Pg> + QueryId>(&self, statement: &T) -> Option<TypeId> {
        let stays = self.keeps && statement.is_safe_to_cache_prepared(&Pg).unwrap_or(false);
        stays.then(T::query_id).flatten()
    }
}

fn batch_execute<'a>(conn: &'a AsyncPgConnection, text: &'a str) -> BoxFuture<'a, QueryResult<()>> {
    async move { (&mut &*conn).batch_execute(text).await }.boxed()
}

impl Drop for BoundEach<'_> {
    fn drop(&mut self) {
        if *self.left.get_mut() {
            AnsiTransactionManager::transaction_manager_status_mut(&mut self.bound.conn)
                .set_in_error();
        }
    }
}

type Rows = <AsyncPgConnection as AsyncConnectionCore>::Stream<'static, 'static>;

impl AsyncConnectionCore for BoundEach<'_> {
    type ExecuteFuture<'conn, 'query> = BoxFuture<'conn, QueryResult<usize>>;
    type LoadFuture<'conn, 'query> = BoxFuture<'conn, QueryResult<Rows>>;
    type Stream<'conn, 'query> = Rows;
    type Row<'conn, 'query> = <AsyncPgConnection as AsyncConnectionCore>::Row<'conn, 'query>;
    type Backend = Pg;

    fn load<'conn, 'query, T>(&'conn mut self, source: T) -> Self::LoadFuture<'conn, 'query>
    where
        T: AsQuery + 'query,
        T::Query: QueryFragment<Pg> + QueryId + 'query,
    {
        match self.is_alone() {
            Err(error) => ready(Err(error)).boxed(),
            Ok(false) => AsyncConnectionCore::load(&mut self.bound.conn, source),
            Ok(true) => {
                let this: &'conn Self = self;
                let query = source.as_query();
                let id = this.bound.cached(&query);
                let sent = AsyncConnectionCore::load(&mut &this.bound.conn, query);
                let statement = Statement::loaded(sent, |rows| rows.try_collect::<Vec<_>>());
                async move {
                    let rows = this.alone(statement, id).await?;
                    Ok(stream::iter(rows.into_iter().map(Ok)).boxed())
                }
                .boxed()
            }
        }
    }

    fn execute_returning_count<'conn, 'query, T>(
        &'conn mut self,
        source: T,
    ) -> Self::ExecuteFuture<'conn, 'query>
    where
        T: QueryFragment<Pg> + QueryId + 'query,
    {
        match self.is_alone() {
            Err(error) => ready(Err(error)).boxed(),
            Ok(false) => AsyncConnectionCore::execute_returning_count(&mut self.bound.conn, source),
            Ok(true) => {
                let this: &'conn Self = self;
                let id = this.bound.cached(&source);
                let sent =
                    AsyncConnectionCore::execute_returning_count(&mut &this.bound.conn, source);
                this.alone(Statement::executed(sent), id).boxed()
            }
        }
    }
}

impl SimpleAsyncConnection for BoundEach<'_> {
    async fn batch_execute(&mut self, text: &str) -> QueryResult<()> {
        if !self.is_alone()? {
            return self.bound.conn.batch_execute(text).await;
        }
        let sent = batch_execute(&self.bound.conn, text);
        self.alone(Statement::executed(sent), None).await
    }
}

impl AsyncConnection for BoundEach<'_> {
    type TransactionManager = BoundTransactions;

    async fn establish(_: &str) -> ConnectionResult<Self> {
        Err(ConnectionError::BadConnection(
            "a scope has its connection already".to_owned(),
        ))
    }

    fn transaction_state(&mut self) -> &mut AnsiTransactionManager {
        self.bound.conn.transaction_state()
    }

    fn instrumentation(&mut self) -> &mut dyn Instrumentation {
        self.bound.instrumentation()
    }

    fn set_instrumentation(&mut self, instrumentation: impl Instrumentation) {
        self.bound.set_instrumentation(instrumentation);
    }

    fn set_prepared_statement_cache_size(&mut self, size: CacheSize) {
        self.bound.set_prepared_statement_cache_size(size);
    }
}

/// The transactions of a [`BoundEach`]: their `BEGIN` binds.
#[derive(Debug)]
pub struct BoundTransactions(());

impl TransactionManager<BoundEach<'_>> for BoundTransactions {
    type TransactionStateData = AnsiTransactionManager;

    async fn begin_transaction(each: &mut BoundEach<'_>) -> QueryResult<()> {
        if each.is_alone()? {
            passes(begin(&mut each.bound.conn, &each.binding)).await
        } else {
            AnsiTransactionManager::begin_transaction(&mut each.bound.conn).await
        }
    }

    async fn rollback_transaction(each: &mut BoundEach<'_>) -> QueryResult<()> {
        AnsiTransactionManager::rollback_transaction(&mut each.bound.conn).await
    }

    async fn commit_transaction(each: &mut BoundEach<'_>) -> QueryResult<()> {
        AnsiTransactionManager::commit_transaction(&mut each.bound.conn).await
    }

    fn transaction_manager_status_mut<'a>(
        each: &'a mut BoundEach<'_>,
    ) -> &'a mut TransactionManagerStatus {
        AnsiTransactionManager::transaction_manager_status_mut(&mut each.bound.conn)
    }

    fn is_broken_transaction_manager(each: &mut BoundEach<'_>) -> bool {
        *each.left.get_mut()
            || AnsiTransactionManager::is_broken_transaction_manager(&mut each.bound.conn)
    }
}

impl fmt::Debug for BoundEach<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundEach")
            .field("left", &self.left.load(Ordering::Relaxed))
            .finish_non_exhaustive()
    }
}
