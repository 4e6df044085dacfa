//! Statements in functions: named types, `#[auto_type]`, and code that is
//! generic over tables and over the backend.

use diesel::connection::LoadConnection;
use diesel::dsl::{Filter, Order, Select, auto_type, count_star};
use diesel::prelude::*;
use diesel::query_dsl::methods::{FilterDsl, LimitDsl, LoadQuery, SelectDsl};
use tenant_core::prelude::*;
use tenant_core::select::{Scopable, ScopedTable};

use super::harness::*;
use super::{Backend, Conn};
use crate::models::*;
use crate::schema::*;

type Campaigns<'t> = ScopedTable<'t, i64, campaigns::table>;

#[auto_type]
fn live() -> _ {
    campaigns::state.eq("live")
}

#[auto_type]
fn dearer_than(budget: i64) -> _ {
    live().and(campaigns::budget.gt(budget))
}

#[test]
fn auto_type_functions_return_predicates() {
    as_acme(|db| {
        let ids: Vec<i64> = Campaign::for_tenant(db.tenant())
            .filter(dearer_than(50))
            .select(campaigns::id)
            .load(db)
            .unwrap();
        assert_eq!(ids, [11]);
    });
}

#[auto_type]
fn live_campaigns<'t>(id: TenantId<'t, i64>) -> _ {
    tenant_core::dsl::for_tenant(campaigns::table, id)
        .filter(live())
        .order(campaigns::id)
}

#[test]
fn auto_type_functions_return_whole_statements() {
    as_acme(|db| {
        let query = live_campaigns(db.tenant()).select(campaigns::id);
        golden(
            &query,
            "SELECT `campaigns`.`id` FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`state` = ?)))
             ORDER BY `campaigns`.`id`",
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [11, 12]);
    });
}

type ByName<'t, 'a> = Filter<Campaigns<'t>, diesel::dsl::Eq<campaigns::name, &'a str>>;

fn by_name<'t, 'a>(id: TenantId<'t, i64>, name: &'a str) -> ByName<'t, 'a> {
    campaigns::table
        .for_tenant(id)
        .filter(campaigns::name.eq(name))
}

fn ids_of<'t, 'a>(
    id: TenantId<'t, i64>,
    name: &'a str,
) -> Order<Select<ByName<'t, 'a>, campaigns::id>, campaigns::id> {
    by_name(id, name).select(campaigns::id).order(campaigns::id)
}

#[test]
fn the_helper_types_of_diesel_name_scoped_statements() {
    as_acme(|db| {
        let ids: Vec<i64> = ids_of(db.tenant(), "Spring").load(db).unwrap();
        assert_eq!(ids, [11, 13]);
    });
}

fn boxed<'t>(
    id: TenantId<'t, i64>,
    name: Option<&'t str>,
) -> diesel::dsl::IntoBoxed<'t, Campaigns<'t>, Backend> {
    let mut query = campaigns::table.for_tenant(id).into_boxed();
    if let Some(name) = name {
        query = query.filter(campaigns::name.eq(name));
    }
    query
}

#[test]
fn a_function_returns_a_boxed_statement() {
    as_acme(|db| {
        let id = db.tenant();
        assert_eq!(boxed(id, None).load::<Campaign>(db).unwrap().len(), 3);
        let spring = boxed(id, Some("Spring"));
        assert_eq!(spring.load::<Campaign>(db).unwrap().len(), 2);
    });
}

fn rename(db: &mut Db<'_>, id: i64, name: &str) -> QueryResult<usize> {
    db.update(Campaign::for_tenant(db.tenant()).find(id))
        .set(campaigns::name.eq(name))
        .execute(db)
}

#[test]
fn a_function_takes_the_connection_alone() {
    as_acme(|db| {
        assert_eq!(rename(db, 11, "x").unwrap(), 1);
        assert_eq!(rename(db, 21, "x").unwrap(), 0);
    });
}

#[test]
fn query_for_selects_into_the_model() {
    as_acme(|db| {
        let query = CampaignName::query_for(db.tenant()).order(campaigns::id);
        golden(
            &query,
            "SELECT `campaigns`.`id`, `campaigns`.`name` FROM `campaigns`
             WHERE `campaigns`.`company_id` = ? ORDER BY `campaigns`.`id`",
        );
        let rows: Vec<CampaignName> = query.load(db).unwrap();
        assert_eq!(rows.len(), 3);
    });
}

/// For any table and any kind of tenant.
fn count_of<'t, 'query, T, K>(db: &mut TenantConnection<'t, Conn, K>, table: T) -> QueryResult<i64>
where
    K: 'static,
    T: Scopable<'t, K, Scoped: SelectDsl<count_star>>,
    Select<T::Scoped, count_star>: LoadQuery<'query, TenantConnection<'t, Conn, K>, i64>,
{
    let statement = tenant_core::dsl::for_tenant(table, db.tenant());
    SelectDsl::select(statement, count_star()).get_result(db)
}

#[test]
fn a_helper_is_generic_over_tables() {
    as_acme(|db| {
        assert_eq!(count_of(db, campaigns::table).unwrap(), 3);
        assert_eq!(count_of(db, ads::table).unwrap(), 3);
        assert_eq!(count_of(db, companies::table).unwrap(), 1);
        assert_eq!(count_of(db, notes::table).unwrap(), 2);
        assert_eq!(count_of(db, replies::table).unwrap(), 2);
        assert_eq!(count_of(db, geo::table).unwrap(), 2);
        assert_eq!(count_of(db, templates::table).unwrap(), 2);
    });
    as_tenant(7_i32, "site 7", |db| {
        assert_eq!(count_of(db, devices::table).unwrap(), 2);
    });
}

/// The helper that large code bases are written with: any table, any
/// predicate, any row type.
fn find_by<'t, 'query, T, P, U>(db: &mut Db<'t>, table: T, predicate: P) -> QueryResult<U>
where
    T: Scopable<'t, i64, Scoped: FilterDsl<P>>,
    Filter<T::Scoped, P>: LimitDsl,
    diesel::dsl::Limit<Filter<T::Scoped, P>>: LoadQuery<'query, Db<'t>, U>,
{
    let statement = tenant_core::dsl::for_tenant(table, db.tenant());
    LimitDsl::limit(FilterDsl::filter(statement, predicate), 1).get_result(db)
}

#[test]
fn a_helper_is_generic_over_predicates_and_rows() {
    as_acme(|db| {
        let own: Campaign = find_by(db, campaigns::table, campaigns::slug.eq("spring")).unwrap();
        assert_eq!(own.id, 11);
        let ad: Ad = find_by(db, ads::table, ads::cost.gt(10)).unwrap();
        assert_eq!(ad.company_id, 1);
        let theirs = find_by::<_, _, Campaign>(db, campaigns::table, campaigns::id.eq(21));
        assert_eq!(theirs.optional().unwrap(), None);
    });
}

/// For any connection of one backend: a pooled one, one behind a wrapper.
fn slugs_on<'t, C>(db: &mut TenantConnection<'t, C, i64>) -> QueryResult<Vec<String>>
where
    C: LoadConnection<Backend = Backend>,
{
    campaigns::table
        .for_tenant(db.tenant())
        .select(campaigns::slug)
        .order(campaigns::slug)
        .load(db)
}

/// For any backend.
fn slugs<'t, 'query, C>(db: &mut TenantConnection<'t, C, i64>) -> QueryResult<Vec<String>>
where
    C: Connection,
    Select<Campaigns<'t>, campaigns::slug>: LoadQuery<'query, TenantConnection<'t, C, i64>, String>,
{
    let statement = campaigns::table
        .for_tenant(db.tenant())
        .select(campaigns::slug);
    RunQueryDsl::load(statement, db)
}

#[test]
fn a_helper_is_generic_over_the_backend() {
    as_acme(|db| {
        let mut all = slugs(db).unwrap();
        all.sort();
        assert_eq!(all, ["autumn", "spring", "summer"]);
        assert_eq!(slugs_on(db).unwrap(), all);
    });
}
