//! What the role is, what it can become, what it owns.

use super::Fault;

/// With `judged`, the roles, and `become`, what each of them can become.
macro_rules! judged {
    ($select:literal) => {
        concat!(
            "WITH RECURSIVE judged AS (
               SELECT oid, rolname::text AS object, rolsuper AS super FROM pg_roles
               WHERE rolname IN ($1, current_user, session_user)
             ), member AS (",
            crate::rls::audit::reach::members!(),
            "), become (judge, oid) AS (
               SELECT oid, oid FROM judged
               UNION
               SELECT b.judge, m.roleid FROM become b JOIN member m ON m.member = b.oid
             ) ",
            $select
        )
    };
}

/// The role that is named and the one that is connected: they should be one.
///
/// A membership counts whatever its options are, as long as it has one: with `ADMIN`
/// a role grants itself the rest.
pub(super) const QUERIES: &[(Fault, &str)] = &[
    (
        Fault::Role,
        judged!(
            "SELECT CASE a.hole WHEN true THEN 'hole' ELSE 'drift' END AS severity, j.object,
               CASE WHEN b.judge = r.oid THEN '' ELSE r.rolname || '.' END || a.name AS part,
               CASE WHEN b.judge = r.oid THEN 'has ' ELSE 'can become ' || r.rolname || ', which has ' END
                 || a.name || ': ' || a.what AS detail
             FROM become b JOIN judged j ON j.oid = b.judge JOIN pg_roles r ON r.oid = b.oid
             CROSS JOIN LATERAL (VALUES
               ('SUPERUSER', r.rolsuper, true, 'policies do not apply'),
               ('BYPASSRLS', r.rolbypassrls AND NOT r.rolsuper, true, 'policies do not apply'),
               ('REPLICATION', r.rolreplication AND NOT r.rolsuper, true,
                 'it can read all changes, and copies of the files, past policies'),
               ('CREATEROLE', r.rolcreaterole AND NOT r.rolsuper,
                 current_setting('server_version_num')::integer < 160000,
                 CASE WHEN current_setting('server_version_num')::integer < 160000
                   THEN 'it can grant itself every role that is not a superuser, the owner of the tables too'
                   ELSE 'an application makes no roles' END),
               ('CREATEDB', r.rolcreatedb AND NOT r.rolsuper, false, 'an application makes no databases')
             ) a (name, has, hole, what)
             WHERE a.has AND (b.judge = r.oid OR NOT j.super)
             UNION ALL
             SELECT COALESCE(k.severity, 'hole'), j.object, r.rolname,
               'is a member of ' || r.rolname || ': ' || COALESCE(k.what, 'a role of the system''s that is not known here')
             FROM become b JOIN judged j ON j.oid = b.judge AND NOT j.super JOIN pg_roles r ON r.oid = b.oid
             LEFT JOIN (VALUES
               ('pg_execute_server_program', 'hole', 'it runs programs as the server'),
               ('pg_read_server_files', 'hole', 'it reads the files of the server, those of all tenants too'),
               ('pg_write_server_files', 'hole', 'it writes the files of the server'),
               ('pg_read_all_data', 'hole', 'it reads every table that has no policies, partitions and copies too'),
               ('pg_write_all_data', 'hole', 'it writes every table that has no policies, partitions too'),
               ('pg_create_subscription', 'hole', 'it can have rows written by replication'),
               ('pg_monitor', 'tells', 'it reads the statements and statistics of all roles'),
               ('pg_read_all_stats', 'tells', 'it reads the statements and statistics of all roles'),
               ('pg_read_all_settings', 'tells', 'it reads settings that hold secrets'),
               ('pg_stat_scan_tables', 'tells', 'it reads statistics of every table'),
               ('pg_signal_backend', 'drift', 'it ends the sessions of others'),
               ('pg_signal_autovacuum_worker', 'drift', 'it ends the work of the server'),
               ('pg_maintain', 'drift', 'it locks and rewrites every table'),
               ('pg_checkpoint', 'drift', 'an application makes no checkpoints'),
               ('pg_use_reserved_connections', 'drift', 'it takes the connections kept for administrators'),
               ('rds_superuser', 'hole', 'the administrator of the service'),
               ('rds_replication', 'hole', 'it can read all changes, past policies'),
               ('cloudsqlsuperuser', 'hole', 'the administrator of the service'),
               ('alloydbsuperuser', 'hole', 'the administrator of the service'),
               ('azure_pg_admin', 'hole', 'the administrator of the service'),
               ('neon_superuser', 'hole', 'the administrator of the service')
             ) k (name, severity, what) ON k.name = r.rolname
             WHERE b.judge <> r.oid AND r.rolname <> 'pg_database_owner' AND (k.name IS NOT NULL OR r.oid < 16384 AND r.rolname ~ '^pg_')
               AND NOT (r.rolname IN ('pg_read_all_stats', 'pg_read_all_settings', 'pg_stat_scan_tables')
                 AND EXISTS (SELECT FROM become o JOIN pg_roles m ON m.oid = o.oid
                   WHERE o.judge = b.judge AND m.rolname = 'pg_monitor'))
             UNION ALL
             SELECT 'hole', object, 'owner', 'owns, or can become the owner of, '
               || string_agg(name, ', ' ORDER BY name) FILTER (WHERE number <= 5)
               || CASE WHEN count(*) > 5 THEN ' and ' || count(*) - 5 || ' more' ELSE '' END
               || '; an application owns nothing'
             FROM (
               SELECT j.object, o.name, row_number() OVER (PARTITION BY j.oid ORDER BY o.name) AS number
               FROM judged j JOIN LATERAL (
                 SELECT DISTINCT pg_describe_object(s.classid, s.objid, 0) AS name
                 FROM pg_shdepend s JOIN become b ON b.judge = j.oid AND b.oid = s.refobjid
                 WHERE s.deptype = 'o' AND s.refclassid = 'pg_authid'::regclass
                   AND s.classid NOT IN ('pg_largeobject'::regclass, 'pg_user_mapping'::regclass)
                   AND (s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                     OR s.classid = 'pg_database'::regclass
                       AND s.objid = (SELECT oid FROM pg_database WHERE datname = current_database()))
                   AND NOT (s.classid = 'pg_class'::regclass
                     AND EXISTS (SELECT FROM pg_class c WHERE c.oid = s.objid AND c.relpersistence = 't'))
               ) o ON o.name IS NOT NULL
               WHERE NOT j.super
             ) owned GROUP BY object
             UNION ALL
             SELECT 'hole', $1, '', 'is not there; make it with the SQL of create_role'
             WHERE NOT EXISTS (SELECT FROM judged WHERE object = $1)"
        ),
    ),
    // The role can bind a tenant for itself; whoever else does, binds everybody.
    (
        Fault::Setting,
        judged!(
            "SELECT CASE WHEN setting ~* '^row_security=' THEN 'drift' ELSE 'hole' END AS severity,
               COALESCE(r.rolname::text, 'all roles') AS object, split_part(setting, '=', 1) AS part,
               CASE WHEN setting ~* '^tenant_core' THEN 'bound to a tenant in no scope: SET '
                 WHEN setting ~* '^session_repl' THEN 'foreign keys and triggers are switched off: SET '
                 WHEN setting ~* '^row_sec' THEN 'statements that policies filter are errors: SET '
                 ELSE 'each connection runs with more than the role: SET ' END || setting AS detail
             FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) setting
             LEFT JOIN pg_roles r ON r.oid = s.setrole
             WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
               AND (s.setrole = 0 OR s.setrole IN (SELECT oid FROM judged))
               AND (setting ~* '^tenant_core[.][^=]*=.' OR setting ~* '^row_security=(off|false|no|0)'
                 OR setting ~* '^(role|session_authorization|session_preload_libraries|local_preload_libraries)=.'
                 OR setting ~* '^session_replication_role=.' AND setting !~* '=origin$'
                 OR setting ~* '^lo_compat_privileges=(on|true|yes|1)')
             UNION ALL
             SELECT 'hole', current_user::text, name, 'this connection is bound to a tenant in no scope: SET '
               || name || '=' || current_setting(name, true)
             FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = 'tenant_core'
             CROSS JOIN LATERAL (SELECT 'tenant_core.' || substr(p.proname, 5) AS name) s
             WHERE p.proname ~ '^key_' AND p.pronargs = 0 AND current_setting(name, true) <> ''
               AND NOT EXISTS (SELECT FROM pg_db_role_setting d CROSS JOIN LATERAL unnest(d.setconfig) c
                 WHERE lower(split_part(c, '=', 1)) = lower(name))
             UNION ALL
             SELECT 'hole', current_user::text, name, 'foreign keys and triggers are switched off on this connection'
             FROM (VALUES ('session_replication_role')) n (name) WHERE current_setting(name) = 'replica'
             UNION ALL
             SELECT 'hole', current_user::text, name, 'the large objects of all roles are open to this connection'
             FROM (VALUES ('lo_compat_privileges')) n (name) WHERE current_setting(name) = 'on'"
        ),
    ),
];

/// Rights on settings, since PostgreSQL 15.
pub(super) const PARAMETERS: &[(Fault, &str)] = &[(
    Fault::Setting,
    "SELECT CASE WHEN a.privilege_type = 'ALTER SYSTEM' OR p.parname IN ('session_replication_role',
         'session_preload_libraries', 'dynamic_library_path', 'lo_compat_privileges', 'allow_system_table_mods')
       THEN 'hole' ELSE 'drift' END AS severity, $1 AS object, p.parname AS part,
       'may ' || string_agg(DISTINCT a.privilege_type, ', ') || ' ' || p.parname || '; REVOKE it' AS detail
     FROM pg_parameter_acl p CROSS JOIN LATERAL aclexplode(p.paracl) a
     WHERE a.grantee = 0 OR a.grantee = ANY ($2) GROUP BY 1, p.parname",
)];
