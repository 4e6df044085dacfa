//! Tenant isolation for Diesel that the compiler enforces.
//!
//! All tenants of a service share its tables, and one forgotten
//! `WHERE tenant_id = ?` shows a customer somebody else's data. With this crate
//! the forgotten filter does not compile. A derive says whose the rows of a
//! table are; statements on it start from a token that only exists inside the
//! scope of one tenant; and the connection inside that scope runs nothing else.
//! What is written in between is Diesel, and so is the SQL that comes out.
//!
//! ```
//! use diesel::prelude::*;
//! use tenant_core::prelude::*;
//!
//! diesel::table! {
//!     campaigns (id) {
//!         id -> BigInt,
//!         company_id -> BigInt,
//!         name -> Text,
//!     }
//! }
//!
//! #[derive(Queryable, Selectable, TenantTable)]
//! #[diesel(table_name = campaigns)]
//! #[tenant(column = company_id)]
//! struct Campaign {
//!     id: i64,
//!     company_id: i64,
//!     name: String,
//! }
//!
//! type Db<'t> = TenantConnection<'t, SqliteConnection, i64>;
//!
//! fn called(db: &mut Db<'_>, name: &str) -> QueryResult<Vec<Campaign>> {
//!     Campaign::for_tenant(db.tenant())
//!         .filter(campaigns::name.eq(name))
//!         .order(campaigns::id)
//!         .load(db)
//! }
//! # fn main() {}
//! ```
//!
//! The promise is this, and `SOUNDNESS.md` in the repository argues for it:
//!
//! > Safe Rust that reaches the database only through a tenant connection, and
//! > names neither the [`danger`] module nor one of Diesel's raw-SQL
//! > constructors, cannot read, change, delete, add or move a row of another
//! > tenant, in any statement that compiles.
//!
//! # The tables
//!
//! Each table is of one kind, said once, beside its `table!`:
//!
//! | `#[tenant(..)]` | whose the rows are |
//! |---|---|
//! | `column = company_id` | the tenant's whose key is in the column |
//! | `parent = campaigns, foreign_key = campaign_id` | whose the row of `campaigns` is, for tables without the column |
//! | `root` | the tenant's itself: the table of tenants, by its primary key |
//! | `shared` | everybody's to read, nobody's to write |
//!
//! `#[derive(TenantTable)]` goes on the primary model. Further models of the
//! table derive [`TenantModel`] for the entry `Model::for_tenant`, and
//! [`TenantRecord`] on `Insertable` and `AsChangeset` structs to be told of a
//! tenant column under the field. Tables without a model are declared by
//! [`tenant_tables!`], which also serves where the models are in another crate
//! than the schema. A table that is declared by nobody cannot be used on a
//! tenant connection.
//!
//! More keys: `key = i64` states the type of the tenant key where the model has
//! no field for the column. `nullable = shared` or `nullable = invisible` says
//! what rows without a tenant are, where the column can be `NULL`.
//! `look_up(api_key)` declares a column that
//! identifies a tenant, for [`look_up`](look_up()). `crate = path` names this
//! crate, if it was renamed.
//!
//! ```
//! # use diesel::prelude::*;
//! # use tenant_core::prelude::*;
//! # diesel::table! { companies (id) { id -> BigInt, name -> Text, } }
//! # diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, name -> Text, } }
//! # diesel::table! { notes (id) { id -> BigInt, campaign_id -> BigInt, body -> Text, } }
//! # diesel::table! { countries (code) { code -> Text, name -> Text, } }
//! tenant_core::tenant_tables! {
//!     #[tenant(root, key = i64)]
//!     companies;
//!     #[tenant(column = company_id, key = i64)]
//!     campaigns;
//!     #[tenant(parent = campaigns, foreign_key = campaign_id)]
//!     notes;
//!     #[tenant(shared)]
//!     countries;
//! }
//!
//! /// No field for `company_id`: the scope fills it in.
//! #[derive(Insertable, AsChangeset, TenantRecord)]
//! #[diesel(table_name = campaigns)]
//! struct NewCampaign<'a> {
//!     name: &'a str,
//! }
//! # fn main() {}
//! ```
//!
//! # The tenant
//!
//! Where tables belong to different kinds of tenant, companies and users say, give
//! each kind a key type of its own, a newtype: a table is tied to its tenants by the
//! type of their key.
//!
//! A [`Claim`] is a tenant key together with how it was established: by a
//! [verified credential](VerifiedTenant), by a [look-up](look_up()), or, in jobs
//! and tests, by [`danger::assume_tenant`] with a reason. [`Claim::scope`] opens
//! the scope; [`Claim::enter`] does where a closure is in the way; with the
//! feature `r2d2`, `Claim::scope_pooled` takes a connection from a pool.
//!
//! ```
//! # use diesel::prelude::*;
//! # use tenant_core::prelude::*;
//! # use tenant_core::danger;
//! # diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, name -> Text, } }
//! # tenant_core::tenant_tables! { #[tenant(column = company_id, key = i64)] campaigns; }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let mut conn = SqliteConnection::establish(":memory:")?;
//! # diesel::sql_query("CREATE TABLE campaigns (id INTEGER PRIMARY KEY, company_id BIGINT NOT NULL, name TEXT NOT NULL)").execute(&mut conn)?;
//! for company in [1_i64, 2] {
//!     let claim = danger::assume_tenant(company, "nightly report")?;
//!     let count: i64 = claim.scope(&mut conn, |db| {
//!         campaigns::table.for_tenant(db.tenant()).count().get_result(db)
//!     })?;
//!     println!("company {company} has {count} campaigns");
//! }
//! # Ok(())
//! # }
//! ```
//!
//! [`TenantConnection::tenant`] gives the token, a [`TenantId`]. Its lifetime is
//! the scope's brand: no other scope has it, so statements, tokens and
//! connections of two tenants do not fit together. Helpers take
//! `db: &mut TenantConnection<'_, C, K>`, the brand left out.
//!
//! # Reading
//!
//! `Model::for_tenant(id)` and `table.for_tenant(id)` are Diesel's `SELECT` with
//! the tenant predicate in it, as a [`Scoped`] statement with Diesel's methods.
//! Joined tables get their own predicate, in `ON`. Subqueries enter scoped, with
//! [`dsl::exists`] in place of Diesel's; a self-join takes its alias from
//! [`alias!`]; predicates of many types fit into one `Vec` as
//! [`BoxedPredicate`]s.
//!
//! ```
//! # use diesel::prelude::*;
//! # use tenant_core::prelude::*;
//! # diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, name -> Text, } }
//! # diesel::table! { ads (id) { id -> BigInt, company_id -> BigInt, campaign_id -> BigInt, } }
//! # diesel::joinable!(ads -> campaigns (campaign_id));
//! # diesel::allow_tables_to_appear_in_same_query!(ads, campaigns);
//! # tenant_core::tenant_tables! {
//! #     #[tenant(column = company_id, key = i64)] campaigns;
//! #     #[tenant(column = company_id, key = i64)] ads;
//! # }
//! # type Db<'t> = TenantConnection<'t, SqliteConnection, i64>;
//! use tenant_core::dsl::exists;
//!
//! fn with_ads(db: &mut Db<'_>) -> QueryResult<Vec<(String, i64)>> {
//!     let id = db.tenant();
//!     campaigns::table
//!         .for_tenant(id)
//!         .inner_join(ads::table)
//!         .group_by(campaigns::name)
//!         .select((campaigns::name, diesel::dsl::count(ads::id)))
//!         .load(db)
//! }
//!
//! fn without_ads(db: &mut Db<'_>) -> QueryResult<Vec<String>> {
//!     let id = db.tenant();
//!     let ads = ads::table.for_tenant(id).filter(ads::campaign_id.eq(campaigns::id));
//!     campaigns::table
//!         .for_tenant(id)
//!         .filter(diesel::dsl::not(exists(ads)))
//!         .select(campaigns::name)
//!         .load(db)
//! }
//! # fn main() {}
//! ```
//!
//! What is not in [`Scoped`]'s methods is refused; `COVERAGE.md` in the
//! repository lists each form of statement with the test that shows it.
//!
//! # Writing
//!
//! [`insert_into`](TenantConnection::insert_into),
//! [`update`](TenantConnection::update), [`delete`](TenantConnection::delete) and
//! [`save_changes`](TenantConnection::save_changes) stand on the connection, and
//! on the token for where there is no connection at hand. The scope fills the
//! tenant column in and nothing can set it. `on_conflict(..).do_update()`, with
//! [`dsl::excluded`], changes a row of the tenant's own and leaves another's alone. A row under a parent
//! gets its foreign key looked up among the tenant's own parents, and is refused
//! where it is not there.
//!
//! ```
//! # use diesel::prelude::*;
//! # use tenant_core::prelude::*;
//! # diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, name -> Text, budget -> BigInt, } }
//! # tenant_core::tenant_tables! { #[tenant(column = company_id, key = i64)] campaigns; }
//! # type Db<'t> = TenantConnection<'t, SqliteConnection, i64>;
//! fn double_the_budgets(db: &mut Db<'_>) -> QueryResult<usize> {
//!     db.transaction(|db| {
//!         db.insert_into(campaigns::table)
//!             .values((campaigns::name.eq("Autumn"), campaigns::budget.eq(100)))
//!             .execute(db)?;
//!         db.update(campaigns::table)
//!             .filter(campaigns::budget.lt(1000))
//!             .set(campaigns::budget.eq(campaigns::budget * 2))
//!             .execute(db)
//!     })
//! }
//! # fn main() {}
//! ```
//!
//! # Async
//!
//! With the feature `async`, the connections of `diesel-async` have scopes too:
//! [`Claim`]'s `scope_async`, `enter_async` and, with `deadpool` or `bb8`,
//! `scope_pooled_async` give an `AsyncTenantConnection`. Tables, claims, tokens and
//! statements are the same. The methods that run a statement end in `_async` and
//! give a future: `load_async`, `first_async`, `get_result_async`,
//! `get_results_async`, `execute_async`, beside `diesel-async`'s `load_stream`.
//!
//! ```
//! # #[cfg(feature = "deadpool")]
//! # mod example {
//! # use diesel::prelude::*;
//! # use tenant_core::prelude::*;
//! # diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, name -> Text, } }
//! # tenant_core::tenant_tables! { #[tenant(column = company_id, key = i64)] campaigns; }
//! # type Error = Box<dyn std::error::Error + Send + Sync>;
//! # use diesel_async::AsyncConnection;
//! use tenant_core::asynchronous::AsyncPool;
//!
//! async fn names<P>(claim: Claim<i64>, pool: P) -> Result<Vec<String>, Error>
//! where
//!     P: AsyncPool<Connection: AsyncConnection<Backend = diesel::sqlite::Sqlite>>,
//! #   P::Error: Send + Sync + 'static,
//! {
//!     let names = claim.scope_pooled_async(&pool, async |db| {
//!         db.insert_into(campaigns::table)
//!             .values(campaigns::name.eq("Autumn"))
//!             .execute_async(db)
//!             .await?;
//!         campaigns::table
//!             .for_tenant(db.tenant())
//!             .select(campaigns::name)
//!             .load_async(db)
//!             .await
//!     });
//!     Ok(names.await??)
//! }
//! # }
//! # fn main() {}
//! ```
//!
//! The futures are `Send` and may be dropped at any await. Dropped inside of
//! `db.transaction(async |db| ..)`, they leave nothing behind and a connection
//! that is used no more: the pool discards it. `examples/axum` in the repository
//! is a service with a handler of ten lines. With `row-level-security` too, scopes
//! on PostgreSQL bind their tenant in the database.
//!
//! # Round the wall
//!
//! Admin jobs, migrations and raw SQL are behind [`danger`], the one module with
//! ways round. Each takes a reason and tells an observer; one word finds them all.
//! Raw SQL about one tenant's rows does not need it: with the feature `checked-sql`,
//! `checked_sql!` reads the text at compile time.
//!
//! # More
//!
//! * [`guide::errors`]: how to read the compile errors.
//! * [`guide::moving`]: moving an existing application, counted per table and
//!   per handler.
//! * [`guide::api_keys`]: API keys, hashed, revocable, rotated.
//! * `guide::testkit`, with the feature `testkit`: a red team for your own service,
//!   in ten minutes.
//! * `guide::row_level_security`, with the feature of that name: the wall in
//!   PostgreSQL, from the same declarations.
//!
//! # Features
//!
//! `sqlite`, `postgres` and `mysql` turn on Diesel's feature of that name, alone
//! or together; `r2d2` adds pools; `async` the connections of `diesel-async`, and
//! `deadpool` and `bb8` their pools; `derive`, on by default, the derives;
//! `registry` the declarations as data, for tests and tools; `statement-wall` the
//! check of each SQL text before it is sent; `checked-sql` raw SQL that is checked
//! at compile time; `testkit` a red team for your own tables and functions;
//! `row-level-security` the policies for PostgreSQL and scopes that are bound
//! there, with `uuid` for tenants with such keys.

#[cfg(feature = "async")]
pub mod asynchronous;
#[cfg(feature = "registry")]
pub mod catalog;
#[cfg(feature = "checked-sql")]
pub mod checked;
pub mod danger;
mod error;
pub mod guide;
pub mod lookup;
#[cfg(feature = "registry")]
pub mod registry;
#[cfg(feature = "row-level-security")]
pub mod rls;
mod run;
pub mod scope;
pub mod select;
#[cfg(feature = "statement-wall")]
pub mod statements;
pub mod table;
#[cfg(feature = "testkit")]
pub mod testkit;
pub mod wall;
pub mod write;

#[cfg(feature = "async")]
pub use self::asynchronous::AsyncTenantConnection;
pub use self::error::OtherTenant;
pub use self::lookup::look_up;
pub use self::scope::{Claim, Provenance, TenantConnection, TenantId, VerifiedTenant};
pub use self::select::{BoxedPredicate, ForTenant, Scoped, TenantModel};
pub use self::table::Alias;

#[cfg(feature = "derive")]
pub use tenant_derive::{TenantModel, TenantRecord, TenantTable, tenant_tables};

#[cfg(feature = "checked-sql")]
pub use tenant_derive::checked_sql;

/// Functions that take scoped statements where Diesel's take plain ones.
pub mod dsl {
    pub use crate::select::{exists, for_tenant, not_exists};
    pub use crate::write::excluded;

    /// The type of [`for_tenant()`]'s result, under its name for `#[auto_type]`.
    #[allow(non_camel_case_types, reason = "the name of the function")]
    pub type for_tenant<T, Id> = <Id as crate::select::Scopes<T>>::Output;
}

/// What a module that uses tenant connections imports, beside
/// [`diesel::prelude`].
pub mod prelude {
    #[cfg(feature = "async")]
    pub use crate::AsyncTenantConnection;
    pub use crate::{Claim, ForTenant, TenantConnection, TenantId, TenantModel};
    #[cfg(feature = "derive")]
    pub use crate::{TenantRecord, TenantTable};
}

/// Hands a declaration in, where the feature `registry` asks for it.
#[cfg(feature = "registry")]
#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    ($kind:ident::<$($of:ty),+>($($without:ident)?) $([$($look_up:ty),*])?) => {
        $crate::__private::attacked!($kind::<$($of),+>);
        $crate::__private::inventory::submit! {
            $crate::registry::Declared::new(|| {
                $crate::registry::$kind::<$($of),+>(
                    ::core::concat!(::core::file!(), ":", ::core::line!()),
                    $($crate::registry::WithoutTenant::$without)?
                )
                $(.looked_up_by(&[$(<$look_up as $crate::__private::diesel::query_source::Column>::NAME),*]))?
            })
        }
    };
}

/// Nothing to hand in.
#[cfg(not(feature = "registry"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    ($($declaration:tt)*) => {};
}

/// Says that a declared table, `__Table` to the derives, can be attacked, where the
/// feature `testkit` asks for it. A projection from the column would not do: across
/// crates two of them overlap.
#[cfg(feature = "testkit")]
#[doc(hidden)]
#[macro_export]
macro_rules! __attacked {
    (shared::<$Table:ty>) => {};
    (child::<$Column:ty, $Parent:ty>) => {
        impl<__K: 'static> $crate::testkit::generated::Attacked<__K> for __Table {
            type Table = Self;
        }
    };
    ($kind:ident::<$Column:ty, $Key:ty>) => {
        impl $crate::testkit::generated::Attacked<$Key> for __Table {
            type Table = Self;
        }
    };
}

/// Nothing to say.
#[cfg(all(feature = "registry", not(feature = "testkit")))]
#[doc(hidden)]
#[macro_export]
macro_rules! __attacked {
    ($($declaration:tt)*) => {};
}

/// What the macros expand to. No part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use diesel;
    pub use generativity;

    pub use crate::lookup::LookUpColumn;
    pub use crate::scope::TenantId;
    pub use crate::select::TenantModel;
    pub use crate::table::{
        CalledOnce, CalledSo, Child, Columns, Declared, HasNoSecondName, IsSecondName, KeyType,
        NotRefUnwindSafe, NotUnwindSafe, Owned, OwnedOrShared, SaysWhose, Shared, is_one_column,
        key_fits, known_by_name, not_null, not_null_foreign_key, of_a_record, owned_parent,
        points_at, sole_key,
    };

    pub use crate::table::source::Seal;

    #[cfg(feature = "registry")]
    pub use crate::__attacked as attacked;
    pub use crate::__register as register;
    pub use crate::__second_names as second_names;
    #[cfg(feature = "registry")]
    pub use crate::registry;
    #[cfg(feature = "registry")]
    pub use inventory;

    /// For the generated impls.
    pub const fn seal() -> Seal {
        Seal(())
    }
}
