//! Statements in functions: return types, bounds on tables and backends, pages
//! and nodes of one's own.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

use diesel::backend::Backend;
use diesel::connection::{LoadConnection, SimpleConnection};
use diesel::dsl::{Filter, IsNotNull, Select, auto_type, count_star};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::query_dsl::methods::{FilterDsl, LoadQuery, SelectDsl};
use diesel::sqlite::Sqlite;
use tenant_core::danger;
use tenant_core::dsl::for_tenant;
use tenant_core::prelude::*;
use tenant_core::select::{Scopable, ScopedTable, WrapsScoped};

ledger::vouch!("helpers");

diesel::table! {
    campaigns (id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Text,
        budget -> Nullable<BigInt>,
    }
}

#[derive(Queryable, Selectable, Debug, PartialEq, TenantTable)]
#[diesel(table_name = campaigns)]
#[tenant(column = company_id)]
struct Campaign {
    id: i64,
    company_id: i64,
    name: String,
    budget: Option<i64>,
}

type Db<'t> = TenantConnection<'t, SqliteConnection, i64>;

fn scoped<R>(f: impl FnOnce(&mut Db<'_>) -> R) -> R {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.batch_execute(
        "CREATE TABLE campaigns (
             id INTEGER PRIMARY KEY NOT NULL, company_id BIGINT NOT NULL, name TEXT NOT NULL,
             budget BIGINT
         );
         INSERT INTO campaigns VALUES
             (1, 1, 'a', 3), (2, 2, 'b', 4), (3, 1, 'c', NULL), (4, 1, 'd', 5);",
    )
    .unwrap();
    danger::assume_tenant(1_i64, "a test")
        .unwrap()
        .scope(&mut conn, f)
}

#[auto_type]
fn planned() -> _ {
    campaigns::budget.is_not_null()
}

#[auto_type]
fn running<'t>(id: TenantId<'t, i64>) -> _ {
    for_tenant(campaigns::table, id)
        .filter(planned())
        .order(campaigns::id.desc())
        .select(campaigns::id)
}

#[test]
fn auto_type_knows_predicates_and_whole_statements() {
    scoped(|db| assert_eq!(running(db.tenant()).load::<i64>(db), Ok(vec![4, 1])));
}

/// Diesel's own names for types of statements.
fn named(
    id: TenantId<'_, i64>,
) -> Filter<ScopedTable<'_, i64, campaigns::table>, IsNotNull<campaigns::budget>> {
    Campaign::for_tenant(id).filter(campaigns::budget.is_not_null())
}

#[test]
fn a_function_returns_a_scoped_statement_by_diesels_names() {
    scoped(|db| assert_eq!(named(db.tenant()).load::<Campaign>(db).unwrap().len(), 2));
}

fn count_of<'t, 'q, T>(db: &mut Db<'t>, table: T) -> QueryResult<i64>
where
    T: Scopable<'t, i64, Scoped: SelectDsl<count_star>>,
    Select<T::Scoped, count_star>: LoadQuery<'q, Db<'t>, i64>,
{
    let statement = for_tenant(table, db.tenant());
    SelectDsl::select(statement, diesel::dsl::count_star()).get_result(db)
}

fn find_by<'t, 'q, T, P, U>(db: &mut Db<'t>, table: T, predicate: P) -> QueryResult<Vec<U>>
where
    T: Scopable<'t, i64, Scoped: FilterDsl<P>>,
    Filter<T::Scoped, P>: LoadQuery<'q, Db<'t>, U>,
{
    FilterDsl::filter(for_tenant(table, db.tenant()), predicate).load(db)
}

#[test]
fn a_helper_is_generic_over_tables() {
    scoped(|db| {
        assert_eq!(count_of(db, campaigns::table), Ok(3));
        let found: Vec<Campaign> =
            find_by(db, campaigns::table, campaigns::name.eq_any(["a", "b"])).unwrap();
        assert_eq!(found.len(), 1);
    });
}

fn names<'t, 'q, C>(db: &mut TenantConnection<'t, C, i64>) -> QueryResult<Vec<String>>
where
    C: LoadConnection,
    Select<ScopedTable<'t, i64, campaigns::table>, campaigns::name>:
        LoadQuery<'q, TenantConnection<'t, C, i64>, String>,
{
    let statement = Campaign::for_tenant(db.tenant()).select(campaigns::name);
    RunQueryDsl::load(statement, db)
}

#[test]
fn a_helper_is_generic_over_the_backend() {
    scoped(|db| assert_eq!(names(db).unwrap(), ["a", "c", "d"]));
}

#[test]
fn query_for_selects_into_the_model() {
    scoped(|db| {
        let rows = Campaign::query_for(db.tenant())
            .filter(campaigns::id.le(2))
            .load(db)
            .unwrap();
        let only = Campaign {
            id: 1,
            company_id: 1,
            name: "a".to_owned(),
            budget: Some(3),
        };
        assert_eq!(rows, [only]);
    });
}

#[test]
fn a_page_has_its_rows_and_the_count_of_all() {
    scoped(|db| {
        let page = |page, db: &mut Db<'_>| {
            Campaign::for_tenant(db.tenant())
                .order(campaigns::id)
                .select(campaigns::id)
                .paginate(page, 2)
                .load_page::<i64>(db)
                .unwrap()
        };
        let (first, second, past) = (page(0, db), page(1, db), page(2, db));
        assert_eq!((first.rows, first.total), (vec![1, 3], 3));
        assert_eq!((second.rows, second.total), (vec![4], 3));
        assert_eq!((past.rows, past.total), (vec![], 0));
    });
}

#[derive(QueryId)]
struct CountOf<Q>(Q);

impl<Q> WrapsScoped for CountOf<Q> {}

impl<Q: Query> Query for CountOf<Q> {
    type SqlType = diesel::sql_types::BigInt;
}

impl<Q: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for CountOf<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("SELECT COUNT(*) FROM (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") t");
        Ok(())
    }
}

#[test]
fn a_node_of_ones_own_wraps_a_scoped_statement() {
    scoped(|db| {
        let count = Campaign::for_tenant(db.tenant()).wrap(CountOf);
        let sql = diesel::debug_query::<Sqlite, _>(&count).to_string();
        assert!(
            sql.contains("WHERE `campaigns`.`company_id` = ?) t"),
            "{sql}"
        );
        assert_eq!(count.get_result::<i64>(db), Ok(3));
    });
}

#[cfg(feature = "postgres")]
mod multi {
    use diesel::prelude::*;
    use tenant_core::danger;
    use tenant_core::prelude::*;

    use super::campaigns;

    #[derive(diesel::MultiConnection)]
    enum AnyConnection {
        Sqlite(SqliteConnection),
        Postgres(PgConnection),
    }

    #[test]
    fn a_multi_connection_is_the_connection_of_a_scope() {
        let mut conn = AnyConnection::establish("sqlite://:memory:").unwrap();
        diesel::sql_query(
            "CREATE TABLE campaigns (id INTEGER PRIMARY KEY NOT NULL, company_id BIGINT NOT NULL,
             name TEXT NOT NULL, budget BIGINT)",
        )
        .execute(&mut conn)
        .unwrap();
        for key in [1_i64, 2] {
            let claim = danger::assume_tenant(key, "a test").unwrap();
            let ids: Vec<i64> = claim.scope(&mut conn, |db| {
                db.insert_into(campaigns::table)
                    .values((campaigns::id.eq(key * 10), campaigns::name.eq("n")))
                    .execute(db)
                    .unwrap();
                db.update(campaigns::table)
                    .set(campaigns::budget.eq(key))
                    .execute(db)
                    .unwrap();
                campaigns::table
                    .for_tenant(db.tenant())
                    .filter(campaigns::budget.eq(key))
                    .select(campaigns::id)
                    .load(db)
                    .unwrap()
            });
            assert_eq!(ids, [key * 10]);
        }
    }
}
