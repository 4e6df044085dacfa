//! The names that a database gives a key by itself.
//!
//! SQLite's `rowid`, `oid` and `_rowid_` are an `INTEGER PRIMARY KEY` by another name,
//! and MySQL's `_rowid` is the key that is one number. A `table!` can declare such a
//! name as a column. Where the tenant column, or the foreign key to a parent, is the
//! key, an assignment to it says whose the row is. So each declaration switches the
//! auto traits off on them too: the one by which [`Assignable`](crate::wall::Assignable)
//! knows the tenant column, and for the inserted rows of a child, which name their
//! foreign key, the one of [`NamesNoSecondKey`]. Reading them does no harm.
//!
//! A text or binary column is never the key under these names.

use std::marker::PhantomData;

use diesel::query_source::Column;
use diesel::sql_types::{Binary, Nullable, Text};

/// The SQL type of the column that says whose a row is.
#[derive(Debug)]
pub struct SaysWhose<'h, ST>(PhantomData<(&'h (), ST)>);

/// A column that no second name stands for.
pub trait HasNoSecondName {}

impl HasNoSecondName for SaysWhose<'_, Text> {}
impl HasNoSecondName for SaysWhose<'_, Binary> {}
impl HasNoSecondName for SaysWhose<'_, Nullable<Text>> {}
impl HasNoSecondName for SaysWhose<'_, Nullable<Binary>> {}
#[cfg(feature = "postgres")]
impl HasNoSecondName for SaysWhose<'_, diesel::sql_types::Uuid> {}
#[cfg(feature = "postgres")]
impl HasNoSecondName for SaysWhose<'_, Nullable<diesel::sql_types::Uuid>> {}

/// An inserted row of a child that names its foreign key by its own name alone.
///
/// `Unpin` is switched off on the second names, and not on the foreign key. The walk is
/// the supertrait, so an impl by hand proves nothing more.
#[diagnostic::on_unimplemented(
    message = "a second name of the foreign key cannot be set",
    label = "sets `rowid`, `oid`, `_rowid_` or `_rowid`, which can be the foreign key itself",
    note = "leave the column out: the row names its parent by the foreign key"
)]
pub trait NamesNoSecondKey: Unpin {}

#[diagnostic::do_not_recommend]
impl<V: Unpin> NamesNoSecondKey for V {}

/// How many of one are second names, by the name in the database: 0 or 1.
pub trait IsSecondName {
    #[doc(hidden)]
    const COUNT: usize;
}

impl<C: Column> IsSecondName for C {
    const COUNT: usize = is_second_name(C::NAME) as usize;
}

const fn is_second_name(name: &str) -> bool {
    name.eq_ignore_ascii_case("rowid")
        || name.eq_ignore_ascii_case("oid")
        || name.eq_ignore_ascii_case("_rowid_")
        || name.eq_ignore_ascii_case("_rowid")
}

/// All columns of a table.
#[derive(Debug)]
pub struct Columns<C>(PhantomData<C>);

macro_rules! names_of_tuples {
    ($($C:ident $c:ident),+) => {
        impl<$($C: Column),+> Columns<($($C,)+)> {
            /// How many columns are second names.
            pub const COUNT: usize = 0 $(+ <$C as IsSecondName>::COUNT)+;

            /// How many columns the database knows by this name.
            pub const fn called(name: &str) -> usize {
                0 $(+ is_same_name($C::NAME, name) as usize)+
            }
        }
    };
}
crate::write::row::for_each_tuple!(names_of_tuples);
crate::write::row::for_each_wide_tuple!(names_of_tuples);

/// SQLite and MySQL do not tell the names of columns apart by case.
const fn is_same_name(name: &str, other: &str) -> bool {
    if cfg!(any(feature = "sqlite", feature = "mysql")) {
        return name.eq_ignore_ascii_case(other);
    }
    let (name, other) = (name.as_bytes(), other.as_bytes());
    if name.len() != other.len() {
        return false;
    }
    let (mut names, mut others) = (name, other);
    while let ([byte, rest @ ..], [other, other_rest @ ..]) = (names, others) {
        if *byte != *other {
            return false;
        }
        (names, others) = (rest, other_rest);
    }
    true
}

/// Has the database one column under the name of the one that says whose a row is?
#[derive(Debug)]
pub struct CalledOnce<const ONCE: bool>;

/// Implemented for `true`.
#[diagnostic::on_unimplemented(
    message = "two columns of this table are one in the database",
    label = "the column that says whose a row is has a second `#[sql_name]`",
    note = "an assignment to the second would give the row to another tenant; leave it out of `table!`"
)]
pub trait IsOneColumn {}

impl IsOneColumn for CalledOnce<true> {}

#[doc(hidden)]
pub fn is_one_column<T: IsOneColumn>() {}

/// Are all second names of a table called so in Rust, too?
#[derive(Debug)]
pub struct CalledSo<const ALL: bool>;

/// Implemented for `true`.
#[diagnostic::on_unimplemented(
    message = "a column of this table is the row id of SQLite or MySQL under another name",
    label = "has a column that is `rowid`, `oid`, `_rowid_` or `_rowid` in the database",
    note = "the row id can be the tenant column itself; call the column in `table!` what the \
            database calls it, in small letters, or leave it out"
)]
pub trait KnownByName {}

impl KnownByName for CalledSo<true> {}

#[doc(hidden)]
pub fn known_by_name<T: KnownByName>() {}

/// Switches the auto traits off on the second names that the table `__Table` declares,
/// beside its column `__Column`.
///
/// Where the glob brings no column of a name, it means the struct outside.
#[cfg(any(feature = "sqlite", feature = "mysql"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __second_names {
    ([$($columns:tt)*] $($name:ident)*) => {
        const _: () = {
            $(
                #[allow(non_camel_case_types, dead_code, reason = "stands in for a column")]
                struct $name;
                #[automatically_derived]
                impl $crate::__private::IsSecondName for $name {
                    const COUNT: usize = 0;
                }
            )*
            const _: () = {
                #[allow(unused_imports, reason = "few tables declare a second name")]
                use $($columns)*::*;
                $(
                    #[automatically_derived]
                    impl ::core::panic::RefUnwindSafe for $name
                    where
                        for<'__h> $crate::__private::SaysWhose<
                            '__h,
                            <__Column as $crate::__private::diesel::Expression>::SqlType,
                        >: $crate::__private::HasNoSecondName,
                    {
                    }
                    #[automatically_derived]
                    impl ::core::marker::Unpin for $name
                    where
                        for<'__h> $crate::__private::SaysWhose<
                            '__h,
                            <__Column as $crate::__private::diesel::Expression>::SqlType,
                        >: $crate::__private::HasNoSecondName,
                    {
                    }
                )*
                const _: fn() = $crate::__private::known_by_name::<
                    $crate::__private::CalledSo<
                        {
                            $crate::__private::Columns::<
                                <__Table as $crate::__private::diesel::Table>::AllColumns,
                            >::COUNT
                                == <__Column as $crate::__private::IsSecondName>::COUNT
                                    $(+ <$name as $crate::__private::IsSecondName>::COUNT)*
                        },
                    >,
                >;
            };
        };
    };
}

/// PostgreSQL has no second names that can be assigned.
#[cfg(not(any(feature = "sqlite", feature = "mysql")))]
#[doc(hidden)]
#[macro_export]
macro_rules! __second_names {
    ($($columns:tt)*) => {};
}
