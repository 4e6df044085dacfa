//! What the migrations install: the schema `tenant_core`, with the functions
//! that bind a tenant and tell who is bound.
//!
//! Their bodies name everything with its schema, because they run with the
//! search path of whoever calls them.

use std::borrow::Cow;

use super::kind::Kind;
use super::sql::{dollar_quoted, text};

/// The schema.
pub(super) const SCHEMA: &str = "tenant_core";

/// The constraint that an error names when the role is not subject to policies.
pub(super) const ROLE_ERROR: &str = "tenant_core_role";

/// The constraint that an error names when a tenant is bound in the message of
/// other statements, and must not be.
pub(super) const MESSAGE_ERROR: &str = "tenant_core_alone";

/// A table without columns, rows or rights, by which the binding asks whether
/// policies apply to the role.
pub(super) const SUBJECT: &str = "subject";

/// Where the tables lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub(super) enum Cluster {
    /// On one server.
    #[default]
    Single,
    /// Sharded by the tenant column over the workers of a Citus cluster.
    Citus,
}

impl Cluster {
    /// What a transaction begins with in which tables are altered. Citus alters shards
    /// in parallel, and then refuses to touch what they refer to in the same
    /// transaction.
    pub(super) fn sequential(self) -> Option<&'static str> {
        let sequential = "SET LOCAL citus.multi_shard_modify_mode = 'sequential';";
        (self == Self::Citus).then_some(sequential)
    }
}

/// A function, as it is in the catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Function {
    pub(super) name: String,
    pub(super) arguments: String,
    pub(super) returns: String,
    /// What stands between the arguments and the body.
    pub(super) attributes: Cow<'static, str>,
    pub(super) body: String,
}

impl Function {
    /// `tenant_core.name(types)`.
    fn signature(&self) -> String {
        format!("{SCHEMA}.{}({})", self.name, self.arguments)
    }

    pub(super) fn create(&self) -> String {
        format!(
            "CREATE OR REPLACE FUNCTION {} RETURNS {}\n  {} AS {};",
            self.signature(),
            self.returns,
            self.attributes,
            dollar_quoted(&self.body),
        )
    }

    pub(super) fn drop(&self) -> String {
        format!("DROP FUNCTION {};", self.signature())
    }
}

/// The functions for these kinds of tenant, in the order in which they can be
/// made.
pub(super) fn functions(kinds: &[Kind], cluster: Cluster) -> Vec<Function> {
    let mut functions = vec![unbound(), binding(kinds, cluster), unbind(kinds, cluster)];
    for kind in kinds {
        functions.push(key(kind));
        functions.push(bind(kind, kinds, cluster));
    }
    functions
}

/// Called where no tenant is bound. The owner gets an error: a backfill that
/// touches nothing and reports success is worse. The workers of a cluster lack the
/// table whose owner it is, and there nobody is that.
fn unbound() -> Function {
    Function {
        name: "unbound".to_owned(),
        arguments: String::new(),
        returns: "boolean".to_owned(),
        attributes: "LANGUAGE plpgsql STABLE PARALLEL SAFE".into(),
        body: format!(
            "BEGIN
  IF pg_catalog.pg_has_role(current_user, (SELECT relowner FROM pg_catalog.pg_class
      WHERE oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass('{SCHEMA}.{SUBJECT}')), 'USAGE') THEN
    RAISE EXCEPTION 'row-level security hides all rows from the owner of the tables'
      USING ERRCODE = 'insufficient_privilege',
        HINT = 'In the transaction of the migration, ALTER TABLE .. NO FORCE ROW LEVEL SECURITY '
          'first, and FORCE it again at the end.';
  END IF;
  RETURN true;
END"
        ),
    }
}

/// The key of the tenant that is bound. Not a key, and nobody bound, is `NULL`.
///
/// Not in SQL, the body of which PostgreSQL would read anew for each plan that it
/// makes: that takes longer than the rest of a short plan. Citus puts such a body in
/// place of the call and then evaluates its casts before it asks whether the setting
/// can be cast.
fn key(kind: &Kind) -> Function {
    let key = format!(
        "COALESCE(\n  {},\n  CASE WHEN {SCHEMA}.unbound() THEN NULL::{} END)",
        kind.bound_key(),
        kind.postgres
    );
    Function {
        name: kind.key_function(),
        arguments: String::new(),
        returns: kind.postgres.to_owned(),
        attributes: "LANGUAGE plpgsql STABLE PARALLEL SAFE".into(),
        body: format!("BEGIN RETURN {key};\nEND"),
    }
}

/// Ends a function where the role would be bound in name only. The workers of a
/// cluster do not have the table that tells.
fn role_check(cluster: Cluster) -> String {
    let coordinator = match cluster {
        Cluster::Single => String::new(),
        Cluster::Citus => format!(
            "  IF pg_catalog.to_regclass('{SCHEMA}.{SUBJECT}') IS NULL THEN
    RAISE EXCEPTION 'on Citus a tenant is bound on the coordinator, and this server is a worker'
      USING ERRCODE = 'feature_not_supported', HINT = 'Connect to the coordinator.';
  END IF;
"
        ),
    };
    format!(
        "{coordinator}  IF NOT pg_catalog.row_security_active('{SCHEMA}.{SUBJECT}'::regclass) THEN
    RAISE EXCEPTION 'the policies do not apply to the role %', current_user
      USING ERRCODE = 'insufficient_privilege', CONSTRAINT = '{ROLE_ERROR}';
  END IF;
"
    )
}

/// Ends a function whose settings would not reach the workers: outside of a
/// transaction, or in one message with other statements.
fn message_check(cluster: Cluster) -> String {
    match cluster {
        Cluster::Single => String::new(),
        Cluster::Citus => format!(
            "  IF NOT until_commit THEN
    RAISE EXCEPTION 'on Citus a tenant is bound until the transaction ends'
      USING ERRCODE = 'feature_not_supported';
  END IF;
  IF pg_catalog.strpos(pg_catalog.current_query(), ';') OPERATOR(pg_catalog.>) 0 THEN
    RAISE EXCEPTION 'on Citus a tenant is bound in a message of its own'
      USING ERRCODE = 'feature_not_supported', CONSTRAINT = '{MESSAGE_ERROR}';
  END IF;
"
        ),
    }
}

/// How this database wants tenants to be bound: by a call on its own, or by the
/// settings of these kinds, which is a third of the work.
fn binding(kinds: &[Kind], cluster: Cluster) -> Function {
    let way = match cluster {
        Cluster::Single => {
            let names: Vec<_> = kinds.iter().map(|kind| kind.name).collect();
            format!("settings {}", names.join(" "))
        }
        Cluster::Citus => "call".to_owned(),
    };
    Function {
        name: "binding".to_owned(),
        arguments: String::new(),
        returns: "text".to_owned(),
        attributes: "LANGUAGE plpgsql".into(),
        body: format!("BEGIN\n{}  RETURN '{way}';\nEND", role_check(cluster)),
    }
}

/// Binds a tenant, and nobody of another kind beside it.
fn bind(kind: &Kind, kinds: &[Kind], cluster: Cluster) -> Function {
    let name = kind.bind_function();
    let others: String = kinds
        .iter()
        .filter(|other| *other != kind)
        .map(|other| set(other, "''", cluster))
        .collect();
    Function {
        arguments: format!("key {}, until_commit boolean", kind.postgres),
        returns: "void".to_owned(),
        attributes: attributes(cluster).into(),
        body: format!(
            "BEGIN
{}{}  IF key IS NULL OR key::text OPERATOR(pg_catalog.=) '' THEN
    RAISE EXCEPTION 'a tenant key is neither NULL nor empty'
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
{others}{}END",
            role_check(cluster),
            message_check(cluster),
            set(kind, kind.to_setting(), cluster),
        ),
        name,
    }
}

/// Leaves nobody bound.
fn unbind(kinds: &[Kind], cluster: Cluster) -> Function {
    let all: String = kinds.iter().map(|kind| set(kind, "''", cluster)).collect();
    Function {
        name: "unbind".to_owned(),
        arguments: "until_commit boolean".to_owned(),
        returns: "void".to_owned(),
        attributes: attributes(cluster).into(),
        body: format!("BEGIN\n{all}END"),
    }
}

/// Citus hands `SET LOCAL` on to the workers, and `set_config` never.
fn set(kind: &Kind, value: &str, cluster: Cluster) -> String {
    let setting = kind.setting();
    match cluster {
        Cluster::Single => format!(
            "  PERFORM pg_catalog.set_config({}, {value}, until_commit);\n",
            text(&setting)
        ),
        Cluster::Citus => {
            format!("  EXECUTE pg_catalog.format('SET LOCAL {setting} = %L', {value});\n")
        }
    }
}

fn attributes(cluster: Cluster) -> &'static str {
    match cluster {
        Cluster::Single => "LANGUAGE plpgsql",
        Cluster::Citus => "LANGUAGE plpgsql SET citus.propagate_set_commands = 'local'",
    }
}
