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
pub trait Changes<'t, M> {
    /// What Diesel makes of the values. It is named here so that values which are
    /// refused are not also asked for the tenant column.
    #[doc(hidden)]
    type Walked;
}

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
    V: TenantSafe<'t> + AsChangeset,
    V::SqlType: BoolOrNullableBool,
{
    type Walked = V::Changeset;
}

// An assignment is no changeset by reference, so this is a struct.
#[diagnostic::do_not_recommend]
impl<'t, V> Changes<'t, ByValue> for V
where
    V: AsChangeset<Changeset: UnwindSafe>,
    for<'a> &'a V: AsChangeset,
{
    type Walked = V::Changeset;
}

#[diagnostic::do_not_recommend]
impl<'t, 'a, V> Changes<'t, ByReference> for &'a V
where
    &'a V: AsChangeset<Changeset: UnwindSafe>,
{
    type Walked = <&'a V as AsChangeset>::Changeset;
}

#[diagnostic::do_not_recommend]
impl<'t, V, M> Changes<'t, Optional<M>> for Option<V>
where
    V: Changes<'t, M>,
{
    type Walked = Option<V::Walked>;
}

macro_rules! changes_of_tuples {
    ($($V:ident $M:ident),+) => {
        #[diagnostic::do_not_recommend]
        impl<'t, $($V, $M),+> Changes<'t, ($($M,)+)> for ($($V,)+)
        where
            $($V: Changes<'t, $M>,)+
        {
            type Walked = ($($V::Walked,)+);
        }
    };
}
crate::write::row::for_each_tuple!(changes_of_tuples);
