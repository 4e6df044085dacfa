//! Functions that are called in another spelling than `name(..)`.
//!
//! PostgreSQL reads `c.f` and `(c).f` as `f(c)` where there is no column `f`, and
//! a cast, also one that nobody wrote, as a call of the function behind it. So a
//! name behind a dot has to be a column, a row stands as a whole only where nothing
//! casts it, and a type has to be one of the database's own.

use sqlparser::ast::{
    AccessExpr, DataType, Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Ident, SelectItem,
    SetExpr, TableAlias, Value, ValueWithSpan,
};

use crate::checker::Checker;
use crate::harmless;
use crate::provenance::Outputs;
use crate::scope::{Relation, Scope, Source};
use crate::{Dialect, Kind};

/// Functions that take any row and cast none.
const TAKE_ROWS: &[&str] = &[
    "count",
    "json_agg",
    "json_build_array",
    "json_build_object",
    "jsonb_agg",
    "jsonb_build_array",
    "jsonb_build_object",
    "num_nonnulls",
    "num_nulls",
    "row",
    "row_to_json",
    "to_json",
    "to_jsonb",
];

/// Functions that hand a value on as it is.
const HAND_ON: &[&str] = &["any", "array", "coalesce", "nullif", "some"];

pub(crate) fn takes_rows(function: &str) -> bool {
    TAKE_ROWS.contains(&function)
}

impl Checker<'_> {
    fn calls(&self) -> bool {
        self.dialect() == Dialect::Postgres
    }

    fn is_harmless(&self, function: &str) -> bool {
        self.catalog.functions.contains(function)
    }

    /// `table.name`: a column, or a call.
    pub(crate) fn qualified_name(&mut self, names: &[Ident], scope: &Scope<'_>) {
        let dialect = self.dialect();
        let (schema, table, column) = match names {
            [table, column] => (None, table, column),
            [schema, table, column] => (Some(schema), table, column),
            _ if self.calls() => return self.not_understood("a name of more than three parts"),
            _ => return,
        };
        let schema = match schema.map(|schema| dialect.table(schema)) {
            Some(None) => return,
            Some(Some(schema)) => Some(schema),
            None => None,
        };
        let (Some(table), Some(column)) = (dialect.table(table), dialect.column(column)) else {
            return;
        };
        let is = |relation: &&Relation| {
            relation.name.as_ref() == Some(&table)
                && (schema.is_none() || schema == relation.schema)
        };
        let mut at = Some(scope);
        while let Some(scope) = at.filter(|scope| !scope.sealed) {
            if let Some(relation) = scope.relations.iter().find(is) {
                return self.column_of(&relation.source, &relation.written, &column);
            }
            at = scope.outer;
        }
        if self.calls() {
            let name = format!("{table}.{column}");
            self.call(
                &name,
                &column,
                format!("`{table}` is no table that is read here"),
            );
        }
    }

    fn column_of(&mut self, source: &Source, written: &str, column: &str) {
        let is_system = self.dialect().system_columns().contains(&column);
        let assumes = self.catalog.assumes_columns;
        match source {
            Source::Table(_) if is_system => {}
            Source::Table(table) => {
                let columns = self.catalog.at(*table).map(|table| &table.columns);
                if columns.is_none_or(Vec::is_empty) {
                    if assumes {
                        self.columns.insert((*table, column.to_owned()));
                    }
                } else if self.calls()
                    && !columns.is_some_and(|all| all.iter().any(|c| c == column))
                {
                    let name = format!("{written}.{column}");
                    let why = format!("`{written}` has no column `{column}`");
                    self.call(&name, column, why);
                }
            }
            Source::Rows(Outputs { columns, .. })
                if columns
                    .iter()
                    .any(|own| own.name.as_deref() == Some(column)) => {}
            Source::Rows(Outputs { open, all_of, .. }) => {
                if let ([table], true) = (all_of.as_slice(), assumes) {
                    self.columns.insert((*table, column.to_owned()));
                } else if self.calls() && (assumes || !open) {
                    let why = format!("nothing says that {written} gives a column `{column}`");
                    self.call(&format!("{written}.{column}"), column, why);
                }
            }
        }
    }

    fn call(&mut self, name: &str, function: &str, why: String) {
        if self.is_harmless(function) {
            return;
        }
        self.report(
            Kind::FunctionRefused,
            format!(
                "`{name}` would call a function `{function}`: {why}; name a column, or say that the \
                 function reads no table and runs no SQL with `harmless_function`"
            ),
        );
    }

    /// `(a).b`, `a.b[1]`. Gives what is left to look at.
    pub(crate) fn accessed<'e>(
        &mut self,
        root: &'e Expr,
        chain: &'e [AccessExpr],
        scope: &Scope<'_>,
    ) -> Option<&'e Expr> {
        if !self.calls() {
            return Some(root);
        }
        let mut names = Vec::new();
        let mut rest = chain;
        if let Expr::Identifier(table) = unnested(root) {
            names.push(table.clone());
        }
        if !names.is_empty() {
            while let Some((AccessExpr::Dot(Expr::Identifier(name)), others)) = rest.split_first() {
                names.push(name.clone());
                rest = others;
            }
        }
        for access in rest {
            if let AccessExpr::Dot(name) = access {
                let function = match name {
                    Expr::Identifier(name) => self.dialect().column(name).unwrap_or_default(),
                    _ => String::new(),
                };
                let why = "what stands before the dot is no table".to_owned();
                self.call(&format!("(..).{name}"), &function, why);
            }
        }
        if names.len() > 1 {
            self.qualified_name(&names, scope);
            return None;
        }
        Some(root)
    }

    /// Does the name mean a whole row?
    pub(crate) fn is_row(&self, expr: &Expr, scope: &Scope<'_>) -> bool {
        let name = match unnested(expr) {
            Expr::Identifier(name) if self.calls() => name,
            Expr::QualifiedWildcard(..) => return self.calls(),
            _ => return false,
        };
        let dialect = self.dialect();
        let (Some(column), Some(table)) = (dialect.column(name), dialect.table(name)) else {
            return false;
        };
        let mut row = false;
        let mut at = Some(scope);
        while let Some(scope) = at.filter(|scope| !scope.sealed) {
            if (0..scope.relations.len()).any(|relation| scope.has(relation, &column)) {
                return false;
            }
            let mut relations = scope.relations.iter();
            row |= relations.any(|relation| relation.name.as_ref() == Some(&table));
            at = scope.outer;
        }
        row
    }

    /// A row that stands as a whole where something could cast it.
    pub(crate) fn whole_row(&mut self, expr: &Expr, scope: &Scope<'_>) {
        if self.is_row(expr, scope) {
            self.report(
                Kind::FunctionRefused,
                format!(
                    "`{expr}` is a whole row here, and a cast of it or an operator on it can call a \
                     function; name its columns, or hand it to `row_to_json`"
                ),
            );
        }
    }

    /// An argument that the function takes as it is, so that it needs no look.
    pub(crate) fn takes(&mut self, function: &str, argument: &Expr, scope: &Scope<'_>) -> bool {
        let takes_rows = takes_rows(function);
        if !takes_rows && !HAND_ON.contains(&function) && self.is_of_own_type(argument) {
            self.not_understood("a value of a type of your own as an argument");
        }
        takes_rows && self.is_row(argument, scope)
    }

    fn is_of_own_type(&self, expr: &Expr) -> bool {
        match unnested(expr) {
            Expr::Cast { data_type, .. } => self.calls() && self.own_type(data_type).is_some(),
            Expr::TypedString(typed) => self.calls() && self.own_type(&typed.data_type).is_some(),
            Expr::Case {
                conditions,
                else_result,
                ..
            } => {
                let results = conditions.iter().map(|when| &when.result);
                let mut results = results.chain(else_result.as_deref());
                results.any(|result| self.is_of_own_type(result))
            }
            Expr::Array(array) => array.elem.iter().any(|elem| self.is_of_own_type(elem)),
            Expr::Function(function) => match &function.args {
                FunctionArguments::List(list) => list.args.iter().any(|argument| {
                    matches!(argument, FunctionArg::Unnamed(FunctionArgExpr::Expr(value))
                        if self.is_of_own_type(value))
                }),
                FunctionArguments::None | FunctionArguments::Subquery(_) => false,
            },
            Expr::Subquery(query) => match &*query.body {
                SetExpr::Select(select) => select.projection.iter().any(|item| {
                    matches!(item,
                        SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. }
                            if self.is_of_own_type(expr))
                }),
                _ => false,
            },
            _ => false,
        }
    }

    /// The types of `AS t (a type)`.
    pub(crate) fn alias_types(&mut self, alias: &TableAlias) {
        let mut types = alias
            .columns
            .iter()
            .filter_map(|column| column.data_type.as_ref());
        if self.calls() && types.any(|own| self.own_type(own).is_some()) {
            self.not_understood("a column of a type of your own");
        }
    }

    /// A cast to a type that is none of the database's own calls what is behind it.
    /// A word has no type before: it is read as the type is written, and is no row.
    pub(crate) fn cast(&mut self, expr: &Expr, to: &DataType) {
        if !self.calls() {
            return;
        }
        if self.is_of_own_type(expr) {
            self.not_understood("a cast of a cast to a type of your own");
        }
        let Some(name) = self.own_type(to) else {
            return;
        };
        if !is_literal(expr) {
            self.report(
                Kind::FunctionRefused,
                format!(
                    "a cast to `{name}` can call a function; bind the value as what it is, or say \
                     that the cast reads no table and runs no SQL with `harmless_function`"
                ),
            );
        }
    }

    /// `type 'literal'`.
    pub(crate) fn typed(&mut self, value: &ValueWithSpan, to: &DataType) {
        self.cast(&Expr::Value(value.clone()), to);
    }

    /// The name of a type that is not known to be the database's own.
    fn own_type(&self, to: &DataType) -> Option<String> {
        let mut name = String::new();
        let mut brackets = 0_usize;
        for c in to.to_string().to_ascii_lowercase().chars() {
            match c {
                '(' | '[' => brackets += 1,
                ')' | ']' => brackets = brackets.saturating_sub(1),
                _ if brackets > 0 => {}
                ' ' if name.ends_with(' ') => {}
                c => name.push(c),
            }
        }
        let name = name.trim().trim_end_matches(" array");
        let own = name.strip_prefix("pg_catalog.").unwrap_or(name);
        let known = harmless::is_type(own) || self.is_harmless(name);
        (!known).then(|| name.to_owned())
    }
}

/// A word or a number. What is left of a row's brackets is `_`.
fn is_literal(expr: &Expr) -> bool {
    match expr {
        Expr::Nested(inner) => is_literal(inner),
        Expr::Value(value) => match &value.value {
            Value::SingleQuotedString(text) => {
                text.starts_with(|c: char| c.is_ascii_alphanumeric())
            }
            Value::Number(..) => true,
            _ => false,
        },
        Expr::Array(array) => array.elem.iter().all(is_literal),
        _ => false,
    }
}

fn unnested(mut expr: &Expr) -> &Expr {
    while let Expr::Nested(inner) = expr {
        expr = inner;
    }
    expr
}
