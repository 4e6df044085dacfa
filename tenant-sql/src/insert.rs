//! `INSERT`: the row has the tenant's key, or a parent of the tenant's.

use sqlparser::ast::{
    Assignment, AssignmentTarget, Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Insert,
    ObjectName, ObjectNamePart, Query, SetExpr, SqliteOnConflict, TableObject,
};

use crate::Kind;
use crate::binding::{either, is_root};
use crate::catalog::{Catalog, Rule};
use crate::checker::{Checker, Ctes, Rows};
use crate::provenance::{Outputs, Provenance};
use crate::scope::{Bound, Relation, Scope, Source};

impl Checker<'_> {
    pub(crate) fn insert(&mut self, insert: &Insert, ctes: &Ctes) -> Rows {
        let Insert {
            insert_token: _,
            optimizer_hints,
            or,
            ignore: _,
            into: _,
            table,
            table_alias,
            columns,
            overwrite,
            source,
            assignments,
            partitioned,
            after_columns,
            has_table_keyword,
            on,
            returning,
            output,
            replace_into,
            priority: _,
            insert_alias,
            settings,
            format_clause,
            multi_table_insert_type,
            multi_table_into_clauses,
            multi_table_when_clauses,
            multi_table_else_clause,
        } = insert;
        if !optimizer_hints.is_empty()
            || *overwrite
            || partitioned.is_some()
            || !after_columns.is_empty()
            || *has_table_keyword
            || output.is_some()
            || insert_alias.is_some()
            || settings.is_some()
            || format_clause.is_some()
            || multi_table_insert_type.is_some()
            || !multi_table_into_clauses.is_empty()
            || !multi_table_when_clauses.is_empty()
            || multi_table_else_clause.is_some()
        {
            self.not_understood("a clause of this `INSERT`");
        }
        let TableObject::TableName(name) = table else {
            self.not_understood("the target of this `INSERT`");
            return Rows::default();
        };
        let alias = table_alias.as_ref().map(|alias| &alias.alias);
        let Some(mut target) = self.target(name, alias) else {
            // The rest is checked all the same: it can read other tables.
            if let Some(source) = source {
                let _ = self.query(source, None, ctes);
            }
            return Rows::default();
        };
        let columns = self.column_names(columns, assignments);
        if *replace_into || *or == Some(SqliteOnConflict::Replace) {
            self.replaces(&target);
        }
        let mut values = self.inserted(&columns, source.as_deref(), assignments, ctes);
        if self.shares_without_tenant(&target) {
            self.forget_gaps(&mut values, source.as_deref(), assignments, ctes);
        }
        self.tenant_inserted(&mut target, &columns, &values);

        let excluded = Relation {
            name: Some("excluded".to_owned()),
            schema: None,
            written: "excluded".to_owned(),
            source: Source::Rows(excluded(self.catalog, &target, &columns, &values)),
            bound: Bound::No,
        };
        if let Some(on) = on {
            self.on_conflict(on, &target, excluded, &columns, ctes);
        }
        let relations = [target];
        let scope = Scope::new(self.catalog, &relations, None);
        Rows {
            outputs: self.projection(returning.as_deref().unwrap_or_default(), &scope, ctes),
            guarantees: Vec::new(),
        }
    }

    fn replaces(&mut self, target: &Relation) {
        if let Source::Table(table) = target.source
            && !matches!(self.rule(table), Some(Rule::Exempt))
        {
            self.report_about(
                Kind::ForeignRowReplaced,
                &target.written,
                format!(
                    "`REPLACE` deletes the row that is in the way, whoever owns it; insert into \
                     `{}` with `ON CONFLICT`, or update first",
                    target.written
                ),
            );
        }
    }

    /// The columns that get a value, and `None` for a name that is not clear.
    fn column_names(
        &mut self,
        columns: &[ObjectName],
        assignments: &[Assignment],
    ) -> Vec<Option<String>> {
        let set = assignments
            .iter()
            .map(|assignment| match &assignment.target {
                AssignmentTarget::ColumnName(name) => Some(name),
                AssignmentTarget::Tuple(_) => None,
            });
        let dialect = self.dialect();
        columns
            .iter()
            .map(Some)
            .chain(set)
            .map(|name| match name?.0.as_slice() {
                [ObjectNamePart::Identifier(name)] => dialect.column(name),
                _ => None,
            })
            .collect()
    }

    /// What is known of the values of each row.
    fn inserted(
        &mut self,
        columns: &[Option<String>],
        source: Option<&Query>,
        assignments: &[Assignment],
        ctes: &Ctes,
    ) -> Vec<Vec<Provenance>> {
        let relations = [];
        let scope = Scope::new(self.catalog, &relations, None);
        if !assignments.is_empty() {
            let values = assignments.iter().map(|assignment| &assignment.value);
            return vec![self.known_of(values, &scope, ctes)];
        }
        let Some(source) = source else {
            return vec![Vec::new()];
        };
        if let (SetExpr::Values(values), true) = (&*source.body, has_nothing_around(source)) {
            return values
                .rows
                .iter()
                .map(|row| self.known_of(&row.content, &scope, ctes))
                .collect();
        }
        let rows = self.query(source, None, ctes);
        vec![(0..columns.len()).map(|place| rows.at(place)).collect()]
    }

    /// Would a row without a tenant be everybody's? Without a catalog nobody
    /// says that it would not.
    fn shares_without_tenant(&self, target: &Relation) -> bool {
        let Source::Table(table) = target.source else {
            return false;
        };
        self.rules(table).any(|rule| match rule {
            Rule::Owned {
                shared_without_tenant,
                ..
            } => *shared_without_tenant || self.catalog.assumes_columns,
            Rule::Child { .. } | Rule::Shared | Rule::Exempt => false,
        })
    }

    /// Nothing is known of a value that may be `NULL`.
    fn forget_gaps(
        &mut self,
        values: &mut [Vec<Provenance>],
        source: Option<&Query>,
        assignments: &[Assignment],
        ctes: &Ctes,
    ) {
        for row in values {
            for (place, value) in row.iter_mut().enumerate() {
                let there = match (source, assignments.get(place)) {
                    (_, Some(set)) => self.parameter(&set.value).is_some(),
                    (Some(source), None) => self.is_there(source, place, ctes),
                    (None, None) => false,
                };
                if !there {
                    *value = Provenance::Unknown;
                }
            }
        }
    }

    fn known_of<'e>(
        &mut self,
        values: impl IntoIterator<Item = &'e Expr>,
        scope: &Scope<'_>,
        ctes: &Ctes,
    ) -> Vec<Provenance> {
        values
            .into_iter()
            .map(|value| {
                self.expression(value, scope, ctes);
                self.provenance(looked_up(value).unwrap_or(value), scope, ctes)
            })
            .collect()
    }

    fn tenant_inserted(
        &mut self,
        target: &mut Relation,
        columns: &[Option<String>],
        values: &[Vec<Provenance>],
    ) {
        let Source::Table(table) = target.source else {
            return;
        };
        let written = target.written.clone();
        let mut named = columns.iter().flatten();
        if named.any(|column| self.is_row_id(table, column))
            && !matches!(self.rule(table), Some(Rule::Exempt))
        {
            self.not_understood("which column the row's own number is");
        }
        let place = |column: &String| {
            let mut places = columns.iter().enumerate();
            let found = places.find(|(_, own)| own.as_ref() == Some(column));
            let again = places.any(|(_, own)| own.as_ref() == Some(column));
            found.map(|(place, _)| place).filter(|_| !again)
        };
        let of = |row: &Vec<Provenance>, place: Option<usize>| {
            place.and_then(|place| row.get(place).cloned())
        };
        for (place, column) in columns.iter().enumerate() {
            for row in values {
                if let (Some(column), Some(known)) = (column, row.get(place)) {
                    self.candidate(table, column, known);
                }
            }
        }
        let mut limit = None;
        for rule in self.rules(table) {
            let one = match rule {
                Rule::Owned { column, .. } => {
                    let place = place(column);
                    let keys: Option<Vec<String>> = values
                        .iter()
                        .map(|row| match of(row, place) {
                            Some(Provenance::Tenant(key)) => Some(key),
                            _ => None,
                        })
                        .collect();
                    keys.map(|mut keys| {
                        keys.dedup();
                        Bound::Strict(match keys.as_slice() {
                            [key] => key.clone(),
                            _ => String::new(),
                        })
                    })
                }
                Rule::Child {
                    foreign_key,
                    parent: (schema, parent),
                    parent_key,
                } => {
                    let parent = self.catalog.find(schema.as_deref(), parent);
                    let place = place(foreign_key);
                    let root = is_root(&Scope::sealed(self.catalog), parent, parent_key);
                    let fits = |value: Option<Provenance>| match value {
                        Some(Provenance::Key {
                            table,
                            column,
                            strict: true,
                        }) => Some(table) == parent && column == *parent_key,
                        Some(Provenance::Tenant(_)) => root,
                        _ => false,
                    };
                    let all = values.iter().all(|row| fits(of(row, place)));
                    all.then(|| Bound::Strict(String::new()))
                }
                Rule::Shared => return self.shared_written(&written),
                Rule::Exempt => return,
            };
            let Some(one) = one else {
                return self.report_inserted(rule, &written);
            };
            limit = Some(limit.map_or(one.clone(), |limit| either(limit, one)));
        }
        target.bound = limit.unwrap_or(Bound::No);
    }

    fn report_inserted(&mut self, rule: &Rule, written: &str) {
        let bind = self.example();
        match rule {
            Rule::Owned { column, .. } => self.report_about(
                Kind::TenantNotInserted,
                written,
                format!(
                    "a row of `{written}` is added without the tenant's key; list `{column}` among \
                     the columns and give it {bind} in every row"
                ),
            ),
            Rule::Child {
                foreign_key,
                parent: (_, parent),
                parent_key,
            } => self.report_about(
                Kind::ParentNotChecked,
                written,
                format!(
                    "a row of `{written}` can be added under another tenant's `{parent}`; look the \
                     parent up: `{foreign_key}` = `(SELECT {parent_key} FROM {parent} WHERE \
                     {parent_key} = .. AND ..)`, limited to the tenant"
                ),
            ),
            Rule::Shared | Rule::Exempt => {}
        }
    }

    pub(crate) fn shared_written(&mut self, written: &str) {
        self.report_about(
            Kind::SharedTableWritten,
            written,
            format!("`{written}` is everybody's to read and nobody's to write"),
        );
    }
}

/// Are the rows all that there is, without `WITH`, `ORDER BY` and the like?
fn has_nothing_around(query: &Query) -> bool {
    let Query {
        with: None,
        body: _,
        order_by: None,
        limit_clause: None,
        fetch: None,
        locks: _,
        for_clause: None,
        settings: None,
        format_clause: None,
        pipe_operators,
    } = query
    else {
        return false;
    };
    pipe_operators.is_empty()
}

/// The row that was refused, as an upsert sees it.
fn excluded(
    catalog: &Catalog,
    target: &Relation,
    columns: &[Option<String>],
    values: &[Vec<Provenance>],
) -> Outputs {
    let mut outputs = Outputs::default();
    for (place, column) in columns.iter().enumerate() {
        let known = match values {
            [row] => row.get(place).cloned().unwrap_or(Provenance::Unknown),
            // In every row it is a tenant's key, each by its own parameter.
            rows => match rows.iter().find_map(|row| match row.get(place) {
                Some(Provenance::Tenant(_)) => None,
                other => Some(other.cloned()),
            }) {
                None => Provenance::Tenant("the inserted row".to_owned()),
                Some(_) => Provenance::Unknown,
            },
        };
        outputs.push(column.clone(), known);
    }
    // The others have their defaults.
    if let Source::Table(table) = target.source {
        let declared = catalog.at(table).map(|table| table.columns.as_slice());
        for column in declared.unwrap_or_default() {
            if !columns.contains(&Some(column.clone())) {
                outputs.push_unplaced(column.clone(), Provenance::Unknown);
            }
        }
        outputs.all_of.push(table);
    }
    outputs
}

/// What `tenant-core` evaluates in place of a key that is not there, where `NULL`
/// would let the database make one up: it is an error.
const NO_KEY: &str = "abs((SELECT -9223372036854775807 - 1))";

/// `(SELECT ..)` of `COALESCE((SELECT ..), ..)` with [`NO_KEY`]: a key that is found, or
/// an error.
fn looked_up(value: &Expr) -> Option<&Expr> {
    let Expr::Function(function) = value else {
        return None;
    };
    let [ObjectNamePart::Identifier(name)] = function.name.0.as_slice() else {
        return None;
    };
    let FunctionArguments::List(list) = &function.args else {
        return None;
    };
    let [
        FunctionArg::Unnamed(FunctionArgExpr::Expr(key @ Expr::Subquery(_))),
        FunctionArg::Unnamed(FunctionArgExpr::Expr(other)),
    ] = list.args.as_slice()
    else {
        return None;
    };
    (name.quote_style.is_none()
        && name.value.eq_ignore_ascii_case("coalesce")
        && other.to_string() == NO_KEY)
        .then_some(key)
}
