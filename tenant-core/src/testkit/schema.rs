//! What the declarations rely on in the database's schema: keys that are there and
//! enforced, columns that are not `NULL`, texts that are compared byte by byte.

use diesel::result::QueryResult;

use crate::catalog::sql::SEPARATOR;
use crate::catalog::{Catalog, Dialect, Table};
use crate::registry::{self, Ownership, TableName, WithoutTenant};

/// What a schema says of itself beside its columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Schema {
    pub(super) foreign_keys: Vec<ForeignKey>,
    unique: Vec<Unique>,
    /// Columns that are not compared byte by byte, and why.
    folded: Vec<(TableName, String, String)>,
    /// Why foreign keys are not enforced on this connection.
    unenforced: Option<String>,
    /// Why a `NULL` can become a value.
    lenient: Option<String>,
}

/// A foreign key.
#[derive(Debug, Clone)]
pub(super) struct ForeignKey {
    pub(super) table: TableName,
    number: String,
    /// The columns, and those that they refer to. Where nothing is named, it is the
    /// primary key.
    pub(super) columns: Vec<(String, String)>,
    parent: TableName,
    /// Why it is not enforced.
    fault: Option<String>,
}

/// The columns of a unique key.
#[derive(Debug, Clone)]
struct Unique {
    table: TableName,
    number: String,
    columns: Vec<String>,
}

impl Schema {
    pub(super) fn read<C: Catalog>(conn: &mut C) -> QueryResult<Self> {
        let queries = Queries::of(C::DIALECT);
        let mut schema = Self::default();
        for [
            table_schema,
            table,
            number,
            column,
            parent_schema,
            parent,
            parent_column,
            fault,
        ] in fields(conn, queries.foreign_keys)?
        {
            let columns = (column, parent_column);
            let table = name(table_schema, table);
            match schema.foreign_keys.last_mut() {
                Some(key) if key.table == table && key.number == number => {
                    key.columns.push(columns);
                }
                _ => schema.foreign_keys.push(ForeignKey {
                    table,
                    number,
                    columns: vec![columns],
                    parent: name(parent_schema, parent),
                    fault: Some(fault).filter(|fault| !fault.is_empty()),
                }),
            }
        }
        for [table_schema, table, number, column] in fields(conn, queries.unique)? {
            let table = name(table_schema, table);
            match schema.unique.last_mut() {
                Some(key) if key.table == table && key.number == number => key.columns.push(column),
                _ => schema.unique.push(Unique {
                    table,
                    number,
                    columns: vec![column],
                }),
            }
        }
        for [table_schema, table, column, why] in fields(conn, queries.folded)? {
            schema.folded.push((name(table_schema, table), column, why));
        }
        schema.unenforced = conn.lines(queries.unenforced)?.pop();
        schema.lenient = conn.lines(queries.lenient)?.pop();
        Ok(schema)
    }

    /// What is wrong, by the column that it is about.
    pub(super) fn faults(
        &self,
        found: &[Table],
        declared: &[registry::Table],
    ) -> Vec<(String, String)> {
        let mut faults = Vec::new();
        for table in declared {
            let Some(known) = found.iter().find(|found| found.is(&table.name)) else {
                continue;
            };
            let mut add = |column: &str, fault: String| {
                let column = format!("{}.{column}", table.name);
                let exempt = format!("; or write `exempt(\"{column}\", \"why\")`");
                faults.push((column, fault + &exempt));
            };
            if let Some(fault) = self.not_unique(known, &table.primary_key) {
                if table.ownership != Ownership::Shared {
                    add(&table.primary_key.join(","), fault);
                }
            }
            match &table.ownership {
                Ownership::Parent {
                    foreign_key,
                    parent,
                    parent_key,
                } => {
                    let parent = found.iter().find(|found| found.is(parent));
                    let fault = parent
                        .and_then(|parent| self.unlinked(known, foreign_key, parent, parent_key));
                    if let Some(fault) = fault {
                        add(foreign_key, fault);
                    }
                    if is_nullable(known, foreign_key) {
                        add(
                            foreign_key,
                            format!(
                                "`{}.{foreign_key}` may be `NULL` in the database: a row under another \
                             tenant's parent goes in as one without a parent, in place of an error. \
                             Make it `NOT NULL`",
                                known.short_name()
                            ),
                        );
                    }
                    if let Some(why) = &self.lenient {
                        add(
                            foreign_key,
                            format!(
                                "{why}: in `{}.{foreign_key}` that is another tenant's parent",
                                known.short_name()
                            ),
                        );
                    }
                }
                Ownership::Column {
                    column,
                    without_tenant,
                    ..
                } => {
                    if *without_tenant == WithoutTenant::None && is_nullable(known, column) {
                        add(
                            column,
                            format!(
                                "`{}.{column}` may be `NULL` in the database, and its declaration does not \
                             say so: make it `NOT NULL`, or declare `nullable = shared` or `nullable = \
                             invisible`",
                                known.short_name()
                            ),
                        );
                    }
                    self.folded(known, column, &mut add);
                }
                Ownership::Root { column, .. } => self.folded(known, column, &mut add),
                Ownership::Shared => {}
            }
        }
        faults
    }

    /// Why a row of a child does not hang on its parent.
    fn unlinked(
        &self,
        child: &Table,
        column: &str,
        parent: &Table,
        parent_key: &str,
    ) -> Option<String> {
        let (of, to) = (child.short_name(), parent.short_name());
        let belongs = format!(
            "a row of `{of}` whose parent is gone belongs to whoever gets the parent's key next"
        );
        let refers = |key: &&ForeignKey| {
            let named = same(&key.parent.name, &parent.name.name)
                && (key.parent.schema.is_none() || key.parent.schema == parent.name.schema);
            let column_of = |(own, other): &(String, String)| {
                same(own, column) && (other.is_empty() || same(other, parent_key))
            };
            // Where one column of several is `NULL`, the key is not looked at.
            let whole = key
                .columns
                .iter()
                .all(|(own, _)| same(own, column) || !is_nullable(child, own));
            key.table == child.name && named && whole && key.columns.iter().any(column_of)
        };
        let mut keys: Vec<_> = self.foreign_keys.iter().filter(refers).collect();
        keys.sort_by_key(|key| key.fault.is_some());
        let Some(key) = keys.first() else {
            return Some(format!(
                "`{of}` belongs to its parent by `{of}.{column}`, and the database has no foreign key \
                 from there to `{to}.{parent_key}`: {belongs}. Add `FOREIGN KEY ({column}) REFERENCES \
                 {to} ({parent_key})`"
            ));
        };
        let why = key.fault.as_ref().or(self.unenforced.as_ref())?;
        Some(format!(
            "`{of}` belongs to its parent by `{of}.{column}`, and the foreign key there is not enforced: \
             {belongs}. {why}"
        ))
    }

    fn not_unique(&self, table: &Table, columns: &[String]) -> Option<String> {
        let within = |key: &[String]| {
            !key.is_empty()
                && key
                    .iter()
                    .all(|own| columns.iter().any(|column| same(own, column)))
        };
        let primary: Vec<_> = table
            .columns
            .iter()
            .filter(|column| column.primary_key)
            .map(|column| column.name.clone())
            .collect();
        let mut keys = self.unique.iter().filter(|key| key.table == table.name);
        if within(&primary) || keys.any(|key| within(&key.columns)) {
            return None;
        }
        let (name, columns) = (table.short_name(), columns.join(", "));
        Some(format!(
            "the `table!` of `{name}` says that ({columns}) is its primary key, and in the database that \
             is not unique: a row is then taken for another with the same key. Add `UNIQUE ({columns})`"
        ))
    }

    fn folded(&self, table: &Table, column: &str, add: &mut impl FnMut(&str, String)) {
        for (of, folded, why) in &self.folded {
            if *of == table.name && same(folded, column) {
                add(
                    column,
                    format!(
                        "`{}.{column}` holds tenant keys, and {why}: the scope of one tenant reads the rows \
                     of another whose key differs in that alone",
                        table.short_name()
                    ),
                );
            }
        }
    }
}

fn is_nullable(table: &Table, column: &str) -> bool {
    let mut columns = table.columns.iter();
    columns.any(|found| same(&found.name, column) && found.nullable)
}

/// Two names of columns, which SQLite and MySQL do not tell apart by case; nor is
/// there a table in which PostgreSQL would have to.
fn same(name: &str, other: &str) -> bool {
    name.eq_ignore_ascii_case(other)
}

fn name(schema: String, name: String) -> TableName {
    TableName {
        schema: Some(schema).filter(|schema| !schema.is_empty()),
        name,
    }
}

/// The rows of a query, each with `N` fields in its one column.
fn fields<C: Catalog, const N: usize>(conn: &mut C, query: &str) -> QueryResult<Vec<[String; N]>> {
    let lines = conn.lines(query)?;
    let rows = lines.iter().map(|line| {
        let fields: Vec<_> = line.split(SEPARATOR).map(str::to_owned).collect();
        fields.try_into().ok()
    });
    Ok(rows.flatten().collect())
}

/// What each database is asked.
struct Queries {
    foreign_keys: &'static str,
    unique: &'static str,
    folded: &'static str,
    unenforced: &'static str,
    lenient: &'static str,
}

const NOTHING: &str = "SELECT '' AS line WHERE 1 = 0";

impl Queries {
    fn of(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Sqlite => Self::SQLITE,
            Dialect::Postgres => Self::POSTGRES,
            Dialect::Mysql => Self::MYSQL,
        }
    }

    const SQLITE: Self = Self {
        foreign_keys: "
            SELECT 'main' || char(31) || t.name || char(31) || k.id || char(31) || k.\"from\" || char(31)
                   || 'main' || char(31) || k.\"table\" || char(31) || coalesce(k.\"to\", '') || char(31)
                   || '' AS line
            FROM sqlite_master AS t JOIN pragma_foreign_key_list(t.name) AS k
            WHERE t.type = 'table' ORDER BY t.name, k.id, k.seq",
        unique: "
            SELECT 'main' || char(31) || t.name || char(31) || i.name || char(31) || c.name AS line
            FROM sqlite_master AS t JOIN pragma_index_list(t.name) AS i JOIN pragma_index_info(i.name) AS c
            WHERE t.type = 'table' AND i.\"unique\" AND NOT i.partial
              AND NOT EXISTS (SELECT 1 FROM pragma_index_info(i.name) AS e WHERE e.name IS NULL)
            ORDER BY t.name, i.name, c.seqno",
        // Only an index tells the collation of a column.
        folded: "
            SELECT DISTINCT 'main' || char(31) || t.name || char(31) || c.name || char(31)
                   || 'an index has it with the collation ' || c.coll AS line
            FROM sqlite_master AS t JOIN pragma_index_list(t.name) AS i
                 JOIN pragma_index_xinfo(i.name) AS c
            WHERE t.type = 'table' AND c.key AND c.name IS NOT NULL AND c.coll <> 'BINARY'",
        unenforced: "
            SELECT 'Run `PRAGMA foreign_keys = ON` on this connection, as on each of the application''s'
                   AS line
            FROM pragma_foreign_keys WHERE NOT foreign_keys",
        lenient: NOTHING,
    };

    const POSTGRES: Self = Self {
        foreign_keys: "
            SELECT concat_ws(chr(31), n.nspname, t.relname, k.oid, a.attname, pn.nspname, p.relname,
                   pa.attname,
                   CASE WHEN to_jsonb(k) ->> 'conenforced' = 'false'
                        THEN 'It is NOT ENFORCED: make it ENFORCED'
                        WHEN NOT k.convalidated
                        THEN 'It is NOT VALID: run ALTER TABLE .. VALIDATE CONSTRAINT ' || k.conname
                        WHEN EXISTS (SELECT FROM pg_trigger AS g
                                     WHERE g.tgconstraint = k.oid AND g.tgenabled IN ('D', 'R'))
                        THEN 'Its triggers are disabled: run ALTER TABLE .. ENABLE TRIGGER ALL'
                        ELSE '' END) AS line
            FROM pg_constraint AS k
            JOIN pg_class AS t ON t.oid = k.conrelid JOIN pg_namespace AS n ON n.oid = t.relnamespace
            JOIN pg_class AS p ON p.oid = k.confrelid JOIN pg_namespace AS pn ON pn.oid = p.relnamespace
            CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS c (own, other, at)
            JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = c.own
            JOIN pg_attribute AS pa ON pa.attrelid = p.oid AND pa.attnum = c.other
            WHERE k.contype = 'f' ORDER BY t.oid, k.oid, c.at",
        unique: "
            SELECT concat_ws(chr(31), n.nspname, t.relname, i.indexrelid, a.attname) AS line
            FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid
            JOIN pg_namespace AS n ON n.oid = t.relnamespace
            CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS c (own, at)
            JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = c.own
            WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
              AND c.at <= i.indnkeyatts
            ORDER BY t.oid, i.indexrelid, c.at",
        folded: "
            SELECT concat_ws(chr(31), n.nspname, t.relname, a.attname,
                   CASE WHEN y.typname = 'citext' THEN 'its type is citext, which does not tell case'
                        WHEN y.typname = 'bpchar' THEN 'its type is character, which pads with spaces'
                        ELSE 'its collation ' || l.collname || ' is not deterministic' END) AS line
            FROM pg_attribute AS a JOIN pg_class AS t ON t.oid = a.attrelid
            JOIN pg_namespace AS n ON n.oid = t.relnamespace JOIN pg_type AS y ON y.oid = a.atttypid
            LEFT JOIN pg_collation AS l ON l.oid = a.attcollation
            WHERE t.relkind IN ('r', 'p') AND a.attnum > 0
              AND (y.typname IN ('citext', 'bpchar') OR NOT l.collisdeterministic)",
        unenforced: "
            SELECT 'Set session_replication_role to origin for this role: with replica no key is checked'
                   AS line
            WHERE current_setting('session_replication_role') = 'replica'",
        lenient: NOTHING,
    };

    const MYSQL: Self = Self {
        foreign_keys: "
            SELECT CONCAT_WS(CHAR(31 USING utf8mb4), table_schema, table_name, constraint_name,
                   column_name, referenced_table_schema, referenced_table_name, referenced_column_name,
                   '') AS line
            FROM information_schema.key_column_usage
            WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL
            ORDER BY table_name, constraint_name, ordinal_position",
        unique: "
            SELECT CONCAT_WS(CHAR(31 USING utf8mb4), table_schema, table_name, index_name, column_name)
                   AS line
            FROM information_schema.statistics AS s
            WHERE table_schema = DATABASE() AND non_unique = 0
              AND NOT EXISTS (SELECT 1 FROM information_schema.statistics AS e
                              WHERE e.table_schema = s.table_schema AND e.table_name = s.table_name
                                AND e.index_name = s.index_name AND e.column_name IS NULL)
            ORDER BY table_name, index_name, seq_in_index",
        folded: "
            SELECT CONCAT_WS(CHAR(31 USING utf8mb4), table_schema, table_name, column_name,
                   CONCAT('its collation ', collation_name, ' does not tell case or pads with spaces \
                   (of MariaDB take utf8mb4_nopad_bin, of MySQL utf8mb4_0900_bin)')) AS line
            FROM information_schema.columns
            WHERE table_schema = DATABASE() AND collation_name IS NOT NULL
              AND collation_name NOT LIKE '%nopad\\_bin' AND collation_name <> 'utf8mb4_0900_bin'
              AND collation_name <> 'binary'",
        unenforced: "
            SELECT 'Set foreign_key_checks to 1 on this connection, as on each of the application''s' AS line
            FROM DUAL WHERE NOT @@foreign_key_checks",
        lenient: "
            SELECT 'the server is not in strict mode, and makes 0 of a NULL in a column that is NOT NULL; \
                   add STRICT_ALL_TABLES to sql_mode' AS line
            FROM DUAL WHERE @@sql_mode NOT LIKE '%STRICT\\_%\\_TABLES%'",
    };
}
