//! Code that runs with other rights, or at another time, than the role's statement.

use super::Fault;

/// Functions that are not an extension's and that the role reaches: it may call them,
/// or something else does. For a trigger, an event trigger, an operator class or the
/// step of an aggregate PostgreSQL does not ask for the right to `EXECUTE`.
///
/// What has been `altered` since the system or its extension made it has another number
/// of a transaction than the system's own rows, or than the row of its extension.
macro_rules! reached {
    ($select:literal) => {
        concat!(
            "WITH called AS (
               SELECT p.oid, p.proname, p.proowner, p.prosecdef, p.proleakproof, p.prolang, p.prokind,
                 p.proconfig,
                 EXISTS (SELECT FROM unnest($2) r (oid) WHERE has_function_privilege(r.oid, p.oid, 'EXECUTE')) AS open,
                 (SELECT min(pg_describe_object(d.classid, d.objid, d.objsubid)) FROM pg_depend d
                   WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid = p.oid AND d.deptype IN ('n', 'a', 'i')
                     AND (d.classid <> 'pg_proc'::regclass OR EXISTS (SELECT FROM pg_proc a
                       WHERE a.oid = d.objid AND a.prokind = 'a' AND EXISTS (SELECT FROM unnest($2) r (oid)
                         WHERE has_function_privilege(r.oid, a.oid, 'EXECUTE'))))) AS by,
                 d.objid IS NOT NULL AS extension,
                 CASE WHEN d.objid IS NOT NULL THEN p.xmin::text <> d.xmin::text
                   WHEN p.oid < 16384 THEN p.xmin::text <> '1' ELSE true END AS altered
               FROM pg_proc p LEFT JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                 AND d.deptype = 'e'
               WHERE p.prosecdef OR p.proleakproof OR p.proconfig IS NOT NULL OR p.oid >= 16384
             ) ",
            $select
        )
    };
}

pub(super) const QUERIES: &[(Fault, &str)] = &[
    (
        Fault::DefinerFunction,
        reached!(
            "SELECT 'hole' AS severity, oid::regprocedure::text AS object, '' AS part,
               'runs with the rights of ' || pg_get_userbyid(proowner)
                 || COALESCE(', and is called by ' || by || '; make it SECURITY INVOKER',
                   '; make it SECURITY INVOKER, or REVOKE EXECUTE') AS detail
             FROM called WHERE prosecdef AND altered AND (open OR by IS NOT NULL)"
        ),
    ),
    (
        Fault::Leakproof,
        reached!(
            "SELECT 'hole' AS severity, oid::regprocedure::text AS object, '' AS part,
               'is LEAKPROOF and so sees rows before the policies do; ALTER FUNCTION .. NOT LEAKPROOF' AS detail
             FROM called WHERE proleakproof AND altered AND (open OR by IS NOT NULL)"
        ),
    ),
    // Without the constructors that PostgreSQL makes for a range type.
    (
        Fault::Language,
        reached!(
            "SELECT 'hole' AS severity, f.oid::regprocedure::text AS object, '' AS part,
               'is written in ' || l.lanname || ', to which no right of the database applies; REVOKE EXECUTE, or drop it' AS detail
             FROM called f JOIN pg_language l ON l.oid = f.prolang AND NOT l.lanpltrusted AND l.lanname <> 'sql'
             WHERE f.oid >= 16384 AND f.prokind <> 'a' AND NOT f.extension AND (f.open OR f.by IS NOT NULL)
               AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = f.oid
                 AND d.refclassid = 'pg_type'::regclass AND d.deptype = 'i')"
        ),
    ),
    (
        Fault::FunctionSetting,
        reached!(
            "SELECT CASE WHEN setting ~* '^row_security' THEN 'drift' ELSE 'hole' END AS severity,
               f.oid::regprocedure::text AS object, split_part(setting, '=', 1) AS part,
               'runs as another role, or for another tenant: SET ' || setting || '; ALTER FUNCTION .. RESET it' AS detail
             FROM called f CROSS JOIN LATERAL unnest(f.proconfig) setting
             WHERE f.altered AND (f.open OR f.by IS NOT NULL)
               AND (setting ~* '^(role|session_authorization|session_replication_role|lo_compat_privileges|tenant_core[.].*)='
                 OR setting ~* '^row_security=(off|false|no|0)')"
        ),
    ),
    // PostgreSQL deletes and changes the rows that refer to one as the owner of their
    // table, without its forced policies, and the triggers in between run as the owner
    // too. Those that look at nothing but their own row do no harm, nor do the functions
    // of extensions that run no SQL.
    (
        Fault::Cascade,
        "WITH harmless AS (
           SELECT d.objid AS oid FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
           WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
             AND e.extname IN ('btree_gin', 'btree_gist', 'citext', 'cube', 'earthdistance', 'fuzzystrmatch', 'hstore',
               'insert_username', 'intarray', 'isn', 'ltree', 'moddatetime', 'pg_trgm', 'pgcrypto', 'seg', 'unaccent',
               'uuid-ossp')
         )
         SELECT DISTINCT 'hole' AS severity, c.oid::regclass::text AS object, t.tgname::text AS part,
           'the function ' || p.oid::regprocedure || ' runs with the rights of ' || pg_get_userbyid(c.relowner)
             || ', past policies, where the foreign key ' || k.conname || ' deletes or changes a row; '
             || 'let it look at its own row alone, or make the key RESTRICT' AS detail
         FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
         JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled <> 'D'
         JOIN pg_proc p ON p.oid = t.tgfoid AND NOT p.prosecdef JOIN pg_language l ON l.oid = p.prolang
         CROSS JOIN LATERAL (SELECT lower(regexp_replace(regexp_replace(p.prosrc,
           '\\me''([^''\\\\]|\\\\.|'''')*''|''[^'']*''|--[^\\n]*|/[*]([^*]|[*]+[^*/])*[*]+/', ' ', 'gi'),
           'distinct\\s+from', ' ', 'gi')) AS text) body
         WHERE k.contype = 'f' AND (t.tgtype & 2 <> 0 OR current_setting('server_version_num')::integer >= 180000)
           AND (k.confdeltype = 'c' AND t.tgtype & 8 <> 0
             OR (k.confdeltype IN ('n', 'd') OR k.confupdtype IN ('c', 'n', 'd')) AND t.tgtype & 16 <> 0)
           AND p.oid >= 16384 AND NOT p.oid IN (SELECT oid FROM harmless)
           AND (l.lanname <> 'plpgsql'
             OR body.text ~ '\\m(select|insert|update|delete|from|perform|execute|call|merge|truncate|copy|table)\\M'
             OR EXISTS (SELECT FROM regexp_matches(body.text, '([[:alnum:]_$]+)\"?\\s*[(]', 'g') called
               JOIN pg_proc f ON f.oid >= 16384 AND f.oid <> p.oid AND lower(f.proname) = called[1]
               WHERE NOT f.oid IN (SELECT oid FROM harmless))
             OR EXISTS (SELECT FROM pg_proc f WHERE f.oid >= 16384 AND f.proname ~ '[^[:alnum:]_$]'
               AND strpos(body.text, '\"' || lower(replace(f.proname, '\"', '\"\"')) || '\"') > 0)
             OR EXISTS (SELECT FROM pg_operator o WHERE o.oid >= 16384 AND strpos(body.text, o.oprname) > 0
               AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_operator'::regclass AND d.objid = o.oid
                 AND d.deptype = 'e')))",
    ),
];
