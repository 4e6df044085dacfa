//! The walk over the values of `set`.

use std::panic::UnwindSafe;

use diesel::query_builder::AsChangeset;
use diesel::sql_types::BoolOrNullableBool;

use crate::wall::TenantSafe;

/// Values for `set` that cannot read another tenant's rows.
///
/// `M` tells apart what `AsChangeset` does not: an assignment, a struct, a
/// reference to one, and tuples and `Option`s of these; it is inferred.
#[diagnostic::on_unimplemented(
    message = "this expression can read rows of another tenant",
    label = "not limited to the tenant of this scope",
    note = "a subquery enters a scoped statement scoped itself: write `posts::table.for_tenant(id)` \
            in place of `posts::table`",
    note = "an upsert takes its `excluded` from `tenant_core::dsl`"
)]
pub trait Changes<'t, M> {}

/// The form of [`Changes`]: `column.eq(expression)`.
#[derive(Debug)]
pub enum ByExpression {}
/// The form of [`Changes`]: a struct.
#[derive(Debug)]
pub enum ByValue {}
/// The form of [`Changes`]: a reference to a struct.
#[derive(Debug)]
pub enum ByReference {}
/// The form of [`Changes`]: an `Option`.
#[derive(Debug)]
pub struct Optional<M>(std::marker::PhantomData<M>);

#[diagnostic::do_not_recommend]
impl<'t, V> Changes<'t, ByExpression> for V
where
    V: TenantSafe<'t>,
    V::SqlType: BoolOrNullableBool,
{
}

// An assignment is no changeset by reference, so this is a struct.
#[diagnostic::do_not_recommend]
impl<'t, V> Changes<'t, ByValue> for V
where
    V: AsChangeset<Changeset: UnwindSafe>,
    for<'a> &'a V: AsChangeset,
{
}

#[diagnostic::do_not_recommend]
impl<'t, 'a, V> Changes<'t, ByReference> for &'a V where &'a V: AsChangeset<Changeset: UnwindSafe> {}

#[diagnostic::do_not_recommend]
impl<'t, V, M> Changes<'t, Optional<M>> for Option<V> where V: Changes<'t, M> {}

macro_rules! changes_of_tuples {
    ($($V:ident $M:ident),+) => {
        #[diagnostic::do_not_recommend]
        impl<'t, $($V, $M),+> Changes<'t, ($($M,)+)> for ($($V,)+)
        where
            $($V: Changes<'t, $M>,)+
        {
        }
    };
}
crate::write::row::for_each_tuple!(changes_of_tuples);
