//! What `update` and `delete` take: a table, a scoped statement or a model.

use diesel::Table;
use diesel::associations::{HasTable, Identifiable};
use diesel::query_builder::IntoUpdateTarget;
use diesel::query_dsl::methods::FindDsl;

use crate::scope::TenantId;
use crate::select::{Scopable, Scoped, ScopedTable};

/// Rows of the tenant that can be updated or deleted.
///
/// `M` tells the three forms apart and is inferred.
#[diagnostic::on_unimplemented(
    message = "these rows are not scoped to the tenant",
    label = "neither a table nor a model nor a scoped statement",
    note = "narrow the rows after the scope: `db.update(posts::table).filter(..)`, or \
            `db.delete(Post::for_tenant(id).filter(..))`",
    note = "a model is passed by reference, `db.update(&post)`, and derives `Identifiable`"
)]
pub trait WriteTarget<'t, K: 'static, M> {
    /// The scoped statement that selects the rows.
    type Rows: IntoUpdateTarget;

    #[doc(hidden)]
    fn rows(self, id: TenantId<'t, K>) -> Self::Rows;
}

/// The form of a [`WriteTarget`]: a table.
#[derive(Debug)]
pub enum ATable {}
/// The form of a [`WriteTarget`]: a reference to a model.
#[derive(Debug)]
pub enum AModel {}
/// The form of a [`WriteTarget`]: a scoped statement.
#[derive(Debug)]
pub enum AStatement {}

#[diagnostic::do_not_recommend]
impl<'t, K: 'static, T, Q> WriteTarget<'t, K, ATable> for T
where
    T: Table + Scopable<'t, K, Scoped = Scoped<'t, K, Q>>,
    Q: IntoUpdateTarget,
{
    type Rows = Q;

    fn rows(self, id: TenantId<'t, K>) -> Q {
        self.scoped(id).query
    }
}

#[diagnostic::do_not_recommend]
impl<'t, K: 'static, Q> WriteTarget<'t, K, AStatement> for Scoped<'t, K, Q>
where
    Q: IntoUpdateTarget,
{
    type Rows = Q;

    fn rows(self, _: TenantId<'t, K>) -> Q {
        self.query
    }
}

#[diagnostic::do_not_recommend]
impl<'t, 'a, K: 'static, M, T, Q> WriteTarget<'t, K, AModel> for &'a M
where
    &'a M: Identifiable<Table = T>,
    T: Table + Scopable<'t, K>,
    ScopedTable<'t, K, T>: FindDsl<<&'a M as Identifiable>::Id, Output = Scoped<'t, K, Q>>,
    Q: IntoUpdateTarget,
{
    type Rows = Q;

    fn rows(self, id: TenantId<'t, K>) -> Q {
        <&'a M as HasTable>::table()
            .scoped(id)
            .find(self.id())
            .query
    }
}
