//! The nodes of a Citus cluster: the policies, the functions and the role are there
//! once more, on each node, and those are the ones that a tenant meets.

use std::collections::BTreeMap;
use std::fmt::Display;

use diesel::connection::Connection;
use diesel::pg::PgConnection;
use diesel::result::QueryResult;
use diesel::sql_types::{Array, Bool, Integer, Nullable, Oid, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};

use super::{Fault, Finding, Severity};
use crate::rls::RowLevelSecurity;
use crate::rls::catalog::Catalog;
use crate::rls::declared::Walled;
use crate::rls::error::PlanError;
use crate::rls::functions::{Cluster, Function, functions};
use crate::rls::kind::Kind;
use crate::rls::policy::{Policy, policies, widening_on_workers};
use crate::rls::sql::text;

/// Whatever is not on a node as it is declared, and the nodes that did not answer:
/// a cluster of which nobody has seen the workers is not one in which nothing is wrong.
pub(super) fn findings(
    conn: &mut PgConnection,
    wall: &RowLevelSecurity,
    walled: &[Walled],
    kinds: &[Kind],
    catalog: &Catalog,
) -> Result<Vec<Finding>, PlanError> {
    let mut findings = Vec::new();
    if catalog.cluster != Cluster::Citus {
        return Ok(findings);
    }
    for live in &catalog.tables {
        for what in widening_on_workers(live, catalog) {
            findings.push(worker(&live.declared, what));
        }
    }
    let seen = conn.transaction(|conn| {
        let oids = catalog.tables.iter().map(|live| live.oid).collect();
        let relations = relations(conn, oids)?;
        let command = command(&wall.role, &relations);
        let nodes: Vec<Node> = sql_query(NODES).bind::<Text, _>(command).load(conn)?;
        Ok::<_, diesel::result::Error>((relations, nodes))
    });
    let (relations, nodes) = match seen {
        Ok(seen) => seen,
        Err(error) => {
            let detail = format!(
                "could not be asked for their policies: {error}; run the audit on the coordinator, as a \
                 role that may call run_command_on_all_nodes and that can log in to the workers"
            );
            findings.push(worker("the workers", detail));
            return Ok(findings);
        }
    };
    let wanted = functions(kinds, catalog.cluster);
    for node in nodes {
        let Some(answer) = node.answer.as_ref().filter(|_| node.success) else {
            let why = node.answer.as_deref().unwrap_or("no answer");
            let detail = format!("could not be asked for its policies: {why}");
            findings.push(worker(&node.name, detail));
            continue;
        };
        for what in roles(conn, answer)? {
            findings.push(worker(&node.name, what));
        }
        for what in wrong_functions(conn, answer, &wanted)? {
            findings.push(worker(&node.name, what));
        }
        let here = policies_on(conn, answer)?;
        for table in walled {
            let Ok(live) = catalog.table(&table.table.name) else {
                continue;
            };
            let desired = match policies(table, catalog) {
                // Said where the columns are looked for.
                Err(PlanError::NoSuchColumn { .. } | PlanError::NoSuchTable { .. }) => continue,
                desired => desired?,
            };
            let mut wrong: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for relation in &relations {
                if relation.table == live.oid && relation.node == node.id {
                    let rows: Vec<_> = here
                        .iter()
                        .filter(|row| row.relation == relation.name)
                        .collect();
                    for what in differences(&rows, &desired, table.write.is_some()) {
                        wrong.entry(what).or_default().push(&relation.name);
                    }
                }
            }
            for (what, relations) in wrong {
                let detail = format!("{}: {what} ({})", node.name, relations.join(", "));
                findings.push(worker(&table.table.name, detail));
            }
        }
    }
    Ok(findings)
}

/// On a worker, whatever is not as it is declared opens the rows that are there.
fn worker(object: impl Display, detail: String) -> Finding {
    Finding::new(Severity::Hole, Fault::Worker, object, "", detail)
}

/// What is wrong with one table or shard of a node.
///
/// Citus drops `AS RESTRICTIVE` there; a version that keeps it is right too.
fn differences(rows: &[&OnNode], desired: &[Policy], forced: bool) -> Vec<String> {
    let Some(first) = rows.first() else {
        return vec!["is not there".to_owned()];
    };
    let mut wrong = Vec::new();
    if !first.enabled {
        wrong.push("row-level security is not enabled".to_owned());
    }
    if forced && !first.forced {
        wrong.push("row-level security is not forced".to_owned());
    }
    let has: Vec<Policy> = rows.iter().filter_map(|row| row.policy()).collect();
    for policy in desired {
        let mut policy = policy.clone();
        match has.iter().find(|other| other.name == policy.name) {
            None => wrong.push(format!("the policy {} is missing", policy.name)),
            Some(other) => {
                policy.permissive |= other.permissive;
                if !policy.says_the_same(other) {
                    wrong.push(format!(
                        "the policy {} is not the declared one",
                        policy.name
                    ));
                }
            }
        }
    }
    for policy in &has {
        if desired.iter().all(|desired| desired.name != policy.name) {
            wrong.push(format!("the policy {} is not declared", policy.name));
        }
    }
    wrong
}

/// A declared table, or a shard of one, and the node that should have it.
#[derive(Debug, QueryableByName)]
struct Relation {
    #[diesel(sql_type = Oid)]
    table: u32,
    #[diesel(sql_type = Integer)]
    node: i32,
    #[diesel(sql_type = Text)]
    name: String,
}

fn relations(conn: &mut PgConnection, tables: Vec<u32>) -> QueryResult<Vec<Relation>> {
    sql_query(RELATIONS)
        .bind::<Array<Oid>, _>(tables)
        .load(conn)
}

/// `$1`: the tables. The table itself is on all workers, and the audit has seen that of
/// this node.
const RELATIONS: &str = "
SELECT p.logicalrelid::oid AS \"table\", d.nodeid AS node,
  format('%I.%I', n.nspname, c.relname) AS name
FROM pg_dist_partition p JOIN pg_class c ON c.oid = p.logicalrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_dist_node d ON d.hasmetadata AND d.noderole = 'primary' AND d.groupid <> 0
WHERE p.logicalrelid = ANY ($1)
UNION ALL
SELECT s.logicalrelid::oid, d.nodeid,
  CASE WHEN cardinality(parse_ident(shard_name(s.logicalrelid, s.shardid))) = 1
    THEN quote_ident(n.nspname) || '.' ELSE '' END || shard_name(s.logicalrelid, s.shardid)
FROM pg_dist_shard s JOIN pg_class c ON c.oid = s.logicalrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_dist_placement l ON l.shardid = s.shardid
JOIN pg_dist_node d ON d.groupid = l.groupid AND d.noderole = 'primary'
WHERE s.logicalrelid = ANY ($1)
ORDER BY 1, 2, 3";

/// A node of the cluster, and what it said.
#[derive(Debug, QueryableByName)]
struct Node {
    #[diesel(sql_type = Integer)]
    id: i32,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Bool)]
    success: bool,
    #[diesel(sql_type = Nullable<Text>)]
    answer: Option<String>,
}

/// `$1`: the command.
const NODES: &str = "
SELECT d.nodeid AS id, d.nodename || ':' || d.nodeport AS name,
  COALESCE(a.success, false) AS success, a.result AS answer
FROM pg_dist_node d LEFT JOIN run_command_on_all_nodes($1) a ON a.nodeid = d.nodeid
WHERE d.noderole = 'primary' ORDER BY 2";

/// What is asked of each node, as one statement with one text for an answer.
fn command(role: &str, relations: &[Relation]) -> String {
    let names: Vec<_> = relations
        .iter()
        .map(|relation| text(&relation.name))
        .collect();
    let role = text(role);
    format!(
        "SELECT jsonb_build_object(
  'roles', (SELECT jsonb_agg(what) FROM (
    SELECT 'the role ' || rolname || ' is a superuser or has BYPASSRLS: policies do not apply' AS what
    FROM pg_roles WHERE rolname IN ({role}, current_user) AND (rolsuper OR rolbypassrls)
    UNION ALL
    SELECT 'the role ' || r.rolname || ' can become ' || o.rolname || ', to which policies do not apply'
    FROM pg_roles r JOIN pg_roles o ON o.oid <> r.oid AND pg_has_role(r.oid, o.oid, 'MEMBER')
    WHERE r.rolname = {role} AND NOT r.rolsuper AND (o.rolsuper OR o.rolbypassrls)
    UNION ALL
    SELECT 'the role ' || {role} || ' is not there' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {role})
    UNION ALL
    SELECT 'bound to a tenant in no scope: SET ' || setting
    FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) setting
    LEFT JOIN pg_roles r ON r.oid = s.setrole
    WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
      AND (s.setrole = 0 OR r.rolname = {role}) AND setting ~ '^tenant_core[.][^=]*=.'
    UNION ALL
    SELECT 'the role ' || {role} || ' can make temporary tables, which the next tenant of a connection sees'
    FROM pg_roles r WHERE rolname = {role} AND has_database_privilege(r.oid, current_database(), 'TEMPORARY')
  ) roles),
  'functions', (SELECT jsonb_agg(f) FROM ({functions}) f),
  'tables', (SELECT jsonb_agg(t) FROM (
    SELECT asked.name AS relation, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
      p.polname AS policy, p.polpermissive AS permissive,
      CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
        WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command,
      ARRAY(SELECT rolname::text FROM pg_roles WHERE oid = ANY (p.polroles) ORDER BY 1) AS roles,
      pg_get_expr(p.polqual, p.polrelid) AS \"using\", pg_get_expr(p.polwithcheck, p.polrelid) AS \"check\"
    FROM unnest(ARRAY[{names}]::text[]) asked (name)
    JOIN pg_class c ON c.oid = to_regclass(asked.name)
    LEFT JOIN pg_policy p ON p.polrelid = c.oid
  ) t))::text",
        functions = crate::rls::catalog::FUNCTIONS,
        names = names.join(", "),
    )
}

/// A policy of a table or shard, as a node has it; or a table without one.
#[derive(Debug, QueryableByName)]
struct OnNode {
    #[diesel(sql_type = Text)]
    relation: String,
    #[diesel(sql_type = Bool)]
    enabled: bool,
    #[diesel(sql_type = Bool)]
    forced: bool,
    #[diesel(sql_type = Nullable<Text>)]
    policy: Option<String>,
    #[diesel(sql_type = Nullable<Bool>)]
    permissive: Option<bool>,
    #[diesel(sql_type = Text)]
    command: String,
    #[diesel(sql_type = Array<Text>)]
    roles: Vec<String>,
    #[diesel(sql_type = Nullable<Text>)]
    using: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    check: Option<String>,
}

impl OnNode {
    fn policy(&self) -> Option<Policy> {
        Some(Policy {
            name: self.policy.clone()?,
            permissive: self.permissive?,
            command: self.command.clone(),
            roles: self.roles.clone(),
            using: self.using.clone(),
            check: self.check.clone(),
        })
    }
}

fn policies_on(conn: &mut PgConnection, answer: &str) -> QueryResult<Vec<OnNode>> {
    let rows = "SELECT * FROM jsonb_to_recordset(COALESCE($1::jsonb -> 'tables', '[]')) \
        t (relation text, enabled boolean, forced boolean, policy text, permissive boolean, \
           command text, roles text[], \"using\" text, \"check\" text) ORDER BY relation, policy";
    sql_query(rows).bind::<Text, _>(answer).load(conn)
}

#[derive(QueryableByName)]
struct What {
    #[diesel(sql_type = Text)]
    what: String,
}

fn roles(conn: &mut PgConnection, answer: &str) -> QueryResult<Vec<String>> {
    let what = "SELECT what FROM jsonb_array_elements_text( \
        COALESCE(NULLIF($1::jsonb -> 'roles', 'null'), '[]')) what ORDER BY 1";
    let rows: Vec<What> = sql_query(what).bind::<Text, _>(answer).load(conn)?;
    Ok(rows.into_iter().map(|row| row.what).collect())
}

/// Those that the policies call: who binds a tenant does so on the coordinator.
fn wrong_functions(
    conn: &mut PgConnection,
    answer: &str,
    wanted: &[Function],
) -> QueryResult<Vec<String>> {
    let rows = "SELECT name || '(' || arguments || ') ' || returns || ' ' || attributes || ' ' || body AS what \
        FROM jsonb_to_recordset(COALESCE(NULLIF($1::jsonb -> 'functions', 'null'), '[]')) \
        f (name text, arguments text, returns text, attributes text, body text)";
    let rows: Vec<What> = sql_query(rows).bind::<Text, _>(answer).load(conn)?;
    let called = wanted
        .iter()
        .filter(|function| function.name == "unbound" || function.name.starts_with("key_"));
    Ok(called
        .filter(|function| {
            let Function {
                name,
                arguments,
                returns,
                attributes,
                body,
            } = function;
            let whole = format!("{name}({arguments}) {returns} {attributes} {body}");
            rows.iter().all(|row| row.what != whole)
        })
        .map(|function| format!("the function {} is not the declared one", function.name))
        .collect())
}
