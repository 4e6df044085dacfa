//! What statements leave on a connection for the next one, which may be another
//! tenant's: settings, variables, the last key and the last number of rows.

use sqlparser::ast::{
    Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Ident, ObjectName, ObjectNamePart, Value,
};

use crate::checker::Checker;
use crate::{Dialect, Kind};

/// Settings that decide nothing about whose rows are seen, and that tell nothing.
const SETTINGS: &[&str] = &[
    "application_name",
    "autocommit",
    "character_set_client",
    "character_set_connection",
    "character_set_results",
    "client_encoding",
    "client_min_messages",
    "datestyle",
    "extra_float_digits",
    "idle_in_transaction_session_timeout",
    "intervalstyle",
    "lock_timeout",
    "statement_timeout",
    "time_zone",
    "timezone",
    "tx_isolation",
    "transaction_isolation",
    "innodb_lock_wait_timeout",
    "max_execution_time",
    "wait_timeout",
    "work_mem",
];

/// Those of the server that can be read beside them.
const READ: &[&str] = &[
    "collation_connection",
    "hostname",
    "lower_case_table_names",
    "max_allowed_packet",
    "port",
    "sql_mode",
    "system_time_zone",
    "version",
    "version_comment",
];

/// Functions that tell what an earlier statement of the connection did.
const LEFT_BEHIND: &[&str] = &[
    "changes",
    "currval",
    "found_rows",
    "last_insert_id",
    "last_insert_rowid",
    "lastval",
    "row_count",
    "total_changes",
];

/// Is it a setting of this name, and no other? Names are compared whole.
pub(crate) fn is_setting(name: &ObjectName, dialect: Dialect) -> bool {
    let parts: Option<Vec<&Ident>> = name
        .0
        .iter()
        .map(|part| match part {
            ObjectNamePart::Identifier(part) => Some(part),
            ObjectNamePart::Function(_) => None,
        })
        .collect();
    parts
        .and_then(|parts| system_variable(&parts, dialect))
        .is_some_and(|name| SETTINGS.contains(&name.as_str()))
}

/// The name of a setting of this session, without the signs that MySQL has for it.
fn system_variable(parts: &[&Ident], dialect: Dialect) -> Option<String> {
    let parts: Vec<String> = parts
        .iter()
        .map(|part| part.value.to_ascii_lowercase())
        .collect();
    let name = match (dialect, parts.as_slice()) {
        (Dialect::Mysql, [of, name])
            if matches!(of.as_str(), "@@session" | "@@local" | "session" | "local") =>
        {
            name
        }
        (Dialect::Mysql, [name]) => name.strip_prefix("@@").unwrap_or(name),
        (_, [name]) => name,
        _ => return None,
    };
    Some(name.to_owned())
}

/// What is wrong with the function, where it tells of earlier statements.
pub(crate) fn tells(function: &str) -> Option<String> {
    LEFT_BEHIND.contains(&function).then(|| {
        format!(
            "`{function}` tells what the statement before did, which may have been another tenant's \
             on this connection; use `RETURNING`, or say that it is harmless with `harmless_function`"
        )
    })
}

impl Checker<'_> {
    /// MySQL's `@variable` and `@@setting`.
    pub(crate) fn variable(&mut self, names: &[Ident]) {
        let is_one = names
            .first()
            .is_some_and(|name| name.value.starts_with('@'));
        if self.dialect() != Dialect::Mysql || !is_one {
            return;
        }
        let parts: Vec<&Ident> = names.iter().collect();
        let setting = system_variable(&parts, Dialect::Mysql);
        let known = setting
            .is_some_and(|name| SETTINGS.contains(&name.as_str()) || READ.contains(&name.as_str()));
        if !known {
            self.session_state(
                &parts
                    .iter()
                    .map(|p| p.value.as_str())
                    .collect::<Vec<_>>()
                    .join("."),
            );
        }
    }

    /// `current_setting('name')`, of a setting of the server's own: others have a dot.
    pub(crate) fn reads_setting(&mut self, arguments: &FunctionArguments) {
        let name = match arguments {
            FunctionArguments::List(list) => match list.args.first() {
                Some(FunctionArg::Unnamed(FunctionArgExpr::Expr(Expr::Value(value)))) => {
                    match &value.value {
                        Value::SingleQuotedString(name) => Some(name),
                        _ => None,
                    }
                }
                _ => None,
            },
            FunctionArguments::None | FunctionArguments::Subquery(_) => None,
        };
        if name.is_none_or(|name| name.contains('.')) {
            self.session_state("current_setting");
        }
    }

    /// `SHOW name`, of a setting of the server's own.
    pub(crate) fn shown(&mut self, name: &[Ident]) {
        let words: Vec<String> = name
            .iter()
            .map(|name| name.value.to_ascii_lowercase())
            .collect();
        let known = match words.join(" ").as_str() {
            "all" => false,
            "time zone" | "transaction isolation level" | "session authorization" => true,
            name => !name.contains([' ', '.']),
        };
        if !known {
            self.session_state("SHOW");
        }
    }

    fn session_state(&mut self, what: &str) {
        self.report(
            Kind::FunctionRefused,
            format!(
                "`{what}` reads what an earlier statement left on this connection, which may have \
                 been another tenant's; bind the value instead"
            ),
        );
    }
}
