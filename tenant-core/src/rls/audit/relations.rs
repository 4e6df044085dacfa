//! Tables, partitions, views and rules beside the declared tables.

use super::Fault;

/// Can the role come near the relation `c`, with a right on all of it or on a column?
macro_rules! open {
    ($table:literal, $column:literal) => {
        concat!(
            "EXISTS (SELECT FROM unnest($2) r (oid) WHERE has_table_privilege(r.oid, c.oid, '",
            $table,
            "') OR has_any_column_privilege(r.oid, c.oid, '",
            $column,
            "'))"
        )
    };
    () => {
        open!(
            "SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER",
            "SELECT, INSERT, UPDATE, REFERENCES"
        )
    };
    (writing) => {
        open!(
            "INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER",
            "INSERT, UPDATE"
        )
    };
}

/// The tables below the declared ones.
macro_rules! below {
    () => {
        "below (oid, owned) AS (
           SELECT i.inhrelid, i.inhparent = ANY ($4) FROM pg_inherits i WHERE i.inhparent = ANY ($3)
           UNION
           SELECT i.inhrelid, below.owned FROM below JOIN pg_inherits i ON i.inhparent = below.oid
         )"
    };
}

/// What a table is that is the system's, or an extension's.
macro_rules! of_the_system {
    () => {
        "(n.nspname IN ('pg_catalog', 'pg_toast') OR n.nspname ~ '^pg_temp'
           OR n.nspname = 'information_schema' AND (c.oid < 16384
             OR c.relname IN ('sql_features', 'sql_implementation_info', 'sql_parts', 'sql_sizing'))
           OR EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid
             AND e.deptype = 'e'))"
    };
}

/// With `uses`, what the views, materialized views and rules read and write, through
/// others too, and with whose rights.
macro_rules! uses {
    ($select:expr) => {
        concat!(
            "WITH RECURSIVE directly AS (
               SELECT DISTINCT w.oid AS rule, w.ev_class AS relation, w.rulename, d.refobjid AS used
               FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
                 AND d.refclassid = 'pg_class'::regclass
               JOIN pg_class u ON u.oid = d.refobjid AND u.relkind <> 'S'
               WHERE w.rulename <> '_RETURN' OR d.refobjid <> w.ev_class
             ), uses (rule, used) AS (
               SELECT rule, used FROM directly
               UNION
               SELECT uses.rule, d.used FROM uses JOIN directly d ON d.relation = uses.used AND d.rulename = '_RETURN'
             ), ",
            below!(),
            ", judged AS (
               SELECT w.oid AS rule, w.rulename::text AS rulename, c.oid, c.relkind, n.nspname,
                 pg_get_userbyid(c.relowner)::text AS owner,
                 COALESCE((SELECT bool_or(o.option_value::boolean) FROM pg_options_to_table(c.reloptions) o
                   WHERE o.option_name = 'security_invoker'), false) AS invoker,
                 bool_or(s.rolsuper OR s.rolbypassrls) AS exempt,
                 bool_or(u.used = ANY ($4)) AS owned,
                 -- Nothing holds the rows back where nobody declared them.
                 bool_or(t.relkind IN ('r', 'p', 'f', 'm') AND NOT u.used = ANY ($3)
                   AND NOT EXISTS (SELECT FROM below WHERE below.oid = u.used)
                   AND tn.nspname NOT IN ('pg_catalog', 'information_schema')) AS strange,
                 bool_or(u.used = ANY ($4) AND NOT t.relforcerowsecurity
                   OR EXISTS (SELECT FROM below WHERE below.oid = u.used AND below.owned)) AS unforced,
                 bool_or(u.used = ANY ($3) AND NOT u.used = ANY ($4)) AS shared,
                 string_agg(DISTINCT t.oid::regclass::text, ', ') FILTER (WHERE t.relkind <> 'v') AS names,
                 pg_get_viewdef(c.oid) ~ '\\mpg_(statistic|statistic_ext_data|authid|shadow|largeobject|user_mapping)\\M'
                   AS secrets,
                 ",
            open!(),
            " AS open, ",
            open!(writing),
            " AS writable
               FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
               LEFT JOIN uses u ON u.rule = w.oid LEFT JOIN pg_class t ON t.oid = u.used
               LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
               LEFT JOIN pg_roles s ON s.oid = c.relowner OR t.relkind = 'v' AND s.oid = t.relowner
               WHERE NOT ",
            of_the_system!(),
            " GROUP BY w.oid, w.rulename, c.oid, c.relkind, c.relowner, c.reloptions, n.nspname
             ) ",
            $select
        )
    };
}

pub(super) const QUERIES: &[(Fault, &str)] = &[
    // Diesel's own table holds no tenant's rows, and is nobody's as long as the role has
    // no right on it.
    (
        Fault::NoKind,
        concat!(
            "WITH RECURSIVE ",
            below!(),
            ", other AS (
               SELECT c.oid, c.relkind, ",
            open!(),
            " AS open, c.relname = '__diesel_schema_migrations' AND (
                 SELECT string_agg(a.attname, ' ' ORDER BY a.attname) FROM pg_attribute a
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) = 'run_on version' AS diesels
               FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE c.relkind IN ('r', 'p', 'f') AND NOT c.oid = ANY ($3)
                 AND NOT EXISTS (SELECT FROM below WHERE below.oid = c.oid)
                 AND NOT (n.nspname = 'tenant_core' AND c.relname = 'subject')
                 AND NOT ",
            of_the_system!(),
            ") SELECT CASE WHEN open AND NOT diesels THEN 'hole' ELSE 'drift' END AS severity,
                 oid::regclass::text AS object, '' AS part,
                 CASE WHEN diesels THEN 'the role has rights on the table of the migrations; REVOKE them'
                   WHEN relkind = 'f' AND open THEN 'a foreign table, to which no policy applies; REVOKE the rights on it'
                   WHEN open THEN 'not declared, and the role has rights on it; declare it, or REVOKE them'
                   ELSE 'not declared; the role has no rights on it' END AS detail
               FROM other WHERE open OR NOT diesels"
        ),
    ),
    (
        Fault::Partition,
        concat!(
            "WITH RECURSIVE ",
            below!(),
            " SELECT 'hole' AS severity, c.oid::regclass::text AS object, '' AS part,
                'can be named directly, past the policies of the table that it is a part of; REVOKE the rights on it'
                AS detail
              FROM (SELECT oid, bool_or(owned) AS owned FROM below GROUP BY oid) b JOIN pg_class c ON c.oid = b.oid
              WHERE NOT c.oid = ANY ($3) AND CASE WHEN b.owned THEN ",
            open!(),
            " ELSE ",
            open!(writing),
            " END"
        ),
    ),
    (
        Fault::View,
        uses!(
            "SELECT CASE WHEN open AND (secrets OR (owned OR strange OR unforced) AND exempt OR strange OR unforced
                 OR writable AND shared) THEN 'hole' ELSE 'drift' END AS severity,
               oid::regclass::text AS object, '' AS part,
               CASE WHEN shared AND writable AND NOT COALESCE(owned OR strange, false) THEN 'writes ' ELSE 'reads ' END
                 || COALESCE(names, 'secrets of the system') || ' with the rights of ' || owner
                 || CASE WHEN open THEN '; make it a security_invoker view, or REVOKE the rights on it'
                   ELSE '; the role has no rights on it' END AS detail
             FROM judged WHERE relkind = 'v' AND rulename = '_RETURN' AND NOT invoker
               AND (owned OR unforced OR open AND (secrets OR strange OR shared AND writable))"
        ),
    ),
    // Its rows are a copy, to which no policy applies, and nothing says from where a
    // function has them.
    (
        Fault::MaterializedView,
        uses!(
            "SELECT CASE WHEN open THEN 'hole' ELSE 'drift' END AS severity, oid::regclass::text AS object, '' AS part,
               'holds rows of all tenants, past their policies' || CASE WHEN open THEN '; REVOKE the rights on it'
                 ELSE '; the role has no rights on it' END AS detail
             FROM judged WHERE relkind = 'm' AND rulename = '_RETURN' AND (owned OR unforced OR open AND (
               strange OR secrets OR NOT COALESCE(shared, false)
               OR EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_rewrite'::regclass AND d.objid = rule
                 AND d.refclassid = 'pg_proc'::regclass)))"
        ),
    ),
    (
        Fault::Rule,
        uses!(
            "SELECT CASE WHEN writable AND (exempt OR strange OR unforced OR shared) THEN 'hole' ELSE 'drift' END
                 AS severity,
               oid::regclass::text AS object, rulename AS part,
               'reads and writes ' || COALESCE(names, 'nothing') || ' with the rights of ' || owner
                 || '; make it a trigger, which runs as the role' AS detail
             FROM judged WHERE rulename <> '_RETURN' AND (oid = ANY ($3) OR owned OR unforced OR strange AND writable)"
        ),
    ),
];
