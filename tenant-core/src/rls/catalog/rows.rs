//! The rows that the catalog is read in.

use diesel::QueryableByName;
use diesel::sql_types::{Array, Bool, Nullable, Oid, Text};

/// A table, without what hangs on it.
#[derive(Debug, QueryableByName)]
pub(super) struct Relation {
    #[diesel(sql_type = Oid)]
    pub(super) oid: u32,
    #[diesel(sql_type = Text)]
    pub(super) schema: String,
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Bool)]
    pub(super) enabled: bool,
    #[diesel(sql_type = Bool)]
    pub(super) forced: bool,
    #[diesel(sql_type = Array<Text>)]
    pub(super) privileges: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    pub(super) public_privileges: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    pub(super) closed_sequences: Vec<String>,
    #[diesel(sql_type = Bool)]
    pub(super) schema_open: bool,
    #[diesel(sql_type = Array<Text>)]
    pub(super) names: Vec<String>,
}

/// `$1`: the name, `$2`: the role.
pub(super) const RELATION: &str = "
SELECT c.oid, n.nspname::text AS schema, c.relname::text AS name,
  c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
  ARRAY(SELECT a.privilege_type FROM aclexplode(COALESCE(c.relacl, acldefault('r', c.relowner))) a
    WHERE a.grantee = r.oid ORDER BY 1) AS privileges,
  ARRAY(SELECT a.privilege_type FROM aclexplode(COALESCE(c.relacl, acldefault('r', c.relowner))) a
    WHERE a.grantee = 0 ORDER BY 1) AS public_privileges,
  ARRAY(SELECT s.oid::regclass::text FROM pg_depend d JOIN pg_class s ON s.oid = d.objid
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
      AND d.refobjid = c.oid AND d.deptype = 'a'
      AND CASE s.relkind WHEN 'S' THEN NOT COALESCE(has_sequence_privilege(r.oid, s.oid, 'USAGE'), false) END
    ORDER BY 1) AS closed_sequences,
  COALESCE(has_schema_privilege(r.oid, n.oid, 'USAGE'), false) AS schema_open,
  ARRAY(SELECT k.conname::text FROM pg_constraint k WHERE k.conrelid = c.oid
    UNION SELECT x.relname::text FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid
    ORDER BY 1) AS names
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_roles r ON r.rolname = $2
WHERE c.oid = to_regclass($1) AND c.relkind IN ('r', 'p')";

/// A column.
#[derive(Debug, QueryableByName)]
pub(super) struct Column {
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Bool)]
    pub(super) cast: bool,
    #[diesel(sql_type = Bool)]
    pub(super) not_null: bool,
    #[diesel(sql_type = Bool)]
    pub(super) exact: bool,
}

pub(super) const COLUMNS: &str = "
SELECT a.attname::text AS name,
  t.typtype = 'd' OR t.oid IN ('varchar'::regtype, 'bpchar'::regtype) AS \"cast\",
  a.attnotnull AS not_null, COALESCE(o.collisdeterministic, true) AS exact
FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_collation o ON o.oid = a.attcollation
WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum";

/// A policy.
#[derive(Debug, QueryableByName)]
pub(crate) struct LivePolicy {
    #[diesel(sql_type = Text)]
    pub(crate) name: String,
    #[diesel(sql_type = Bool)]
    pub(crate) permissive: bool,
    #[diesel(sql_type = Text)]
    pub(crate) command: String,
    #[diesel(sql_type = Array<Text>)]
    pub(crate) roles: Vec<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(crate) using: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(crate) check: Option<String>,
}

pub(super) const POLICIES: &str = "
SELECT polname::text AS name, polpermissive AS permissive,
  CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
    WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command,
  ARRAY(SELECT rolname::text FROM pg_roles WHERE oid = ANY (polroles) ORDER BY 1) AS roles,
  pg_get_expr(polqual, polrelid) AS \"using\", pg_get_expr(polwithcheck, polrelid) AS \"check\"
FROM pg_policy WHERE polrelid = $1 ORDER BY polname";

/// An index that is in use.
#[derive(Debug, QueryableByName)]
pub(crate) struct LiveIndex {
    #[diesel(sql_type = Array<Text>)]
    pub(crate) columns: Vec<String>,
    #[diesel(sql_type = Bool)]
    pub(crate) unique: bool,
    /// A key that is checked later is none that a foreign key refers to.
    #[diesel(sql_type = Bool)]
    pub(crate) immediate: bool,
}

/// Partial indexes, and those on expressions, serve no foreign key and not all
/// of a tenant's rows.
pub(super) const INDEXES: &str = "
SELECT i.indisunique AS \"unique\", i.indimmediate AS \"immediate\",
  ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (number, position)
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
    WHERE k.position <= i.indnkeyatts ORDER BY k.position) AS columns
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = $1 AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
ORDER BY c.relname";

/// What makes the database refuse a row because of another: a unique index or an
/// exclusion constraint, of the table or of one below it.
#[derive(Debug, QueryableByName)]
pub(crate) struct LiveRefusal {
    #[diesel(sql_type = Text)]
    pub(crate) name: String,
    #[diesel(sql_type = Bool)]
    pub(crate) primary: bool,
    /// The key columns in which other rows have to be the same to be in the way.
    /// Expressions, and columns that are compared in another way, are empty.
    #[diesel(sql_type = Array<Text>)]
    pub(crate) columns: Vec<String>,
    /// Those of them that the database fills in, or that are made to be a key.
    #[diesel(sql_type = Array<Text>)]
    pub(crate) surrogates: Vec<String>,
    /// Of which rows.
    #[diesel(sql_type = Nullable<Text>)]
    pub(crate) of: Option<String>,
    /// Of all rows, checked at once.
    #[diesel(sql_type = Bool)]
    pub(crate) key: bool,
}

/// Values that differ are the same to some classes of operators, as they are to some
/// collations: PostgreSQL's own keep them apart, and so do those that are the default
/// of a type that holds no text.
///
/// An index that was left behind half made refuses rows as well. What an index of a
/// partition has from the table above is said there.
pub(super) const REFUSALS: &str = "
WITH RECURSIVE part (oid) AS (
  SELECT $1 UNION SELECT i.inhrelid FROM part JOIN pg_inherits i ON i.inhparent = part.oid
)
SELECT c.relname::text AS name, i.indisprimary AS \"primary\", x.columns, x.surrogates,
  pg_get_expr(i.indpred, i.indrelid) AS \"of\",
  i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indrelid = $1 AS \"key\"
FROM part JOIN pg_index i ON i.indrelid = part.oid AND (i.indisunique OR i.indisexclusion) AND i.indisready
JOIN pg_class c ON c.oid = i.indexrelid
LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype = 'x'
CROSS JOIN LATERAL (
  SELECT array_agg(CASE WHEN e.same THEN e.name ELSE '' END ORDER BY e.position) AS columns,
    COALESCE(array_agg(e.name) FILTER (WHERE e.same AND e.surrogate), '{}') AS surrogates
  FROM (
    SELECT u.position, COALESCE(a.attname::text, '') AS name,
      a.attname IS NOT NULL AND COALESCE(o.collisdeterministic, true)
        AND (l.oid < 16384 OR l.opcdefault AND l.opcintype = a.atttypid AND y.typcategory <> 'S'
          OR k.oid IS NOT NULL)
        AND (k.oid IS NULL OR EXISTS (
          SELECT FROM pg_amop m JOIN pg_am b ON b.oid = m.amopmethod AND b.amname = 'btree'
          JOIN pg_opclass f ON f.opcfamily = m.amopfamily AND f.opcdefault AND f.opcintype = m.amoplefttype
          JOIN pg_type q ON q.oid = m.amoplefttype AND (f.oid < 16384 OR q.typcategory <> 'S')
          WHERE m.amopopr = k.conexclop[u.position] AND m.amopstrategy = 3
            AND m.amoplefttype = m.amoprighttype)) AS same,
      COALESCE(a.attidentity <> '' OR i.indisprimary AND i.indnkeyatts = 1
          AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'uuid'::regtype)
        OR pg_get_expr(d.adbin, d.adrelid) ~ '(nextval|gen_random_uuid|uuid_generate_v[0-9a-z]+|uuidv[47])[(]'
        OR EXISTS (SELECT FROM pg_depend f JOIN pg_proc p ON p.oid = f.refobjid AND p.provolatile = 'v'
          WHERE f.classid = 'pg_attrdef'::regclass AND f.objid = d.oid AND f.refclassid = 'pg_proc'::regclass),
        false) AS surrogate
    FROM unnest(i.indkey::int2[]) WITH ORDINALITY u (number, position)
    LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.number AND u.number > 0
    LEFT JOIN pg_attrdef d ON d.adrelid = i.indrelid AND d.adnum = a.attnum
    LEFT JOIN pg_collation o ON o.oid = (i.indcollation::oid[])[u.position - 1]
    LEFT JOIN pg_opclass l ON l.oid = (i.indclass::oid[])[u.position - 1]
    LEFT JOIN pg_type y ON y.oid = a.atttypid
    WHERE u.position <= i.indnkeyatts
  ) e
) x
WHERE NOT EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = i.indexrelid)
ORDER BY c.relname";

/// A foreign key.
#[derive(Debug, QueryableByName)]
pub(crate) struct LiveForeignKey {
    #[diesel(sql_type = Text)]
    pub(crate) name: String,
    #[diesel(sql_type = Array<Text>)]
    pub(crate) columns: Vec<String>,
    #[diesel(sql_type = Oid)]
    pub(crate) target: u32,
    #[diesel(sql_type = Array<Text>)]
    pub(crate) target_columns: Vec<String>,
    /// `a` no action, `r` restrict, `c` cascade, `n` set null, `d` set default.
    #[diesel(sql_type = Text)]
    pub(crate) on_update: String,
    #[diesel(sql_type = Text)]
    pub(crate) on_delete: String,
    #[diesel(sql_type = Bool)]
    pub(crate) deferrable: bool,
    #[diesel(sql_type = Bool)]
    pub(crate) deferred: bool,
    /// `MATCH FULL`, where that is more than `MATCH SIMPLE`.
    #[diesel(sql_type = Bool)]
    pub(crate) full: bool,
    /// The columns that `SET NULL` and `SET DEFAULT` are about, where not all are.
    #[diesel(sql_type = Array<Text>)]
    pub(crate) on_delete_columns: Vec<String>,
    /// As it was written.
    #[diesel(sql_type = Text)]
    pub(crate) definition: String,
    /// Checked for all rows, old and new.
    #[diesel(sql_type = Bool)]
    pub(crate) enforced: bool,
}

pub(super) const FOREIGN_KEYS: &str = "
SELECT k.conname::text AS name, k.confrelid AS target,
  ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY x (number, position)
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x.number ORDER BY x.position) AS columns,
  ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY x (number, position)
    JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = x.number
    ORDER BY x.position) AS target_columns,
  k.confupdtype::text AS on_update, k.confdeltype::text AS on_delete,
  k.condeferrable AS \"deferrable\", k.condeferred AS \"deferred\",
  k.confmatchtype = 'f' AND cardinality(k.conkey) > 1 AS \"full\",
  ARRAY(SELECT a.attname::text
    FROM jsonb_array_elements_text(COALESCE(NULLIF(to_jsonb(k) -> 'confdelsetcols', 'null'), '[]')) x (number)
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x.number::int2
    ORDER BY a.attnum) AS on_delete_columns,
  pg_get_constraintdef(k.oid) AS definition,
  k.convalidated AND COALESCE((to_jsonb(k) ->> 'conenforced')::boolean, true) AND NOT EXISTS (
    SELECT FROM pg_trigger t WHERE t.tgenabled NOT IN ('O', 'A') AND t.tgconstraint IN (
      SELECT o.oid FROM pg_constraint o WHERE k.oid IN (o.oid, o.conparentid))) AS enforced
FROM pg_constraint k WHERE k.conrelid = $1 AND k.contype = 'f' AND k.conparentid = 0
ORDER BY k.conname";

/// A function of the schema `tenant_core`.
#[derive(Debug, QueryableByName)]
pub(super) struct LiveFunction {
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Text)]
    pub(super) arguments: String,
    #[diesel(sql_type = Text)]
    pub(super) returns: String,
    #[diesel(sql_type = Text)]
    pub(super) attributes: String,
    #[diesel(sql_type = Text)]
    pub(super) body: String,
}

pub(in crate::rls) const FUNCTIONS: &str = "
SELECT p.proname::text AS name, pg_get_function_identity_arguments(p.oid) AS arguments,
  format_type(p.prorettype, NULL) AS returns,
  'LANGUAGE ' || l.lanname
    || CASE p.provolatile WHEN 'i' THEN ' IMMUTABLE' WHEN 's' THEN ' STABLE' ELSE '' END
    || CASE p.proparallel WHEN 's' THEN ' PARALLEL SAFE' WHEN 'r' THEN ' PARALLEL RESTRICTED' ELSE '' END
    || CASE WHEN p.prosecdef THEN ' SECURITY DEFINER' ELSE '' END
    || COALESCE((SELECT string_agg(' SET ' || regexp_replace(c, '^([^=]*)=(.*)$', '\\1 = ''\\2'''), '')
      FROM unnest(p.proconfig) c), '') AS attributes,
  btrim(p.prosrc, E'\\n') AS body
FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'tenant_core' AND p.prokind = 'f' ORDER BY p.proname, arguments";

/// The schema `tenant_core`.
#[derive(Debug, QueryableByName)]
pub(super) struct LiveSchema {
    /// Is it there?
    #[diesel(sql_type = Bool)]
    pub(super) there: bool,
    #[diesel(sql_type = Bool)]
    pub(super) subject: bool,
    /// May the role look into it?
    #[diesel(sql_type = Bool)]
    pub(super) open: bool,
    /// May the role make temporary tables?
    #[diesel(sql_type = Bool)]
    pub(super) temporary: bool,
    /// Can it be forbidden on this connection?
    #[diesel(sql_type = Bool)]
    pub(super) database_owned: bool,
    #[diesel(sql_type = Bool)]
    pub(super) citus: bool,
}

/// `$1`: the role.
pub(super) const SCHEMA: &str = "
SELECT n.oid IS NOT NULL AS there, to_regclass('tenant_core.subject') IS NOT NULL AS subject,
  COALESCE(has_schema_privilege(r.oid, n.oid, 'USAGE'), false) AS open,
  COALESCE(has_database_privilege(r.oid, d.oid, 'TEMPORARY'), true) AS temporary,
  pg_has_role(current_user, d.datdba, 'USAGE') AS database_owned,
  EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') AS citus
FROM pg_database d
LEFT JOIN pg_namespace n ON n.nspname = 'tenant_core'
LEFT JOIN pg_roles r ON r.rolname = $1
WHERE d.datname = current_database()";
