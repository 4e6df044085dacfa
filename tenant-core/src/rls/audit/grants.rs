//! Rights that the role has from elsewhere, or on what is not a table.

use super::Fault;

pub(super) const QUERIES: &[(Fault, &str)] = &[
    // The role's own rights on the declared tables are compared with those that it
    // should have.
    (
        Fault::Rights,
        "SELECT CASE WHEN bool_or(a.privilege_type <> 'REFERENCES') THEN 'hole' ELSE 'tells' END AS severity,
           c.oid::regclass::text AS object, g.rolname::text AS part,
           'grants ' || string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type)
             || ' to ' || g.rolname || ', of which the role ' || $1 || ' is a member; REVOKE it' AS detail
         FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
         JOIN pg_roles g ON g.oid = a.grantee AND g.oid <> c.relowner AND g.rolname <> $1 AND g.oid = ANY ($2)
         WHERE c.oid = ANY ($3) AND (a.privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')
           OR NOT c.oid = ANY ($4) AND a.privilege_type IN ('INSERT', 'UPDATE', 'DELETE'))
         GROUP BY c.oid, g.rolname",
    ),
    // On columns.
    (
        Fault::Rights,
        "SELECT CASE WHEN x.privilege_type = 'REFERENCES' THEN 'tells' ELSE 'hole' END AS severity,
           c.oid::regclass::text AS object, a.attname::text AS part,
           'needs REVOKE ' || x.privilege_type || ' (' || quote_ident(a.attname) || ') ON ' || c.oid::regclass
             || ' FROM ' || COALESCE(quote_ident(g.rolname), 'PUBLIC') || ';' AS detail
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
         CROSS JOIN LATERAL aclexplode(a.attacl) x LEFT JOIN pg_roles g ON g.oid = x.grantee
         WHERE c.oid = ANY ($3) AND (x.grantee = 0 OR x.grantee = ANY ($2)) AND x.grantee <> c.relowner
           AND (x.privilege_type = 'REFERENCES' OR NOT c.oid = ANY ($4) AND x.privilege_type IN ('INSERT', 'UPDATE'))",
    ),
    // As temporary tables, but for longer.
    (
        Fault::Rights,
        "SELECT 'hole' AS severity, n.nspname::text AS object, 'CREATE' AS part,
           'the role can make tables and functions there, which other tenants meet; REVOKE CREATE ON SCHEMA' AS detail
         FROM pg_namespace n WHERE n.nspname !~ '^pg_(toast|temp)'
           AND EXISTS (SELECT FROM unnest($2) r (oid) WHERE has_schema_privilege(r.oid, n.oid, 'CREATE'))
         UNION ALL
         SELECT 'hole', d.datname::text, 'CREATE', 'the role can make schemas there, which other tenants meet; \
           REVOKE CREATE ON DATABASE'
         FROM pg_database d WHERE d.datname = current_database()
           AND EXISTS (SELECT FROM unnest($2) r (oid) WHERE has_database_privilege(r.oid, d.oid, 'CREATE'))",
    ),
    (
        Fault::Rights,
        "SELECT 'drift' AS severity, $1 AS object, 'sequences' AS part, 'can set ' || count(*) || ' sequences back, '
           || min(c.oid::regclass::text) || ' among them; REVOKE UPDATE ON SEQUENCE' AS detail
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND c.relpersistence <> 't'
           AND CASE c.relkind WHEN 'S' THEN EXISTS (SELECT FROM unnest($2) r (oid)
             WHERE has_sequence_privilege(r.oid, c.oid, 'UPDATE')) END
         HAVING count(*) > 0",
    ),
    // What the system and its extensions keep from the public.
    (
        Fault::Rights,
        "SELECT CASE WHEN p.proname ~ '^pg_(stat_reset|switch_|create_restore|rotate_|reload_|log_|promote|wal_replay)'
             THEN 'drift' WHEN p.proname ~ '^pg_(ls_|stat_|current_log|get_|show_|config|hba_|ident_)'
             THEN 'tells' ELSE 'hole' END AS severity,
           p.oid::regprocedure::text AS object, '' AS part,
           'is kept from the public by the system, and granted to '
             || COALESCE(string_agg(DISTINCT g.rolname, ', '), 'PUBLIC') || '; REVOKE it' AS detail
         FROM pg_proc p JOIN pg_init_privs i ON i.classoid = 'pg_proc'::regclass AND i.objoid = p.oid
         CROSS JOIN LATERAL aclexplode(p.proacl) a LEFT JOIN pg_roles g ON g.oid = a.grantee
         WHERE (a.grantee = 0 OR a.grantee = ANY ($2) AND NOT (g.oid < 16384 AND g.rolname ~ '^pg_'))
           AND NOT EXISTS (SELECT FROM aclexplode(i.initprivs) x WHERE x.grantee = a.grantee)
         GROUP BY p.oid, p.proname
         UNION ALL
         SELECT 'hole', c.oid::regclass::text, '',
           'a table of the system''s that is granted to ' || COALESCE(string_agg(DISTINCT g.rolname, ', '), 'PUBLIC')
             || '; REVOKE it'
         FROM pg_class c CROSS JOIN LATERAL (
           SELECT grantee, privilege_type, 0 AS number FROM aclexplode(c.relacl)
           UNION ALL
           SELECT x.grantee, x.privilege_type, t.attnum FROM pg_attribute t, aclexplode(t.attacl) x
           WHERE t.attrelid = c.oid
         ) a LEFT JOIN pg_roles g ON g.oid = a.grantee
         WHERE c.relnamespace = 'pg_catalog'::regnamespace
           AND (a.grantee = 0 OR a.grantee = ANY ($2) AND NOT (g.oid < 16384 AND g.rolname ~ '^pg_'))
           AND NOT EXISTS (SELECT FROM pg_init_privs i CROSS JOIN LATERAL aclexplode(i.initprivs) x
             WHERE i.classoid = 'pg_class'::regclass AND i.objoid = c.oid AND i.objsubid = a.number
               AND x.grantee = a.grantee AND x.privilege_type = a.privilege_type)
           AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
         GROUP BY c.oid",
    ),
    (
        Fault::LargeObject,
        "SELECT 'hole' AS severity, 'large objects' AS object, '' AS part, 'the role can reach ' || count(*)
           || ' of them, ' || min(l.oid::bigint) || ' among them, and no policy applies to them; REVOKE the rights on them' AS detail
         FROM pg_largeobject_metadata l
         WHERE l.lomowner = ANY ($2) OR EXISTS (SELECT FROM aclexplode(l.lomacl) a
           WHERE a.grantee = 0 OR a.grantee = ANY ($2)) OR current_setting('lo_compat_privileges') = 'on'
         HAVING count(*) > 0",
    ),
    (
        Fault::ForeignServer,
        "SELECT 'hole' AS severity, m.srvname::text AS object, m.usename::text AS part,
           'the role connects there with the user mapping of ' || COALESCE(m.usename, 'PUBLIC')
             || ', past the policies here; DROP USER MAPPING' AS detail
         FROM pg_user_mappings m WHERE m.umuser = 0 OR m.umuser = ANY ($2)
         UNION ALL
         SELECT 'drift', s.srvname::text, '', 'the role may use the server; REVOKE USAGE ON FOREIGN SERVER'
         FROM pg_foreign_server s WHERE EXISTS (SELECT FROM unnest($2) r (oid)
             WHERE has_server_privilege(r.oid, s.oid, 'USAGE'))
           AND NOT EXISTS (SELECT FROM pg_user_mappings m WHERE m.srvid = s.oid AND (m.umuser = 0 OR m.umuser = ANY ($2)))
         UNION ALL
         SELECT 'drift', w.fdwname::text, '', 'the role can make servers; REVOKE USAGE ON FOREIGN DATA WRAPPER'
         FROM pg_foreign_data_wrapper w WHERE EXISTS (SELECT FROM unnest($2) r (oid)
           WHERE has_foreign_data_wrapper_privilege(r.oid, w.oid, 'USAGE'))
         UNION ALL
         SELECT 'hole', e.extname::text, '', 'the role opens connections from the server, as whoever it has the \
           password of, with ' || min(p.oid::regprocedure::text) || ' and its like; REVOKE EXECUTE'
         FROM pg_extension e JOIN pg_depend d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
           AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e'
         JOIN pg_proc p ON p.oid = d.objid AND p.proname IN ('dblink', 'dblink_connect', 'dblink_connect_u', 'dblink_exec')
         WHERE e.extname = 'dblink'
           AND EXISTS (SELECT FROM unnest($2) r (oid) WHERE has_function_privilege(r.oid, p.oid, 'EXECUTE'))
         GROUP BY e.extname",
    ),
];
