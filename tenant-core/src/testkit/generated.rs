//! The attacks that are generated for a table: one statement an action, on a
//! tenant connection, with the key of somebody's row.

use std::fmt;

use diesel::connection::Connection;

pub use super::case::Case;
use super::case::Forms;
use super::{Action, Answer};
use crate::registry::{Described, TableName, name};
#[cfg(any(feature = "sqlite", feature = "postgres"))]
use crate::run::ExecutesScoped;
use crate::scope::TenantConnection;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
use crate::select::Scoped;

/// An attack, as [`red_team!`](crate::red_team) writes it.
type Written<T, C, K> = Box<dyn Fn(&mut TenantConnection<'_, C, K>, Case<'_, T>) -> Answer>;

/// An attack on a table that is no longer told by its type.
type Attack<C, K> = Box<dyn Fn(&mut TenantConnection<'_, C, K>, &Forms) -> Answer>;

/// The attacks on the table `T`, as they are written.
#[doc(hidden)]
#[expect(missing_debug_implementations, reason = "for the macro alone")]
pub struct AttacksOn<T, C: Connection, K> {
    pub read: Written<T, C, K>,
    pub find: Written<T, C, K>,
    pub count: Written<T, C, K>,
    pub exists: Written<T, C, K>,
    pub join: Written<T, C, K>,
    pub update: Written<T, C, K>,
    pub delete: Written<T, C, K>,
    pub upsert: Written<T, C, K>,
    pub insert: Written<T, C, K>,
    pub save: Option<Save<T, C, K>>,
}

/// How a struct is loaded and saved.
#[doc(hidden)]
#[expect(missing_debug_implementations, reason = "for the macro alone")]
pub struct Save<T, C: Connection, K> {
    pub load: Box<dyn Fn(&mut C, Case<'_, T>)>,
    pub save: Written<T, C, K>,
}

/// The attacks on a table, from [`red_team!`](crate::red_team).
pub struct Attacks<C: Connection, K> {
    pub(super) name: TableName,
    read: Attack<C, K>,
    find: Attack<C, K>,
    count: Attack<C, K>,
    exists: Attack<C, K>,
    join: Attack<C, K>,
    update: Attack<C, K>,
    delete: Attack<C, K>,
    upsert: Attack<C, K>,
    insert: Attack<C, K>,
    save: Option<(Box<dyn Fn(&mut C, &Forms)>, Attack<C, K>)>,
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
            Action::Save => return self.save.as_ref().map(|(_, save)| save),
        })
    }

    /// Loads the row as a struct, for the attack that saves it.
    pub(super) fn load(&self, conn: &mut C, forms: &Forms) {
        if let Some((load, _)) = &self.save {
            load(conn, forms);
        }
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
pub fn attacks<T, C, K>(write: impl FnOnce(T::Table) -> AttacksOn<T::Table, C, K>) -> Attacks<C, K>
where
    T: Attacked<K, Table: Described + 'static>,
    C: Connection + 'static,
    K: 'static,
{
    fn of<T: 'static, C: Connection + 'static, K: 'static>(
        attack: Written<T, C, K>,
    ) -> Attack<C, K> {
        Box::new(move |db, forms| attack(db, Case::new(forms)))
    }
    let written = write(T::Table::default());
    Attacks {
        name: name::<T::Table>(),
        read: of(written.read),
        find: of(written.find),
        count: of(written.count),
        exists: of(written.exists),
        join: of(written.join),
        update: of(written.update),
        delete: of(written.delete),
        upsert: of(written.upsert),
        insert: of(written.insert),
        save: written
            .save
            .map(|Save { load, save }| -> (Box<dyn Fn(&mut C, &Forms)>, _) {
                let load = move |conn: &mut C, forms: &Forms| load(conn, Case::new(forms));
                (Box::new(load), of(save))
            }),
    }
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
            $crate::testkit::generated::Save {
                load: ::std::boxed::Box::new(move |conn, case| {
                    use $crate::__private::diesel::{
                        QueryDsl as _, RunQueryDsl as _, SelectableHelper as _,
                    };
                    let row = table.filter(case.key()).select(<$model>::as_select());
                    case.keep::<$model>(row.first(conn));
                }),
                save: ::std::boxed::Box::new(move |db, case| case.with_model::<$model>(
                    |model| ::core::convert::From::from(db.update(model).set(model).execute(db))
                )),
            }
        ))
    };
    (@ $($table:ident)::+, $own:ident, $save:expr) => {{
        use $crate::dsl::for_tenant;
        // A table that is not known here is an error here, and in none of the attacks.
        $crate::testkit::generated::attacks::<$($table)::+::table, _, _>(|$own| $crate::testkit::generated::AttacksOn {
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
                    .set(case.changes())
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
                    .set(case.changes());
                $crate::testkit::generated::Upserts::upsert(db, statement)
            }),
            insert: ::std::boxed::Box::new(move |db, case| ::core::convert::From::from(
                db.insert_into($own).values(case.values()).execute(db)
            )),
            save: $save,
        })
    }};
}
