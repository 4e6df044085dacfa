//! What each database is asked.

use diesel::RunQueryDsl;
use diesel::deserialize::QueryableByName;
use diesel::result::QueryResult;
use diesel::sql_types::Text;

use super::{Catalog, Column, Dialect, Table};
use crate::registry::TableName;

/// One column. The flags are letters: `v` for a table that is found by its name
/// alone, `k` for a part of the primary key, `g` for generated, `n` for numbered, `b` for
/// bytes, `c` for counted up, `o` for optional.
#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    schema_name: String,
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    flags: String,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

fn tables(found: Vec<Found>) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for column in found {
        let name = TableName {
            schema: Some(column.schema_name),
            name: column.table_name,
        };
        let has = |flag| column.flags.contains(flag);
        let in_search_path = has('v');
        let column = Column {
            primary_key: has('k'),
            generated: has('g'),
            numbered: has('n'),
            binary: has('b'),
            #[cfg(feature = "testkit")]
            counted: has('c'),
            #[cfg(feature = "testkit")]
            nullable: has('o'),
            name: column.column_name,
        };
        match tables.last_mut() {
            Some(table) if table.name == name => table.columns.push(column),
            _ => tables.push(Table {
                name,
                in_search_path,
                columns: vec![column],
            }),
        }
    }
    tables
}

macro_rules! catalog {
    ($feature:literal, $Conn:ty, $dialect:ident, $columns:literal) => {
        #[cfg(feature = $feature)]
        impl Catalog for $Conn {
            const DIALECT: Dialect = Dialect::$dialect;

            fn tables(&mut self) -> QueryResult<Vec<Table>> {
                diesel::sql_query($columns).load(self).map(tables)
            }

            fn lines(&mut self, query: &str) -> QueryResult<Vec<String>> {
                let lines: Vec<Line> = diesel::sql_query(query).load(self)?;
                Ok(lines.into_iter().map(|line| line.line).collect())
            }
        }
    };
}

catalog!(
    "sqlite",
    diesel::SqliteConnection,
    Sqlite,
    "SELECT 'main' AS schema_name, t.name AS table_name, c.name AS column_name,
            'v' || iif(c.pk > 0, 'k', '') || iif(c.hidden IN (2, 3), 'g', '')
            -- The key of a table that is numbered by it is never NULL, though it may say so.
            || iif(c.\"notnull\" OR c.pk > 0 AND upper(c.type) = 'INTEGER' AND NOT EXISTS
                   (SELECT 1 FROM pragma_table_xinfo(t.name) AS o WHERE o.pk > 1), '', 'o') AS flags
     FROM sqlite_master AS t JOIN pragma_table_xinfo(t.name) AS c
     WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND c.hidden <> 1
     ORDER BY t.name, c.cid"
);

catalog!(
    "postgres",
    diesel::PgConnection,
    Postgres,
    "SELECT n.nspname::text AS schema_name, t.relname::text AS table_name,
            c.attname::text AS column_name,
            CASE WHEN pg_table_is_visible(t.oid) THEN 'v' ELSE '' END
            || CASE WHEN c.attnum = ANY (k.indkey) THEN 'k' ELSE '' END
            || CASE WHEN c.attgenerated <> '' THEN 'g' ELSE '' END
            || CASE WHEN c.attidentity = 'a' THEN 'n' ELSE '' END
            || CASE WHEN c.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%'
                    THEN 'c' ELSE '' END
            || CASE WHEN c.attnotnull THEN '' ELSE 'o' END AS flags
     FROM pg_class AS t
     JOIN pg_namespace AS n ON n.oid = t.relnamespace
     JOIN pg_attribute AS c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
     LEFT JOIN pg_attrdef AS d ON d.adrelid = c.attrelid AND d.adnum = c.attnum
     LEFT JOIN pg_index AS k ON k.indrelid = t.oid AND k.indisprimary
     WHERE t.relkind IN ('r', 'p') AND NOT t.relispartition
       AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
     ORDER BY t.relname, n.nspname, c.attnum"
);

catalog!(
    "mysql",
    diesel::MysqlConnection,
    Mysql,
    "SELECT t.table_schema AS schema_name, t.table_name AS table_name,
            c.column_name AS column_name,
            CONCAT('v', IF(c.column_key = 'PRI', 'k', ''),
                   IF(COALESCE(c.generation_expression, '') <> '', 'g', ''),
                   IF(c.extra LIKE '%auto_increment%', 'c', ''), IF(c.is_nullable = 'YES', 'o', ''),
                   IF(c.data_type IN ('binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob',
                                      'longblob', 'bit', 'geometry'), 'b', '')) AS flags
     FROM information_schema.tables AS t
     JOIN information_schema.columns AS c
       ON c.table_schema = t.table_schema AND c.table_name = t.table_name
     WHERE t.table_schema = DATABASE() AND t.table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
     ORDER BY t.table_name, c.ordinal_position"
);
