//! Code that runs with other rights, or at another time, than the role's statement.

use super::Fault;

/// Functions that are not an extension's and that the role reaches: it may call them,
/// or something else does. For a trigger, an event trigger, an operator class or the
/// step of an aggregate PostgreSQL does not ask for the right to `EXECUTE`.
macro_rules! reached {
    ($select:literal) => {
        concat!(
            "WITH called AS (
               SELECT p.oid, p.xmin, p.proname, p.proowner, p.prosecdef, p.proleakproof, p.prolang, p.prokind,
                 p.proconfig,
                 EXISTS (SELECT FROM unnest($2) r (oid) WHERE has_function_privilege(r.oid, p.oid, 'EXECUTE')) AS open,
                 (SELECT min(pg_describe_object(d.classid, d.objid, d.objsubid)) FROM pg_depend d
                   WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid = p.oid AND d.deptype IN ('n', 'a', 'i')
                     AND (d.classid <> 'pg_proc'::regclass OR EXISTS (SELECT FROM pg_proc a
                       WHERE a.oid = d.objid AND a.prokind = 'a' AND EXISTS (SELECT FROM unnest($2) r (oid)
                         WHERE has_function_privilege(r.oid, a.oid, 'EXECUTE'))))) AS by,
                 d.xmin AS extended, d.objid IS NOT NULL AS extension
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
                 || COALESCE(', called or not: by ' || by, '') AS detail
             FROM called WHERE prosecdef AND NOT extension AND (open OR by IS NOT NULL)"
        ),
    ),
    // What has been altered since it was made has another number of a transaction than
    // the system's own rows, or than the row of its extension.
    (
        Fault::Leakproof,
        reached!(
            "SELECT 'hole' AS severity, oid::regprocedure::text AS object, '' AS part,
               'is LEAKPROOF and so sees rows before the policies do; ALTER FUNCTION .. NOT LEAKPROOF' AS detail
             FROM called WHERE proleakproof AND (open OR by IS NOT NULL)
               AND CASE WHEN extension THEN xmin::text <> extended::text
                 WHEN oid < 16384 THEN xmin::text <> '1' ELSE true END"
        ),
    ),
    (
        Fault::Language,
        reached!(
            "SELECT 'hole' AS severity, f.oid::regprocedure::text AS object, '' AS part,
               'is written in ' || l.lanname || ', to which no right of the database applies' AS detail
             FROM called f JOIN pg_language l ON l.oid = f.prolang AND NOT l.lanpltrusted AND l.lanname <> 'sql'
             WHERE f.oid >= 16384 AND f.prokind <> 'a' AND NOT f.extension AND (f.open OR f.by IS NOT NULL)"
        ),
    ),
    (
        Fault::FunctionSetting,
        reached!(
            "SELECT CASE WHEN setting ~* '^row_security' THEN 'drift' ELSE 'hole' END AS severity,
               f.oid::regprocedure::text AS object, split_part(setting, '=', 1) AS part,
               'runs as somebody else, or for another tenant: SET ' || setting AS detail
             FROM called f CROSS JOIN LATERAL unnest(f.proconfig) setting
             WHERE NOT f.extension AND (f.open OR f.by IS NOT NULL)
               AND (setting ~* '^(role|session_authorization|session_replication_role|lo_compat_privileges|tenant_core[.].*)='
                 OR setting ~* '^row_security=(off|false|no|0)')"
        ),
    ),
    // PostgreSQL deletes and changes the rows that refer to one as the owner of their
    // table, without its forced policies, and the triggers in between run as the owner
    // too. Those that look at nothing but their own row do no harm.
    (
        Fault::Cascade,
        "SELECT DISTINCT 'hole' AS severity, c.oid::regclass::text AS object, t.tgname::text AS part,
           'the function ' || p.oid::regprocedure || ' runs with the rights of ' || pg_get_userbyid(c.relowner)
             || ', past policies, where the foreign key ' || k.conname || ' deletes or changes a row' AS detail
         FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
         JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled <> 'D'
         JOIN pg_proc p ON p.oid = t.tgfoid AND NOT p.prosecdef JOIN pg_language l ON l.oid = p.prolang
         CROSS JOIN LATERAL (SELECT lower(regexp_replace(regexp_replace(regexp_replace(p.prosrc,
           '--[^\\n]*', ' ', 'g'), '''[^'']*''', ' ', 'g'), '(?i)distinct\\s+from', ' ', 'g')) AS text) body
         WHERE k.contype = 'f' AND (t.tgtype & 2 <> 0 OR current_setting('server_version_num')::integer >= 180000)
           AND (k.confdeltype = 'c' AND t.tgtype & 8 <> 0
             OR (k.confdeltype IN ('n', 'd') OR k.confupdtype IN ('c', 'n', 'd')) AND t.tgtype & 16 <> 0)
           AND p.oid >= 16384
           AND (l.lanname <> 'plpgsql'
             OR body.text ~ '\\m(select|insert|update|delete|from|perform|execute|call|merge|truncate|copy|table)\\M'
             OR EXISTS (SELECT FROM pg_proc f WHERE f.oid >= 16384 AND f.oid <> p.oid
               AND (strpos(body.text, lower(f.proname) || '(') > 0 OR strpos(body.text, lower(f.proname) || ' (') > 0)))",
    ),
];
