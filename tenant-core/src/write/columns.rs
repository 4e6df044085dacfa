//! Columns of one table, by name: a conflict target, the columns of an insert.

use diesel::backend::Backend;
use diesel::query_builder::AstPass;
use diesel::query_source::Column;
use diesel::result::QueryResult;

/// One column of the table `T`, or a tuple of them.
///
/// `M` tells the two apart and is inferred.
#[diagnostic::on_unimplemented(
    message = "these are not columns of the table",
    label = "neither a column of the table nor a tuple of them",
    note = "name columns of the table itself: `posts::slug`, or `(posts::tenant_id, posts::slug)`"
)]
pub trait ColumnNames<T, M> {
    #[doc(hidden)]
    fn walk_names<DB: Backend>(out: AstPass<'_, '_, DB>) -> QueryResult<()>;
}

/// The form of [`ColumnNames`]: a column.
#[derive(Debug)]
pub enum OneColumn {}
/// The form of [`ColumnNames`]: a tuple of columns.
#[derive(Debug)]
pub enum ManyColumns {}

impl<C: Column> ColumnNames<C::Table, OneColumn> for C {
    fn walk_names<DB: Backend>(mut out: AstPass<'_, '_, DB>) -> QueryResult<()> {
        out.push_identifier(C::NAME)
    }
}

macro_rules! column_names {
    ($First:ident $first:ident $(, $C:ident $c:ident)*) => {
        impl<T, $First, $($C),*> ColumnNames<T, ManyColumns> for ($First, $($C,)*)
        where
            $First: Column<Table = T>,
            $($C: Column<Table = T>,)*
        {
            fn walk_names<DB: Backend>(mut out: AstPass<'_, '_, DB>) -> QueryResult<()> {
                out.push_identifier($First::NAME)?;
                $(
                    out.push_sql(", ");
                    out.push_identifier($C::NAME)?;
                )*
                Ok(())
            }
        }
    };
}
crate::write::row::for_each_tuple!(column_names);
