//! Beginning a transaction that is bound to a tenant.

use diesel::result::QueryResult;
use diesel_async::{
    AnsiTransactionManager, AsyncPgConnection, SimpleAsyncConnection, TransactionManager,
};

use crate::rls::bound::understood;
use crate::rls::way::Binding;

/// Begins a transaction, where none is open. An error leaves none open, or the
/// connection broken.
pub(super) async fn begin(conn: &mut AsyncPgConnection, binding: &Binding) -> QueryResult<()> {
    let begun = AnsiTransactionManager::begin_transaction_sql(conn, &binding.begin).await;
    if let Err(error) = begun {
        // The server may be in a transaction that failed, of which Diesel does not
        // know.
        if conn.batch_execute("ROLLBACK").await.is_err() {
            AnsiTransactionManager::transaction_manager_status_mut(conn).set_in_error();
        }
        return Err(understood(error));
    }
    match &binding.after {
        Some(bind) => bind_or_roll_back(conn, bind).await,
        None => Ok(()),
    }
}

/// The same in a transaction of somebody else's, by the call that binds.
pub(super) async fn begin_nested(conn: &mut AsyncPgConnection, bind: &str) -> QueryResult<()> {
    AnsiTransactionManager::begin_transaction(conn).await?;
    bind_or_roll_back(conn, bind).await
}

async fn bind_or_roll_back(conn: &mut AsyncPgConnection, bind: &str) -> QueryResult<()> {
    if let Err(error) = conn.batch_execute(bind).await {
        // What cannot be rolled back is broken, which the transaction manager marks.
        let _ = AnsiTransactionManager::rollback_transaction(conn).await;
        return Err(understood(error));
    }
    Ok(())
}
