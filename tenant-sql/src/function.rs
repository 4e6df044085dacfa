//! Which functions a statement may call.
//!
//! Databases have functions that run SQL given as text (`query_to_xml`,
//! `dblink`), read files or settings, or reach any table by its name. So the
//! list is of what is harmless, and the rest is refused.

use sqlparser::ast::{
    Expr, Function, FunctionArg, FunctionArgExpr, FunctionArgumentClause, FunctionArgumentList,
    FunctionArguments, HavingBound, ListAggOnOverflow, ObjectName, ObjectNamePart, WindowType,
};

use crate::checker::{Checker, Ctes};
use crate::harmless;
use crate::scope::Scope;
use crate::session;
use crate::{Dialect, Kind};

impl Checker<'_> {
    pub(crate) fn function(&mut self, function: &Function, scope: &Scope<'_>, ctes: &Ctes) {
        let Function {
            name,
            uses_odbc_syntax,
            parameters,
            args,
            within_group,
            filter,
            null_treatment: _,
            over,
        } = function;
        if *uses_odbc_syntax || *parameters != FunctionArguments::None {
            self.not_understood("this form of a call");
        }
        self.function_name(name);
        match args {
            FunctionArguments::None => {}
            FunctionArguments::Subquery(query) => {
                let _ = self.query(query, Some(scope), ctes);
            }
            FunctionArguments::List(FunctionArgumentList {
                duplicate_treatment: _,
                args,
                clauses,
            }) => {
                let own = self.last_name(name);
                if own == "current_setting" {
                    self.reads_setting(&function.args);
                }
                for argument in self.arguments(args) {
                    if !self.takes(&own, argument, scope) {
                        self.expression(argument, scope, ctes);
                    }
                }
                for argument in args {
                    if let FunctionArg::Unnamed(FunctionArgExpr::QualifiedWildcard(_)) = argument
                        && !crate::call::takes_rows(&own)
                        && self.dialect() == Dialect::Postgres
                    {
                        self.not_understood("this argument");
                    }
                }
                for clause in clauses {
                    self.clause(clause, scope, ctes);
                }
            }
        }
        self.ordered_by(within_group, scope, ctes);
        if let Some(filter) = filter {
            self.expression(filter, scope, ctes);
        }
        match over {
            Some(WindowType::WindowSpec(window)) => self.window(window, scope, ctes),
            Some(WindowType::NamedWindow(_)) | None => {}
        }
    }

    /// A finding, unless the function is known to be harmless.
    pub(crate) fn function_name(&mut self, name: &ObjectName) {
        let own = match name.0.as_slice() {
            [ObjectNamePart::Identifier(own)] => Some(own),
            [
                ObjectNamePart::Identifier(schema),
                ObjectNamePart::Identifier(own),
            ] if self.dialect() == Dialect::Postgres && schema.value == "pg_catalog" => Some(own),
            _ => None,
        };
        let folded = own.and_then(|own| self.dialect().column(own));
        let written = name.to_string();
        let said = self
            .catalog
            .functions
            .contains(&written.to_ascii_lowercase());
        let tells = folded.as_deref().and_then(session::tells);
        let known = folded.is_some_and(|name| harmless::is(self.dialect(), &name)) || said;
        if let (Some(message), false) = (tells, said) {
            self.report(Kind::FunctionRefused, message);
        } else if !known {
            self.report(
                Kind::FunctionRefused,
                format!(
                    "`{written}` is not known to be harmless: functions can read tables and run \
                     SQL; say that it does neither with `harmless_function`"
                ),
            );
        }
    }

    fn last_name(&self, name: &ObjectName) -> String {
        match name.0.last() {
            Some(ObjectNamePart::Identifier(name)) => self.dialect().column(name),
            _ => None,
        }
        .unwrap_or_default()
    }

    pub(crate) fn arguments<'e>(&mut self, args: &'e [FunctionArg]) -> Vec<&'e Expr> {
        let mut expressions = Vec::new();
        for argument in args {
            let value = match argument {
                FunctionArg::Named { arg, .. } | FunctionArg::Unnamed(arg) => arg,
                FunctionArg::ExprNamed { name, arg, .. } => {
                    expressions.push(name);
                    arg
                }
            };
            match value {
                FunctionArgExpr::Expr(expr) => expressions.push(expr),
                FunctionArgExpr::Wildcard | FunctionArgExpr::QualifiedWildcard(_) => {}
                FunctionArgExpr::WildcardWithOptions(_) => {
                    self.not_understood("this argument");
                }
            }
        }
        expressions
    }

    fn clause(&mut self, clause: &FunctionArgumentClause, scope: &Scope<'_>, ctes: &Ctes) {
        match clause {
            FunctionArgumentClause::OrderBy(by) => self.ordered_by(by, scope, ctes),
            FunctionArgumentClause::Limit(expr)
            | FunctionArgumentClause::Where(expr)
            | FunctionArgumentClause::Having(HavingBound(_, expr)) => {
                self.expression(expr, scope, ctes);
            }
            FunctionArgumentClause::OnOverflow(ListAggOnOverflow::Truncate { filler, .. }) => {
                self.expressions(filler.as_deref(), scope, ctes);
            }
            FunctionArgumentClause::OnOverflow(ListAggOnOverflow::Error)
            | FunctionArgumentClause::IgnoreOrRespectNulls(_)
            | FunctionArgumentClause::Separator(_)
            | FunctionArgumentClause::JsonNullClause(_)
            | FunctionArgumentClause::JsonReturningClause(_) => {}
        }
    }
}

/// The columns of a function's rows, where they have names of their own.
pub(crate) fn columns(function: &str) -> Option<&'static [&'static str]> {
    Some(match function {
        "json_each" | "json_tree" => &[
            "key", "value", "type", "atom", "id", "parent", "fullkey", "path", "json", "root",
        ],
        "jsonb_each" | "json_each_text" | "jsonb_each_text" => &["key", "value"],
        "json_array_elements"
        | "jsonb_array_elements"
        | "json_array_elements_text"
        | "jsonb_array_elements_text" => &["value"],
        _ => return None,
    })
}

/// Does the function give one column, of its own or its alias's name? The others
/// give rows of a type that their arguments say.
pub(crate) fn is_scalar(function: &str) -> bool {
    let of_rows = ["populate_record", "to_record", "json_table", "xmltable"];
    !of_rows.iter().any(|of_rows| function.contains(of_rows))
}
