//! The walk over an inserted row, and how a row is printed with what the scope
//! fills in.

use std::error::Error;
use std::fmt;

use diesel::backend::Backend;
use diesel::expression::Expression;
use diesel::insertable::{ColumnInsertValue, DefaultableColumnInsertValue, InsertValues};
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::query_source::{Column, Table};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::HasSqlType;

use crate::scope::Running;
use crate::table::{KeyType, NamesNoSecondKey, ParentGuard, TenantValue};
use crate::wall::{Assignable, TenantSafe};

/// Calls a macro with each number of elements that a tuple can have, as far as
/// Diesel's feature `64-column-tables` goes.
macro_rules! for_each_tuple {
    ($macro:ident) => {
        crate::write::row::for_each_tuple!(@ $macro []
            A0 B0, A1 B1, A2 B2, A3 B3, A4 B4, A5 B5, A6 B6, A7 B7, A8 B8, A9 B9, A10 B10,
            A11 B11, A12 B12, A13 B13, A14 B14, A15 B15, A16 B16, A17 B17, A18 B18, A19 B19,
            A20 B20, A21 B21, A22 B22, A23 B23, A24 B24, A25 B25, A26 B26, A27 B27, A28 B28,
            A29 B29, A30 B30, A31 B31, A32 B32, A33 B33, A34 B34, A35 B35, A36 B36, A37 B37,
            A38 B38, A39 B39, A40 B40, A41 B41, A42 B42, A43 B43, A44 B44, A45 B45, A46 B46,
            A47 B47, A48 B48, A49 B49, A50 B50, A51 B51, A52 B52, A53 B53, A54 B54, A55 B55,
            A56 B56, A57 B57, A58 B58, A59 B59, A60 B60, A61 B61, A62 B62, A63 B63);
    };
    (@ $macro:ident [$($done:tt)*]) => {};
    (@ $macro:ident [] $A:ident $B:ident $(, $($rest:tt)*)?) => {
        $macro!($A $B);
        crate::write::row::for_each_tuple!(@ $macro [$A $B] $($($rest)*)?);
    };
    (@ $macro:ident [$($done:tt)+] $A:ident $B:ident $(, $($rest:tt)*)?) => {
        $macro!($($done)+, $A $B);
        crate::write::row::for_each_tuple!(@ $macro [$($done)+, $A $B] $($($rest)*)?);
    };
}
pub(crate) use for_each_tuple;

/// The same for the tables of Diesel's feature `128-column-tables`.
macro_rules! for_each_wide_tuple {
    ($macro:ident) => {
        crate::write::row::for_each_tuple!(@ $macro [
            A0 B0, A1 B1, A2 B2, A3 B3, A4 B4, A5 B5, A6 B6, A7 B7, A8 B8, A9 B9, A10 B10, A11
            B11, A12 B12, A13 B13, A14 B14, A15 B15, A16 B16, A17 B17, A18 B18, A19 B19, A20 B20,
            A21 B21, A22 B22, A23 B23, A24 B24, A25 B25, A26 B26, A27 B27, A28 B28, A29 B29, A30
            B30, A31 B31, A32 B32, A33 B33, A34 B34, A35 B35, A36 B36, A37 B37, A38 B38, A39 B39,
            A40 B40, A41 B41, A42 B42, A43 B43, A44 B44, A45 B45, A46 B46, A47 B47, A48 B48, A49
            B49, A50 B50, A51 B51, A52 B52, A53 B53, A54 B54, A55 B55, A56 B56, A57 B57, A58 B58,
            A59 B59, A60 B60, A61 B61, A62 B62, A63 B63
        ]
            A64 B64, A65 B65, A66 B66, A67 B67, A68 B68, A69 B69, A70 B70, A71 B71, A72 B72, A73
            B73, A74 B74, A75 B75, A76 B76, A77 B77, A78 B78, A79 B79, A80 B80, A81 B81, A82 B82,
            A83 B83, A84 B84, A85 B85, A86 B86, A87 B87, A88 B88, A89 B89, A90 B90, A91 B91, A92
            B92, A93 B93, A94 B94, A95 B95, A96 B96, A97 B97, A98 B98, A99 B99, A100 B100, A101
            B101, A102 B102, A103 B103, A104 B104, A105 B105, A106 B106, A107 B107, A108 B108,
            A109 B109, A110 B110, A111 B111, A112 B112, A113 B113, A114 B114, A115 B115, A116
            B116, A117 B117, A118 B118, A119 B119, A120 B120, A121 B121, A122 B122, A123 B123,
            A124 B124, A125 B125, A126 B126, A127 B127);
    };
}
pub(crate) use for_each_wide_tuple;

/// An inserted row whose every value is limited to the tenant.
///
/// Holds for what Diesel's `Insertable` makes of structs and tuples.
#[diagnostic::on_unimplemented(
    message = "these values cannot be inserted into a tenant's table",
    label = "not a row of columns and values",
    note = "insert a struct that derives `Insertable`, a tuple of `column.eq(value)`, or a slice or \
            `Vec` of them"
)]
pub trait Row<'t>: Shape {}

/// Which columns a row has.
pub trait Shape {
    /// Do all rows of the type have the same columns?
    ///
    /// Where they do not, the SQL of a row depends on its values, and a statement
    /// with it must not be known again by its type alone.
    #[doc(hidden)]
    const UNIFORM: bool;

    /// Can it be that the row has no column at all?
    ///
    /// Answered without a walk over the values, which costs as much as printing
    /// them.
    #[doc(hidden)]
    fn may_be_empty(&self) -> bool;
}

fn is_empty<V, DB>(row: &V, backend: &DB) -> QueryResult<bool>
where
    DB: Backend,
    V: QueryFragment<DB> + Shape,
{
    Ok(row.may_be_empty() && row.is_noop(backend)?)
}

impl<C, E> Shape for ColumnInsertValue<C, E> {
    const UNIFORM: bool = true;

    fn may_be_empty(&self) -> bool {
        false
    }
}

impl<V> Shape for DefaultableColumnInsertValue<V> {
    const UNIFORM: bool = false;

    fn may_be_empty(&self) -> bool {
        matches!(self, Self::Default)
    }
}

impl<'t, C, E> Row<'t> for ColumnInsertValue<C, E> where E: TenantSafe<'t> {}

impl<'t, V> Row<'t> for DefaultableColumnInsertValue<V> where V: Row<'t> {}

/// What the scope fills in accepts the row `V`.
pub trait Accepts<V> {}

impl<V: Assignable, C, K> Accepts<V> for TenantValue<C, K> {}
impl<V: NamesNoSecondKey, FK, P, PK, Predicate> Accepts<V> for ParentGuard<FK, P, PK, Predicate> {}

/// Prints a row `V` of the table `Tab` together with what the scope fills in.
pub trait FillRow<DB: Backend, Tab, V> {
    #[doc(hidden)]
    fn walk_columns(&self, row: &V, out: AstPass<'_, '_, DB>) -> QueryResult<()>;

    #[doc(hidden)]
    fn walk_values<'b>(&'b self, row: &'b V, out: AstPass<'_, 'b, DB>) -> QueryResult<()>;
}

impl<DB, Tab, V, C, K> FillRow<DB, Tab, V> for TenantValue<C, K>
where
    DB: Backend + HasSqlType<<C::SqlType as KeyType>::KeyType>,
    Tab: Table,
    V: InsertValues<DB, Tab> + Shape,
    C: Column<Table = Tab> + Expression<SqlType: KeyType>,
    K: ToSql<<C::SqlType as KeyType>::KeyType, DB>,
{
    fn walk_columns(&self, row: &V, mut out: AstPass<'_, '_, DB>) -> QueryResult<()> {
        // First, because SQLite takes the first of two equal columns: should a
        // second one of this name get in, it has no say.
        out.push_identifier(C::NAME)?;
        if !is_empty(row, out.backend())? {
            out.push_sql(", ");
            row.column_names(out.reborrow())?;
        }
        Ok(())
    }

    fn walk_values<'b>(&'b self, row: &'b V, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.key
            .walk::<<C::SqlType as KeyType>::KeyType, DB>(&mut out)?;
        if !is_empty(row, out.backend())? {
            out.push_sql(", ");
            row.walk_ast(out.reborrow())?;
        }
        Ok(())
    }
}

impl<DB, Tab, V, FK, P, PK, Predicate> FillRow<DB, Tab, V> for ParentGuard<FK, P, PK, Predicate>
where
    DB: Backend + 'static,
    Tab: Table,
    V: InsertValues<DB, Tab> + GuardedRow<DB>,
    FK: Column<Table = Tab> + 'static,
    P: QueryFragment<DB>,
    PK: QueryFragment<DB>,
    Predicate: QueryFragment<DB>,
{
    fn walk_columns(&self, row: &V, out: AstPass<'_, '_, DB>) -> QueryResult<()> {
        row.column_names(out)
    }

    fn walk_values<'b>(&'b self, row: &'b V, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let mut found = false;
        row.walk_guarded(self, &mut found, out)?;
        if found {
            Running::looks_up(FK::NAME);
            Ok(())
        } else {
            Err(diesel::result::Error::QueryBuilderError(Box::new(
                MissingParent { column: FK::NAME },
            )))
        }
    }
}

/// A row that can be printed with its foreign key looked up among the tenant's
/// own parents.
pub trait GuardedRow<DB: Backend + 'static> {
    #[doc(hidden)]
    fn walk_guarded<'b, FK, P, PK, Predicate>(
        &'b self,
        guard: &'b ParentGuard<FK, P, PK, Predicate>,
        found: &mut bool,
        out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()>
    where
        FK: 'static,
        P: QueryFragment<DB>,
        PK: QueryFragment<DB>,
        Predicate: QueryFragment<DB>;
}

impl<DB, C, E> GuardedRow<DB> for ColumnInsertValue<C, E>
where
    DB: Backend + 'static,
    C: 'static,
    Self: QueryFragment<DB>,
{
    fn walk_guarded<'b, FK, P, PK, Predicate>(
        &'b self,
        guard: &'b ParentGuard<FK, P, PK, Predicate>,
        found: &mut bool,
        out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()>
    where
        FK: 'static,
        P: QueryFragment<DB>,
        PK: QueryFragment<DB>,
        Predicate: QueryFragment<DB>,
    {
        if ParentGuard::<FK, P, PK, Predicate>::guards::<C>() {
            *found = true;
            guard.walk_key(self, out)
        } else {
            self.walk_ast(out)
        }
    }
}

impl<DB, V> GuardedRow<DB> for DefaultableColumnInsertValue<V>
where
    DB: Backend + 'static,
    V: GuardedRow<DB>,
    Self: QueryFragment<DB>,
{
    fn walk_guarded<'b, FK, P, PK, Predicate>(
        &'b self,
        guard: &'b ParentGuard<FK, P, PK, Predicate>,
        found: &mut bool,
        out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()>
    where
        FK: 'static,
        P: QueryFragment<DB>,
        PK: QueryFragment<DB>,
        Predicate: QueryFragment<DB>,
    {
        match self {
            Self::Expression(value) => value.walk_guarded(guard, found, out),
            Self::Default => self.walk_ast(out),
        }
    }
}

macro_rules! rows_of_tuples {
    ($($V:ident $v:ident),+) => {
        impl<'t, $($V: Row<'t>),+> Row<'t> for ($($V,)+) {}

        impl<$($V: Shape),+> Shape for ($($V,)+) {
            const UNIFORM: bool = true $(&& $V::UNIFORM)+;

            #[allow(non_snake_case, reason = "names of a tuple's elements")]
            fn may_be_empty(&self) -> bool {
                let ($($v,)+) = self;
                true $(&& $v.may_be_empty())+
            }
        }

        impl<DB, $($V),+> GuardedRow<DB> for ($($V,)+)
        where
            DB: Backend + 'static,
            $($V: GuardedRow<DB> + QueryFragment<DB>,)+
        {
            #[allow(non_snake_case, unused_assignments, reason = "names of a tuple's elements")]
            fn walk_guarded<'b, FK, P, PK, Predicate>(
                &'b self,
                guard: &'b ParentGuard<FK, P, PK, Predicate>,
                found: &mut bool,
                mut out: AstPass<'_, 'b, DB>,
            ) -> QueryResult<()>
            where
                FK: 'static,
                P: QueryFragment<DB>,
                PK: QueryFragment<DB>,
                Predicate: QueryFragment<DB>,
            {
                let ($($v,)+) = self;
                let mut comma = false;
                $(
                    if !$v.is_noop(out.backend())? {
                        if comma {
                            out.push_sql(", ");
                        }
                        $v.walk_guarded(guard, found, out.reborrow())?;
                        comma = true;
                    }
                )+
                Ok(())
            }
        }
    };
}
for_each_tuple!(rows_of_tuples);

/// A row of a table owned through a parent has no parent of this tenant.
///
/// A [`QueryBuilderError`](diesel::result::Error::QueryBuilderError). A row that names
/// no parent is refused before anything is sent: the column's default could be another
/// tenant's. Where it names one, the database looks it up, and whether the parent is
/// another tenant's or does not exist is not told apart.
///
/// ```
/// # use diesel::result::Error;
/// use tenant_core::write::MissingParent;
///
/// fn is_missing_parent(error: &Error) -> bool {
///     matches!(error, Error::QueryBuilderError(error) if error.is::<MissingParent>())
/// }
/// ```
///
/// Under row-level security PostgreSQL says it in words alone. Where its messages are
/// translated (`lc_messages`), its own error stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct MissingParent {
    /// The foreign key to the parent.
    pub column: &'static str,
}

impl fmt::Display for MissingParent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the row has no parent of this tenant; give `{}` the key of one",
            self.column
        )
    }
}

impl Error for MissingParent {}
