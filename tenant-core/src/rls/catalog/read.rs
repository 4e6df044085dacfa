//! Reading the catalog.

use diesel::connection::{Connection, SimpleConnection};
use diesel::pg::PgConnection;
use diesel::result::{OptionalExtension, QueryResult};
use diesel::sql_types::{Oid, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};

use super::rows::{
    COLUMNS, Column, FOREIGN_KEYS, FUNCTIONS, INDEXES, LiveFunction, LiveSchema, POLICIES,
    REFUSALS, RELATION, Relation, SCHEMA,
};
use super::{Catalog, LiveColumn, LiveTable};
use crate::registry::{Table, TableName};
use crate::rls::functions::{Cluster, Function};
use crate::rls::sql::identifier;

impl Catalog {
    /// Reads what concerns the declared tables and the role. A declared table
    /// that is not there is left out. It is a `cluster`, or what the database says
    /// of itself.
    pub(in crate::rls) fn read(
        conn: &mut PgConnection,
        tables: &[Table],
        role: &str,
        cluster: Cluster,
    ) -> QueryResult<Self> {
        conn.transaction(|conn| {
            let mut relations = Vec::new();
            for table in tables {
                let relation = sql_query(RELATION)
                    .bind::<Text, _>(sql_name(&table.name))
                    .bind::<Text, _>(role)
                    .get_result::<Relation>(conn)
                    .optional()?;
                relations.extend(relation.map(|relation| (table.name.clone(), relation)));
            }
            // PostgreSQL prints names with their schema where it is not in the
            // search path, so that all are printed in one way.
            let path: Setting =
                sql_query("SELECT current_setting('search_path') AS value").get_result(conn)?;
            conn.batch_execute("SET LOCAL search_path = ''")?;
            let tables = relations
                .into_iter()
                .map(|(declared, relation)| live_table(conn, declared, relation))
                .collect::<QueryResult<_>>()?;
            let schema: LiveSchema = sql_query(SCHEMA).bind::<Text, _>(role).get_result(conn)?;
            let functions: Vec<LiveFunction> = sql_query(FUNCTIONS).load(conn)?;
            sql_query("SELECT set_config('search_path', $1, true) AS value")
                .bind::<Text, _>(path.value)
                .get_result::<Setting>(conn)?;
            Ok(Self {
                schema: schema.there,
                subject: schema.subject,
                functions: functions.into_iter().map(Function::from).collect(),
                open: schema.open,
                temporary: schema.temporary,
                database_owned: schema.database_owned,
                tables,
                cluster: if schema.citus {
                    Cluster::Citus
                } else {
                    cluster
                },
            })
        })
    }
}

#[derive(QueryableByName)]
struct Setting {
    #[diesel(sql_type = Text)]
    value: String,
}

fn sql_name(name: &TableName) -> String {
    let table = identifier(&name.name);
    match &name.schema {
        Some(schema) => format!("{}.{table}", identifier(schema)),
        None => table,
    }
}

fn live_table(
    conn: &mut PgConnection,
    declared: TableName,
    relation: Relation,
) -> QueryResult<LiveTable> {
    let of = |sql: &'static str| sql_query(sql).bind::<Oid, _>(relation.oid);
    let columns: Vec<Column> = of(COLUMNS).load(conn)?;
    Ok(LiveTable {
        declared,
        columns: columns
            .into_iter()
            .map(|column| LiveColumn {
                name: column.name,
                cast: column.cast,
                not_null: column.not_null,
                exact: column.exact,
            })
            .collect(),
        policies: of(POLICIES).load(conn)?,
        indexes: of(INDEXES).load(conn)?,
        refusals: of(REFUSALS).load(conn)?,
        foreign_keys: of(FOREIGN_KEYS).load(conn)?,
        oid: relation.oid,
        schema: relation.schema,
        name: relation.name,
        enabled: relation.enabled,
        forced: relation.forced,
        privileges: relation.privileges,
        public_privileges: relation.public_privileges,
        closed_sequences: relation.closed_sequences,
        schema_open: relation.schema_open,
        names: relation.names,
    })
}

impl From<LiveFunction> for Function {
    fn from(live: LiveFunction) -> Self {
        Self {
            name: live.name,
            arguments: live.arguments,
            returns: live.returns,
            attributes: live.attributes.into(),
            body: live.body,
        }
    }
}
