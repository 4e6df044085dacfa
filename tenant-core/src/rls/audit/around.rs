//! What stands around the declared tables, subject by subject.

use diesel::pg::PgConnection;
use diesel::result::QueryResult;
use diesel::sql_types::{Array, Oid, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};

use super::reach::Reach;
use super::{Finding, Severity, code, grants, relations, role};
use crate::rls::catalog::Catalog;
use crate::rls::declared::Walled;

pub(super) fn findings(
    conn: &mut PgConnection,
    role: &str,
    reach: &Reach,
    walled: &[Walled],
    catalog: &Catalog,
) -> QueryResult<Vec<Finding>> {
    let oid = |table: &Walled| catalog.table(&table.table.name).ok().map(|live| live.oid);
    let declared: Vec<u32> = walled.iter().filter_map(oid).collect();
    let owned = walled.iter().filter(|table| table.write.is_some());
    let owned: Vec<u32> = owned.filter_map(oid).collect();
    let parameters = if reach.parameters {
        role::PARAMETERS
    } else {
        &[]
    };
    let mut findings = Vec::new();
    for (fault, sql) in [
        role::QUERIES,
        parameters,
        grants::QUERIES,
        relations::QUERIES,
        code::QUERIES,
    ]
    .concat()
    {
        let rows: Vec<Row> = sql_query(sql)
            .bind::<Text, _>(role)
            .bind::<Array<Oid>, _>(&reach.roles)
            .bind::<Array<Oid>, _>(&declared)
            .bind::<Array<Oid>, _>(&owned)
            .load(conn)?;
        findings.extend(rows.into_iter().map(|row| {
            let severity = match row.severity.as_str() {
                "drift" => Severity::Drift,
                "tells" => Severity::Tells,
                _ => Severity::Hole,
            };
            Finding::new(severity, fault, row.object, row.part, row.detail)
        }));
    }
    Ok(findings)
}

/// Of each query. `$1` is the role, `$2` the roles whose rights it has, `$3` the
/// declared tables, `$4` those of them that belong to tenants.
#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    severity: String,
    #[diesel(sql_type = Text)]
    object: String,
    #[diesel(sql_type = Text)]
    part: String,
    #[diesel(sql_type = Text)]
    detail: String,
}
