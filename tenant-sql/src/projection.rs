//! The list of a `SELECT` or of `RETURNING`: what is in it, and what it gives.

use sqlparser::ast::{
    Expr, ObjectNamePart, SelectItem, SelectItemQualifiedWildcardKind, WildcardAdditionalOptions,
};

use crate::Dialect;
use crate::checker::{Checker, Ctes};
use crate::provenance::{Outputs, Provenance};
use crate::scope::{Place, Scope, Source};

impl Checker<'_> {
    /// The names that a list gives to its expressions.
    pub(crate) fn given_names(&mut self, projection: &[SelectItem]) -> Vec<String> {
        let dialect = self.dialect();
        let names = projection.iter().filter_map(|item| match item {
            SelectItem::ExprWithAlias { alias, .. } => Some(
                dialect
                    .column(alias)
                    .unwrap_or_else(|| alias.value.to_ascii_lowercase()),
            ),
            _ => None,
        });
        names.collect()
    }

    /// Checks a `SELECT` or `RETURNING` list, and says what it gives.
    pub(crate) fn projection(
        &mut self,
        projection: &[SelectItem],
        scope: &Scope<'_>,
        ctes: &Ctes,
    ) -> Outputs {
        let mut outputs = Outputs::default();
        for item in projection {
            match item {
                SelectItem::UnnamedExpr(expr) => {
                    self.expression(expr, scope, ctes);
                    let known = self.provenance(expr, scope, ctes);
                    outputs.push(self.own_name(expr), known);
                }
                SelectItem::ExprWithAlias { expr, alias } => {
                    self.expression(expr, scope, ctes);
                    let known = self.provenance(expr, scope, ctes);
                    outputs.push(self.dialect().column(alias), known);
                }
                SelectItem::ExprWithAliases { .. } => {
                    self.not_understood("an expression with several names");
                    outputs.open = true;
                }
                SelectItem::Wildcard(options) => {
                    self.wildcard_options(options);
                    let mut every = Outputs::default();
                    for relation in scope.visible.clone() {
                        all_columns(relation, scope, &mut every);
                    }
                    // `USING` and `NATURAL` put columns first that stand elsewhere.
                    if scope.visible.len() > 1 {
                        every.placed = 0;
                    }
                    outputs.append(every);
                }
                SelectItem::QualifiedWildcard(of, options) => {
                    self.wildcard_options(options);
                    match self.relation_of(of, scope) {
                        Some(relation) => all_columns(relation, scope, &mut outputs),
                        None => outputs.open = true,
                    }
                }
            }
        }
        outputs
    }

    fn own_name(&self, expr: &Expr) -> Option<String> {
        let dialect = self.dialect();
        match expr {
            Expr::Identifier(name) => dialect.column(name),
            Expr::CompoundIdentifier(names) => dialect.column(names.last()?),
            Expr::Nested(inner) => self.own_name(inner),
            Expr::Cast { expr, .. } if dialect == Dialect::Postgres => self.own_name(expr),
            Expr::Function(function) if dialect == Dialect::Postgres => {
                match function.name.0.last()? {
                    ObjectNamePart::Identifier(name) => dialect.column(name),
                    ObjectNamePart::Function(_) => None,
                }
            }
            _ => None,
        }
    }

    fn relation_of(
        &mut self,
        of: &SelectItemQualifiedWildcardKind,
        scope: &Scope<'_>,
    ) -> Option<usize> {
        let SelectItemQualifiedWildcardKind::ObjectName(name) = of else {
            self.not_understood("this `.*`");
            return None;
        };
        let (None, name) = self.table_name(name)? else {
            return None;
        };
        let mut found = scope.visible.clone().filter(|r| {
            scope
                .relations
                .get(*r)
                .is_some_and(|r| r.name.as_ref() == Some(&name))
        });
        match (found.next(), found.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    }

    fn wildcard_options(&mut self, options: &WildcardAdditionalOptions) {
        let WildcardAdditionalOptions {
            wildcard_token: _,
            opt_ilike: None,
            opt_exclude: None,
            opt_except: None,
            opt_replace: None,
            opt_rename: None,
            opt_alias: None,
        } = options
        else {
            self.not_understood("what stands behind `*`");
            return;
        };
    }
}

fn all_columns(relation: usize, scope: &Scope<'_>, outputs: &mut Outputs) {
    match scope.relations.get(relation).map(|r| &r.source) {
        Some(Source::Rows(rows)) => {
            for (place, output) in rows.columns.iter().enumerate() {
                match &output.name {
                    Some(name) if place >= rows.placed => {
                        outputs.push_unplaced(name.clone(), Provenance::Unknown);
                    }
                    name => outputs.push(name.clone(), rows.named_or_unknown(name.as_deref())),
                }
            }
            outputs.open |= rows.open;
            outputs.all_of.extend(&rows.all_of);
        }
        Some(Source::Table(table)) => {
            let columns = scope
                .catalog
                .at(*table)
                .map(|table| table.columns.as_slice());
            if columns.is_none_or(<[String]>::is_empty) {
                outputs.open = true;
                outputs.all_of.push(*table);
            }
            for column in columns.unwrap_or_default() {
                let place = Place {
                    depth: scope.depth(),
                    relation,
                    column: column.clone(),
                };
                outputs.push_unplaced(column.clone(), scope.provenance(&place));
            }
        }
        None => outputs.open = true,
    }
}
