//! The attacks that are generated for a table: one statement an action, on a
//! tenant connection, with the key of somebody's row.

use std::any::Any;
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use diesel::connection::Connection;
use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::result::{Error, QueryResult};
use diesel::sql_types::{Bool, Text};

use super::text::{TextChanges, TextRow, Value};
use super::{Action, Answer};
use crate::danger;
use crate::registry::{Described, TableName, name};
#[cfg(any(feature = "sqlite", feature = "postgres"))]
use crate::run::ExecutesScoped;
use crate::scope::TenantConnection;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
use crate::select::Scoped;

/// An attack, as [`red_team!`](crate::red_team) writes it.
type Attack<C, K> = Box<dyn Fn(&mut TenantConnection<'_, C, K>, &Case) -> Answer>;

/// The attacks on a table, from [`red_team!`](crate::red_team).
pub struct Attacks<C: Connection, K> {
    #[doc(hidden)]
    pub name: TableName,
    #[doc(hidden)]
    pub read: Attack<C, K>,
    #[doc(hidden)]
    pub find: Attack<C, K>,
    #[doc(hidden)]
    pub count: Attack<C, K>,
    #[doc(hidden)]
    pub exists: Attack<C, K>,
    #[doc(hidden)]
    pub join: Attack<C, K>,
    #[doc(hidden)]
    pub update: Attack<C, K>,
    #[doc(hidden)]
    pub delete: Attack<C, K>,
    #[doc(hidden)]
    pub upsert: Attack<C, K>,
    #[doc(hidden)]
    pub insert: Attack<C, K>,
    #[doc(hidden)]
    pub save: Option<Attack<C, K>>,
}

impl<C: Connection, K> Attacks<C, K> {
    pub(super) fn of(&self, action: Action) -> Option<&Attack<C, K>> {
        Some(match action {
            Action::Read => &self.read,
            Action::Find => &self.find,
            Action::Count => &self.count,
            Action::Exists => &self.exists,
            Action::Join => &self.join,
            Action::Update => &self.update,
            Action::Delete => &self.delete,
            Action::Upsert => &self.upsert,
            Action::Insert => &self.insert,
            Action::Save => return self.save.as_ref(),
        })
    }
}

impl<C: Connection, K> fmt::Debug for Attacks<C, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attacks")
            .field("table", &self.name)
            .finish_non_exhaustive()
    }
}

/// A table whose rows belong to tenants with keys of type `K`.
///
/// The attacks are written on [`Table`](Attacked::Table), which is the table
/// itself: where there is none, rustc says so once and not for each attack.
#[diagnostic::on_unimplemented(
    message = "this table has no rows that these tenants own",
    label = "no red team can attack it",
    note = "declare it once, beside its `table!`: `#[derive(TenantTable)]` on its model, or \
            `tenant_core::tenant_tables!` where there is no model",
    note = "a table that is declared as shared takes no red team: it is in the matrix by itself"
)]
pub trait Attacked<K> {
    #[doc(hidden)]
    type Table;
}

/// Hands the table to the attacks.
#[doc(hidden)]
pub fn attacks<T, C, K>(write: impl FnOnce(T::Table, TableName) -> Attacks<C, K>) -> Attacks<C, K>
where
    T: Attacked<K, Table: Described>,
    C: Connection,
{
    write(T::Table::default(), name::<T::Table>())
}

/// `value`, where the table of the attacks is known.
#[doc(hidden)]
pub fn if_attacked<T: Known<V>, V>(_: T, value: V) -> T::Value {
    T::same(value)
}

#[doc(hidden)]
pub trait Known<V> {
    type Value;

    fn same(value: V) -> Self::Value;
}

impl<T, V> Known<V> for T {
    type Value = V;

    fn same(value: V) -> V {
        value
    }
}

/// The row that is attacked, in the forms that a statement takes. The kit alone
/// makes one.
pub struct Case {
    pub(super) row: String,
    pub(super) row_of_alias: String,
    pub(super) key: String,
    pub(super) key_of_alias: String,
    /// What is inserted.
    pub(super) values: Vec<Value>,
    /// What is upserted.
    pub(super) upserted: Vec<Value>,
    pub(super) changes: Vec<Value>,
    pub(super) model: RefCell<Option<Rc<dyn Any>>>,
}

/// The name of the table in a join with itself.
pub(super) const ALIAS: &str = "other";

impl Case {
    /// A whole row as text.
    pub fn row(&self) -> SqlLiteral<Text> {
        sql(&self.row)
    }

    /// The same of the alias `other`.
    pub fn row_of_alias(&self) -> SqlLiteral<Text> {
        sql(&self.row_of_alias)
    }

    /// The predicate that finds the row by its key.
    pub fn key(&self) -> SqlLiteral<Bool> {
        sql(&self.key)
    }

    /// The same for the alias `other`.
    pub fn key_of_alias(&self) -> SqlLiteral<Bool> {
        sql(&self.key_of_alias)
    }

    /// The row's values, without those that the scope fills in.
    pub fn values(&self) -> TextRow {
        TextRow(self.values.clone())
    }

    /// The same for an upsert.
    pub fn upserted(&self) -> TextRow {
        TextRow(self.upserted.clone())
    }

    /// Is it a row under a parent?
    pub(super) fn is_child(&self) -> bool {
        self.values.iter().any(|value| value.to_parent)
    }

    /// Changes of the row.
    pub fn changes_of<T>(&self, _table: T) -> TextChanges<T> {
        TextChanges::new(self.changes.clone())
    }

    /// Runs `save` with the row as a struct; with the one that was loaded before,
    /// where the row is gone.
    pub fn with_model<M: 'static>(
        &self,
        loaded: QueryResult<M>,
        save: impl FnOnce(&M) -> Answer,
    ) -> Answer {
        let kept = match loaded {
            Ok(model) => {
                let model: Rc<dyn Any> = Rc::new(model);
                *self.model.borrow_mut() = Some(Rc::clone(&model));
                Some(model)
            }
            Err(_) => self.model.borrow().clone(),
        };
        match kept.as_deref().and_then(<dyn Any>::downcast_ref) {
            Some(model) => save(model),
            None => Answer::from(Err::<(), _>(Error::NotFound)),
        }
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Case")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// The text of an answer that says that there is no such statement.
pub(super) const NO_UPSERT: &str = "this database cannot limit an upsert to the tenant's own rows";

/// Runs an upsert, where the database can limit it.
#[doc(hidden)]
pub trait Upserts<S> {
    fn upsert(&mut self, statement: S) -> Answer;
}

#[cfg(any(feature = "sqlite", feature = "postgres"))]
macro_rules! upserts {
    ($feature:literal, $Conn:ty) => {
        #[cfg(feature = $feature)]
        impl<'t, K, Q> Upserts<Scoped<'t, K, Q>> for TenantConnection<'t, $Conn, K>
        where
            Self: ExecutesScoped<Scoped<'t, K, Q>>,
        {
            fn upsert(&mut self, statement: Scoped<'t, K, Q>) -> Answer {
                Answer::from(self.execute_scoped(statement))
            }
        }
    };
}

#[cfg(any(feature = "sqlite", feature = "postgres"))]
upserts!("sqlite", diesel::SqliteConnection);
#[cfg(any(feature = "sqlite", feature = "postgres"))]
upserts!("postgres", diesel::PgConnection);

#[cfg(feature = "mysql")]
impl<K, S> Upserts<S> for TenantConnection<'_, diesel::MysqlConnection, K> {
    fn upsert(&mut self, _: S) -> Answer {
        Answer::refused(NO_UPSERT)
    }
}

/// Writes the attacks on a table: `red_team!(campaigns)`.
///
/// With `red_team!(campaigns as Campaign)`, where `Campaign` derives
/// `Identifiable`, `Selectable` and `AsChangeset`, also that of saving another
/// tenant's row as a struct.
#[macro_export]
macro_rules! red_team {
    ($($table:ident)::+) => {
        $crate::red_team!(@ $($table)::+, table, ::core::option::Option::None)
    };
    ($($table:ident)::+ as $model:ty) => {
        $crate::red_team!(@ $($table)::+, table, ::core::option::Option::Some(
            ::std::boxed::Box::new(move |db, case| {
                use $crate::__private::diesel::{QueryDsl as _, RunQueryDsl as _, SelectableHelper as _};
                let loaded = $crate::testkit::generated::plain(db, case).and_then(|conn| {
                    table.filter(case.key()).select(<$model>::as_select()).first::<$model>(conn)
                });
                case.with_model(loaded, |model| {
                    ::core::convert::From::from(db.update(model).set(model).execute(db))
                })
            }),
        ))
    };
    (@ $($table:ident)::+, $own:ident, $save:expr) => {{
        use $crate::dsl::for_tenant;
        // A table that is not known here is an error here, and in none of the attacks.
        $crate::testkit::generated::attacks::<$($table)::+::table, _, _>(|$own, name| $crate::testkit::Attacks {
            name,
            read: ::std::boxed::Box::new(move |db, case| ::core::convert::From::from(
                for_tenant($own, db.tenant())
                    .select(case.row())
                    .load::<::std::string::String>(db)
            )),
            find: ::std::boxed::Box::new(move |db, case| ::core::convert::From::from(
                for_tenant($own, db.tenant())
                    .filter(case.key())
                    .select(case.row())
                    .load::<::std::string::String>(db)
            )),
            count: ::std::boxed::Box::new(move |db, _| ::core::convert::From::from(
                for_tenant($own, db.tenant()).count().get_result::<i64>(db)
            )),
            exists: ::std::boxed::Box::new(move |db, case| {
                let id = db.tenant();
                let row = for_tenant($own, id).filter(case.key());
                // Around it any row of the tenant's; Diesel has each table once.
                let other = $crate::testkit::generated::if_attacked(
                    $own, $crate::alias!($($table)::+ as other),
                );
                let any = $crate::ForTenant::for_tenant(other, id).filter($crate::dsl::exists(row));
                let found = any.count().get_result::<i64>(db);
                ::core::convert::From::from(found.map(|found| found > 0))
            }),
            join: ::std::boxed::Box::new(move |db, case| {
                let other = $crate::alias!($($table)::+ as other);
                ::core::convert::From::from(
                    for_tenant($own, db.tenant())
                        .inner_join(other.on(case.key_of_alias()))
                        .select(case.row_of_alias())
                        .load::<::std::string::String>(db)
                )
            }),
            update: ::std::boxed::Box::new(move |db, case| ::core::convert::From::from(
                db.update(for_tenant($own, db.tenant()).filter(case.key()))
                    .set(case.changes_of($own))
                    .execute(db)
            )),
            delete: ::std::boxed::Box::new(move |db, case| ::core::convert::From::from(
                db.delete(for_tenant($own, db.tenant()).filter(case.key())).execute(db)
            )),
            upsert: ::std::boxed::Box::new(move |db, case| {
                let key = $crate::__private::diesel::Table::primary_key(&$own);
                let statement = db
                    .insert_into($own)
                    .values(case.upserted())
                    .on_conflict(key)
                    .do_update()
                    .set(case.changes_of($own));
                $crate::testkit::generated::Upserts::upsert(db, statement)
            }),
            insert: ::std::boxed::Box::new(move |db, case| ::core::convert::From::from(
                db.insert_into($own).values(case.values()).execute(db)
            )),
            save: $save,
        })
    }};
}

/// The connection under `db`: the struct of another tenant's row has to come
/// from somewhere.
#[doc(hidden)]
pub fn plain<'a, C: Connection, K: 'static>(
    db: &'a mut TenantConnection<'_, C, K>,
    _: &Case,
) -> QueryResult<&'a mut C> {
    danger::raw_connection(db, "the red team loads the struct that it tries to save")
        .map_err(|error| Error::QueryBuilderError(Box::new(error)))
}
