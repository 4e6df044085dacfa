//! The walk over expressions: does every part of it belong to this tenant?

use std::marker::PhantomData;
use std::panic::UnwindSafe;

use diesel::expression::AppearsOnTable;
use diesel::query_source::{AppearsInFromClause, Once};

/// The query source against which the wall checks an expression.
///
/// Every table, and so every column, appears in it exactly once; but it is no
/// [`QuerySource`](diesel::QuerySource), and Diesel's raw subselects are valid
/// only inside of one. `E: AppearsOnTable<Within<'t>>` therefore holds for
/// whatever is built from columns, binds, operators and functions, and for
/// scoped subqueries of the same scope `'t`, and for no other subquery.
#[derive(Debug)]
pub struct Within<'t>(PhantomData<fn(&'t ()) -> &'t ()>);

impl<T> AppearsInFromClause<T> for Within<'_> {
    type Count = Once;
}

/// An expression that cannot see another tenant's rows.
///
/// Two walks must both succeed, because each has a gap that the other closes:
///
/// * `AppearsOnTable<Within<'t>>` refuses raw subselects and foreign brands,
///   but Diesel's aggregate modifiers (`FILTER`, `ORDER BY`, `OVER`) do not
///   pass it on to what they hold;
/// * `UnwindSafe` is an auto trait and so looks into every field, also the
///   private ones; each declared table has it switched off, and with it every
///   raw `SELECT` over that table.
///
/// Both walks are supertraits, so an impl by hand proves nothing more.
#[diagnostic::on_unimplemented(
    message = "this expression can read rows of another tenant",
    label = "not limited to the tenant of this scope",
    note = "a subquery enters a scoped statement scoped itself: write `posts::table.for_tenant(id)` \
            in place of `posts::table`, with the `exists` of `tenant_core::dsl`",
    note = "a self-join takes its alias from `tenant_core::alias!`, an upsert its `excluded` from \
            `tenant_core::dsl`, and a boxed predicate is a `tenant_core::BoxedPredicate`",
    note = "a bind or model that holds `Rc<RefCell<_>>`, `dyn Error` or `dyn Fn` is refused too: \
            the compiler cannot look inside"
)]
pub trait TenantSafe<'t>: AppearsOnTable<Within<'t>> + UnwindSafe {}

#[diagnostic::do_not_recommend]
impl<'t, E> TenantSafe<'t> for E where E: AppearsOnTable<Within<'t>> + UnwindSafe {}
