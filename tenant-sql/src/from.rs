//! The relations of a `FROM`, and which conditions hold for which of them.

use std::ops::Range;

use sqlparser::ast::{
    Expr, Ident, ObjectName, ObjectNamePart, Query, TableAlias, TableFactor, TableWithJoins,
};

use crate::checker::{Checker, Ctes, Named};
use crate::facts::{Fact, Predicate, Term, What};
use crate::function;
use crate::harmless;
use crate::provenance::{Outputs, Provenance};
use crate::scope::{Bound, Merged, Place, Relation, Scope, Source};

/// A `FROM`, taken apart.
#[derive(Debug, Default)]
pub(crate) struct From<'q> {
    pub(crate) relations: Vec<Relation>,
    pub(crate) on: Vec<Predicate<'q>>,
    pub(crate) using: Vec<Using>,
    pub(crate) merged: Vec<Merged>,
    /// Subqueries that see the relations before them, not looked at yet.
    pub(crate) laterals: Vec<Lateral<'q>>,
    /// Expressions in arguments and the like: they bind nothing.
    pub(crate) expressions: Vec<(&'q Expr, Range<usize>)>,
    pub(crate) outer_joins: bool,
}

#[derive(Debug)]
pub(crate) struct Lateral<'q> {
    pub(crate) relation: usize,
    pub(crate) query: &'q Query,
    pub(crate) names: Vec<String>,
}

/// `USING (column)`: the column of the one relation is that of the other.
#[derive(Debug)]
pub(crate) struct Using {
    pub(crate) left: usize,
    pub(crate) right: usize,
    pub(crate) column: String,
    pub(crate) holds_for: Range<usize>,
}

impl<'q> From<'q> {
    pub(crate) fn all(&self) -> Range<usize> {
        0..self.relations.len()
    }

    fn push(&mut self, name: Option<String>, written: String, source: Source) {
        self.relations.push(Relation {
            name,
            schema: None,
            written,
            source,
            bound: Bound::No,
        });
    }

    /// `USING` as facts.
    pub(crate) fn using_facts(&self, depth: usize, facts: &mut Vec<Fact>) {
        for using in &self.using {
            let side = |relation| {
                Term::Column(Place {
                    depth,
                    relation,
                    column: using.column.clone(),
                })
            };
            facts.push(Fact {
                holds_for: using.holds_for.clone(),
                always: false,
                what: What::Equal(side(using.left), side(using.right)),
            });
        }
    }

    /// The relation among these that has the column, where there is no doubt.
    pub(crate) fn with_column(
        &self,
        among: &Range<usize>,
        column: &str,
        scope: &Scope<'_>,
    ) -> Option<usize> {
        let with: Vec<usize> = among
            .clone()
            .filter(|r| scope.may_have(*r, column))
            .collect();
        match with.as_slice() {
            [one] => Some(*one),
            several => self
                .merged
                .iter()
                .find(|merged| {
                    merged.column == column && several.iter().all(|r| merged.members.contains(r))
                })
                .and_then(|merged| merged.value),
        }
    }
}

impl Checker<'_> {
    pub(crate) fn tables<'q>(
        &mut self,
        tables: &'q [TableWithJoins],
        from: &mut From<'q>,
        outer: Option<&Scope<'_>>,
        ctes: &Ctes,
    ) {
        for table in tables {
            self.joined(table, from, outer, ctes);
        }
    }

    fn joined<'q>(
        &mut self,
        table: &'q TableWithJoins,
        from: &mut From<'q>,
        outer: Option<&Scope<'_>>,
        ctes: &Ctes,
    ) {
        let start = from.relations.len();
        self.factor(&table.relation, from, outer, ctes);
        for join in &table.joins {
            let middle = from.relations.len();
            self.factor(&join.relation, from, outer, ctes);
            let end = from.relations.len();
            self.join(join, start..middle, middle..end, from);
        }
    }

    fn factor<'q>(
        &mut self,
        factor: &'q TableFactor,
        from: &mut From<'q>,
        outer: Option<&Scope<'_>>,
        ctes: &Ctes,
    ) {
        match factor {
            TableFactor::Table {
                name,
                alias,
                args,
                with_hints,
                version,
                with_ordinality,
                partitions: _,
                json_path,
                sample,
                index_hints: _,
            } => {
                if !with_hints.is_empty()
                    || version.is_some()
                    || json_path.is_some()
                    || sample.is_some()
                {
                    self.not_understood("what stands behind the name of the table");
                }
                match args {
                    Some(args) if args.settings.is_none() => {
                        self.function_in_from(name, &args.args, *with_ordinality, alias, from);
                    }
                    Some(_) => self.not_understood("this function in `FROM`"),
                    None => self.named(name, alias.as_ref(), from, ctes),
                }
            }
            TableFactor::Derived {
                lateral,
                subquery,
                alias,
                sample,
            } => {
                if sample.is_some() {
                    self.not_understood("a sample of a subquery");
                }
                let (name, names) = self.alias(alias.as_ref());
                let relation = from.relations.len();
                if *lateral {
                    from.push(
                        name,
                        "a subquery".to_owned(),
                        Source::Rows(Outputs::unknown()),
                    );
                    from.laterals.push(Lateral {
                        relation,
                        query: subquery,
                        names,
                    });
                } else {
                    let rows = self.query(subquery, outer, ctes);
                    let outputs = rows.outputs.renamed(&names);
                    from.push(name, "a subquery".to_owned(), Source::Rows(outputs));
                }
            }
            TableFactor::Function {
                lateral: _,
                name,
                args,
                with_ordinality,
                alias,
            } => self.function_in_from(name, args, *with_ordinality, alias, from),
            TableFactor::UNNEST {
                alias,
                array_exprs,
                with_offset: false,
                with_offset_alias: None,
                with_ordinality,
            } => {
                let before = 0..from.relations.len();
                let arrays = array_exprs.iter().map(|array| (array, before.clone()));
                from.expressions.extend(arrays);
                self.function_rows("unnest", *with_ordinality, alias.as_ref(), from);
            }
            TableFactor::JsonTable {
                json_expr,
                json_path: _,
                columns: _,
                alias,
            } => {
                let before = 0..from.relations.len();
                from.expressions.push((json_expr, before));
                self.function_rows("json_table", false, alias.as_ref(), from);
            }
            TableFactor::NestedJoin {
                table_with_joins,
                alias: None,
            } => self.joined(table_with_joins, from, outer, ctes),
            TableFactor::NestedJoin { alias: Some(_), .. }
            | TableFactor::UNNEST { .. }
            | TableFactor::TableFunction { .. }
            | TableFactor::OpenJsonTable { .. }
            | TableFactor::Pivot { .. }
            | TableFactor::Unpivot { .. }
            | TableFactor::UnpivotExpr { .. }
            | TableFactor::MatchRecognize { .. }
            | TableFactor::XmlTable { .. }
            | TableFactor::SemanticView { .. } => self.not_understood("this part of `FROM`"),
        }
    }

    fn named(
        &mut self,
        name: &ObjectName,
        alias: Option<&TableAlias>,
        from: &mut From<'_>,
        ctes: &Ctes,
    ) {
        if let Some((None, own)) = self.table_name(name) {
            match ctes.find(&own, self.dialect()) {
                Named::Rows(outputs) => {
                    let (alias_name, names) = self.alias(alias);
                    let outputs = outputs.clone().renamed(&names);
                    let visible = if alias.is_some() {
                        alias_name
                    } else {
                        Some(own)
                    };
                    from.push(visible, name.to_string(), Source::Rows(outputs));
                    return;
                }
                Named::Unclear => self.not_understood("a table of the name of a later `WITH`"),
                Named::Nothing => {}
            }
        }
        if alias.is_some_and(|alias| !alias.columns.is_empty() || alias.at.is_some()) {
            self.not_understood("an alias that renames the columns of a table");
        }
        if let Some(relation) = self.target(name, alias.map(|alias| &alias.name)) {
            from.relations.push(relation);
        } else {
            let (alias_name, _) = self.alias(alias);
            from.push(
                alias_name,
                name.to_string(),
                Source::Rows(Outputs::unknown()),
            );
        }
    }

    fn function_in_from<'q>(
        &mut self,
        name: &ObjectName,
        args: &'q [sqlparser::ast::FunctionArg],
        with_ordinality: bool,
        alias: &Option<TableAlias>,
        from: &mut From<'q>,
    ) {
        self.function_name(name);
        let before = 0..from.relations.len();
        for argument in self.arguments(args) {
            from.expressions.push((argument, before.clone()));
        }
        let own = match name.0.last() {
            Some(ObjectNamePart::Identifier(name)) => name.value.to_ascii_lowercase(),
            _ => String::new(),
        };
        self.function_rows(&own, with_ordinality, alias.as_ref(), from);
    }

    fn function_rows(
        &mut self,
        function: &str,
        with_ordinality: bool,
        alias: Option<&TableAlias>,
        from: &mut From<'_>,
    ) {
        let (name, names) = self.alias(alias);
        let mut outputs = match function::columns(function) {
            Some(columns) => {
                let mut outputs = Outputs::default();
                for column in columns {
                    outputs.push(Some((*column).to_owned()), Provenance::Unknown);
                }
                // A row of one value is that value.
                if let ([_], Some(name)) = (columns, &name) {
                    outputs.push_unplaced(name.clone(), Provenance::Unknown);
                }
                outputs
            }
            // A function of one column has its alias for a name.
            None if !names.is_empty() => Outputs::default(),
            None if function::is_scalar(function) && harmless::is(self.dialect(), function) => {
                let mut outputs = Outputs::default();
                let column = name.clone().unwrap_or_else(|| function.to_owned());
                outputs.push(Some(column), Provenance::Unknown);
                outputs
            }
            None => Outputs::unknown(),
        };
        for name in &names {
            outputs.push_unplaced(name.clone(), Provenance::Unknown);
        }
        // What else it gives, the type of its arguments says.
        outputs.push(None, Provenance::Unknown);
        if with_ordinality {
            outputs.push_unplaced("ordinality".to_owned(), Provenance::Unknown);
        }
        let name = name.or_else(|| Some(function.to_owned()));
        from.push(name, function.to_owned(), Source::Rows(outputs));
    }

    /// The name and the column names of an alias.
    pub(crate) fn alias(&mut self, alias: Option<&TableAlias>) -> (Option<String>, Vec<String>) {
        let Some(alias) = alias else {
            return (None, Vec::new());
        };
        let dialect = self.dialect();
        if alias.at.is_some() {
            self.not_understood("this alias");
        }
        self.alias_types(alias);
        let name = dialect.table(&alias.name);
        let names: Option<Vec<String>> = alias
            .columns
            .iter()
            .map(|column| dialect.column(&column.name))
            .collect();
        if name.is_none() || names.is_none() {
            self.not_understood("an alias in quotes that are not for names");
        }
        (name, names.unwrap_or_default())
    }

    pub(crate) fn names(&mut self, names: &[Ident]) -> Vec<String> {
        let dialect = self.dialect();
        let folded: Option<Vec<String>> = names.iter().map(|name| dialect.column(name)).collect();
        if folded.is_none() {
            self.not_understood("a name in quotes that are not for names");
        }
        folded.unwrap_or_default()
    }
}
