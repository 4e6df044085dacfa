//! What the tests of one database share.

use std::collections::HashMap;
use std::sync::LazyLock;

use diesel::prelude::*;
use diesel::query_builder::{DebugQuery, QueryFragment};
use tenant_core::statements::{Dialect, Mode, StatementWall, declared_tables};
use tenant_core::{Claim, TenantConnection, danger};

use super::{Backend, Conn, DIALECT, connect};
use crate::golden::{Sql, check};
use crate::models::*;
use crate::schema::billing::invoices;
use crate::schema::*;
use crate::seed::ACME;

pub type Db<'t> = TenantConnection<'t, Conn, i64>;

pub fn claim<K: 'static>(key: K) -> Claim<K> {
    danger::assume_tenant(key, "a test").unwrap()
}

/// Runs `f` in the scope of a company; what is not the company's must be as
/// before, byte for byte.
#[track_caller]
pub fn as_company<R>(id: i64, f: impl for<'t> FnOnce(&mut Db<'t>) -> R) -> R {
    as_tenant(id, &company(id), f)
}

/// The same as Acme, the company of most tests.
#[track_caller]
pub fn as_acme<R>(f: impl for<'t> FnOnce(&mut Db<'t>) -> R) -> R {
    as_company(ACME, f)
}

/// The same for tenants with keys of other types; `owner` is what [`rows`]
/// calls them.
#[track_caller]
pub fn as_tenant<K: 'static, R>(
    key: K,
    owner: &str,
    f: impl for<'t> FnOnce(&mut TenantConnection<'t, Conn, K>) -> R,
) -> R {
    let mut conn = connect();
    let before = rows(&mut conn);
    conn.set_instrumentation(wall());
    let result = claim(key).scope(&mut conn, f);
    conn.set_instrumentation(None::<StatementWall>);
    assert_others_untouched(&before, &rows(&mut conn), owner);
    result
}

/// What the types let through, the checker of texts lets through too.
fn wall() -> StatementWall {
    static WALL: LazyLock<StatementWall> = LazyLock::new(|| {
        let dialect = match DIALECT {
            crate::golden::Dialect::Sqlite => Dialect::Sqlite,
            crate::golden::Dialect::Postgres => Dialect::Postgres,
            crate::golden::Dialect::Mysql => Dialect::Mysql,
        };
        StatementWall::new(declared_tables(dialect), Mode::Deny)
    });
    WALL.clone()
}

/// What is not `owner`'s is as before. A row of its own that lost its parent is
/// still its own.
#[track_caller]
pub fn assert_others_untouched(before: &[Row], after: &[Row], owner: &str) {
    let (own, others): (Vec<&Row>, Vec<&Row>) = before.iter().partition(|row| row.owner == owner);
    let orphaned = |row: &Row| row.owner == NOBODY && own.iter().any(|own| own.text == row.text);
    let after: Vec<_> = after
        .iter()
        .filter(|row| row.owner != owner && !orphaned(row))
        .collect();
    let gone: Vec<_> = others.iter().filter(|row| !after.contains(row)).collect();
    let new: Vec<_> = after.iter().filter(|row| !others.contains(row)).collect();
    assert!(
        gone.is_empty() && new.is_empty(),
        "somebody else's rows changed: {gone:#?} became {new:#?}"
    );
}

/// A statement that fails, in a savepoint: PostgreSQL takes nothing more in a
/// transaction in which a statement failed.
#[track_caller]
pub fn failure<R: std::fmt::Debug>(
    db: &mut Db<'_>,
    f: impl for<'t> FnOnce(&mut Db<'t>) -> QueryResult<R>,
) -> diesel::result::Error {
    db.transaction(f).expect_err("the statement should fail")
}

#[track_caller]
pub fn golden<Q>(query: &Q, expected: impl Into<Sql>)
where
    Q: QueryFragment<Backend>,
{
    let debug_query: DebugQuery<'_, Q, Backend> = diesel::debug_query(query);
    check(debug_query, expected.into(), DIALECT);
}

/// The binds of a statement, as `debug_query` prints them.
pub fn binds<Q>(query: &Q) -> String
where
    Q: QueryFragment<Backend>,
{
    let printed = diesel::debug_query::<Backend, _>(query).to_string();
    printed.split_once(" -- binds: ").unwrap().1.to_owned()
}

pub fn company(id: i64) -> String {
    format!("company {id}")
}

/// A row of some table, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub owner: String,
    pub text: String,
}

const NOBODY: &str = "nobody";

/// Every row of every table with its owner, read with plain Diesel.
pub fn rows(conn: &mut Conn) -> Vec<Row> {
    let mut rows = Vec::new();
    macro_rules! table {
        ($table:path, $order:expr, $row:ty, $owner:expr) => {
            let owner = $owner;
            for row in $table.order($order).load::<$row>(conn).unwrap() {
                rows.push(Row {
                    owner: owner(&row),
                    text: format!("{} {row:?}", stringify!($table)),
                });
            }
        };
    }
    let nobody = || NOBODY.to_owned();
    let campaigns_of: HashMap<i64, i64> = campaigns::table
        .select((campaigns::id, campaigns::company_id))
        .load(conn)
        .unwrap()
        .into_iter()
        .collect();
    let campaign = |id: &i64| campaigns_of.get(id).map_or_else(nobody, |id| company(*id));
    let notes_of: HashMap<i64, i64> = notes::table
        .select((notes::id, notes::campaign_id))
        .load(conn)
        .unwrap()
        .into_iter()
        .collect();
    let note = |id: &i64| notes_of.get(id).map_or_else(nobody, campaign);

    table!(companies::table, companies::id, Company, |row: &Company| {
        company(row.id)
    });
    table!(
        campaigns::table,
        campaigns::id,
        Campaign,
        |row: &Campaign| company(row.company_id)
    );
    table!(ads::table, (ads::company_id, ads::id), Ad, |row: &Ad| {
        company(row.company_id)
    });
    table!(
        clicks::table,
        (clicks::company_id, clicks::id),
        Click,
        |row: &Click| company(row.company_id)
    );
    table!(notes::table, notes::id, Note, |row: &Note| campaign(
        &row.campaign_id
    ));
    table!(replies::table, replies::id, Reply, |row: &Reply| note(
        &row.note_id
    ));
    table!(
        campaign_tags::table,
        (campaign_tags::campaign_id, campaign_tags::tag),
        CampaignTag,
        |row: &CampaignTag| campaign(&row.campaign_id)
    );
    table!(geo::table, geo::id, Geo, |_: &Geo| "everybody".to_owned());
    table!(
        templates::table,
        templates::id,
        Template,
        |row: &Template| row.company_id.map_or_else(nobody, company)
    );
    let templates_of: HashMap<i64, Option<i64>> = templates::table
        .select((templates::id, templates::company_id))
        .load(conn)
        .unwrap()
        .into_iter()
        .collect();
    let template = |id: &i64| {
        let owner = templates_of.get(id).copied().flatten();
        owner.map_or_else(nobody, company)
    };
    table!(
        template_lines::table,
        template_lines::id,
        TemplateLine,
        |row: &TemplateLine| template(&row.template_id)
    );
    table!(drafts::table, drafts::id, Draft, |row: &Draft| row
        .company_id
        .map_or_else(nobody, company));
    table!(events::table, events::id, Event, |row: &Event| company(
        row.owner
    ));
    table!(api_keys::table, api_keys::id, ApiKey, |row: &ApiKey| {
        company(row.company_id)
    });
    table!(orgs::table, orgs::handle, Org, |row: &Org| format!(
        "org {}",
        row.handle.0
    ));
    table!(members::table, members::id, Member, |row: &Member| format!(
        "org {}",
        row.org.0
    ));
    table!(sites::table, sites::id, (i32, String), |row: &(
        i32,
        String
    )| format!(
        "site {}",
        row.0
    ));
    table!(devices::table, devices::id, (i64, i32, String), |row: &(
        i64,
        i32,
        String
    )| format!(
        "site {}",
        row.1
    ));
    table!(
        invoices::table,
        invoices::id,
        (i64, i64, String, i64, i64),
        |row: &(i64, i64, String, i64, i64)| company(row.1)
    );
    rows
}

#[track_caller]
pub fn assert_missing_parent(error: diesel::result::Error) {
    assert_missing_parent_of("campaign_id", error);
}

#[track_caller]
pub fn assert_missing_parent_of(column: &str, error: diesel::result::Error) {
    let diesel::result::Error::QueryBuilderError(error) = error else {
        panic!("{error:?}");
    };
    let error = error.downcast_ref::<tenant_core::write::MissingParent>();
    assert_eq!(
        error.unwrap().to_string(),
        format!("the row has no parent of this tenant; give `{column}` the key of one")
    );
}
