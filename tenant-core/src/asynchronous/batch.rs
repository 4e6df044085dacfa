//! Many rows in one insert: one statement where the database can, else row by row
//! in a transaction.

use std::future::Future;

use diesel::backend::SqlDialect;
use diesel::deserialize::FromSqlRow;
use diesel::expression::QueryMetadata;
use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
use diesel::query_dsl::CompatibleType;
use diesel::result::QueryResult;
use diesel_async::{AsyncConnection, AsyncConnectionCore};
use futures_util::future::{Either, ready};
use futures_util::stream::{self, TryStreamExt};

use crate::asynchronous::AsyncTenantConnection;
use crate::asynchronous::execute::ExecutesScopedAsync;
use crate::asynchronous::load::{LoadsScopedAsync, Rows};
use crate::asynchronous::transaction::Open;
use crate::select::Scoped;
use crate::write::{Batch, DefaultKeyword, Split};

type KnowsDefault<C> =
    <<C as AsyncConnectionCore>::Backend as SqlDialect>::InsertWithDefaultKeyword;

impl<'t, C, K, S> ExecutesScopedAsync<Scoped<'t, K, Batch<S>>> for AsyncTenantConnection<'t, C, K>
where
    C: AsyncConnection<Backend: SqlDialect<InsertWithDefaultKeyword: DefaultKeyword>>,
    S: Split<One: QueryFragment<C::Backend> + QueryId + Send> + QueryFragment<C::Backend> + QueryId,
    K: Send + Sync,
{
    fn execute_scoped<'c>(
        &'c mut self,
        statement: Scoped<'t, K, Batch<S>>,
    ) -> impl Future<Output = QueryResult<usize>> + Send
    where
        Scoped<'t, K, Batch<S>>: 'c,
    {
        let Scoped {
            query: Batch(batch),
            id,
        } = statement;
        if batch.is_empty() {
            // SQLite would answer with the count of the statement before.
            return Either::Left(ready(Ok(0)));
        }
        if KnowsDefault::<C>::KNOWN || !batch.needs_default() {
            return Either::Right(Either::Left(self.execute_scoped(Scoped::new(batch, id))));
        }
        let rows: Vec<_> = batch.split().collect();
        Either::Right(Either::Right(async move {
            let open = Open::begin(self).await?;
            let touched = async {
                let mut touched = 0;
                for row in rows {
                    touched += open.db.execute_scoped(Scoped::new(row, id)).await?;
                }
                Ok(touched)
            };
            let touched: QueryResult<_> = touched.await;
            open.end(touched).await
        }))
    }
}

impl<'query, 't, C, K, S, U> LoadsScopedAsync<'query, Scoped<'t, K, Batch<S>>, U>
    for AsyncTenantConnection<'t, C, K>
where
    C: AsyncConnection,
    C::Backend:
        QueryMetadata<S::SqlType> + SqlDialect<InsertWithDefaultKeyword: DefaultKeyword> + 'static,
    S: Split<
            One: AsQuery<
                Query: QueryFragment<C::Backend> + QueryId + 'query,
                SqlType = S::SqlType,
            > + Send
                     + 'query,
        > + AsQuery<
            Query: QueryFragment<C::Backend> + QueryId + 'query,
            SqlType: CompatibleType<U, C::Backend>,
        > + 'query,
    U: FromSqlRow<<S::SqlType as CompatibleType<U, C::Backend>>::SqlType, C::Backend>
        + Send
        + 'static,
    <S::SqlType as CompatibleType<U, C::Backend>>::SqlType: 'static,
    K: Send + Sync,
{
    type Rows<'c>
        = Either<Rows<'c, 'query, C, U>, stream::Iter<std::vec::IntoIter<QueryResult<U>>>>
    where
        Self: 'c;

    fn load_scoped<'c>(
        &'c mut self,
        statement: Scoped<'t, K, Batch<S>>,
    ) -> impl Future<Output = QueryResult<Self::Rows<'c>>> + Send {
        let Scoped {
            query: Batch(batch),
            id,
        } = statement;
        if KnowsDefault::<C>::KNOWN || !batch.needs_default() {
            let rows = self.load_scoped(Scoped::new(batch, id));
            return Either::Left(async move { Ok(Either::Left(rows.await?)) });
        }
        let rows: Vec<_> = batch.split().collect();
        Either::Right(async move {
            let open = Open::begin(self).await?;
            let loaded = async {
                let mut loaded = Vec::new();
                for row in rows {
                    let stream = open.db.load_scoped(Scoped::new(row, id)).await?;
                    let returned: Vec<U> = stream.try_collect().await?;
                    loaded.extend(returned.into_iter().map(Ok));
                }
                Ok(loaded)
            };
            let loaded: QueryResult<_> = loaded.await;
            Ok(Either::Right(stream::iter(open.end(loaded).await?)))
        })
    }
}
