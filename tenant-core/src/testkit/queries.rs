//! What each database is asked about its schema. The fields of a row stand in one text.

use crate::catalog::Dialect;

/// What each database is asked.
pub(super) struct Queries {
    pub(super) foreign_keys: &'static str,
    pub(super) unique: &'static str,
    pub(super) folded: &'static str,
    pub(super) generated: &'static str,
    pub(super) unenforced: &'static str,
    pub(super) lenient: &'static str,
}

const NOTHING: &str = "SELECT '' AS line WHERE 1 = 0";

impl Queries {
    pub(super) fn of(dialect: Dialect) -> Self {
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
        generated: "
            SELECT 'main' || char(31) || t.name || char(31) || c.name AS line
            FROM sqlite_master AS t JOIN pragma_table_xinfo(t.name) AS c
            WHERE t.type = 'table' AND c.hidden IN (2, 3)",
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
        generated: "
            SELECT concat_ws(chr(31), n.nspname, t.relname, a.attname) AS line
            FROM pg_attribute AS a JOIN pg_class AS t ON t.oid = a.attrelid
            JOIN pg_namespace AS n ON n.oid = t.relnamespace
            WHERE t.relkind IN ('r', 'p') AND a.attgenerated <> ''",
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
        generated: "
            SELECT CONCAT_WS(CHAR(31 USING utf8mb4), table_schema, table_name, column_name) AS line
            FROM information_schema.columns
            WHERE table_schema = DATABASE() AND generation_expression <> ''",
        unenforced: "
            SELECT 'Set foreign_key_checks to 1 on this connection, as on each of the application''s' AS line
            FROM DUAL WHERE NOT @@foreign_key_checks",
        lenient: "
            SELECT 'the server is not in strict mode, and cuts what does not fit a column; add \
                   STRICT_ALL_TABLES to sql_mode' AS line
            FROM DUAL WHERE @@sql_mode NOT LIKE '%STRICT\\_%\\_TABLES%'",
    };
}
