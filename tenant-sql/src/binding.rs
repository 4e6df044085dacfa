//! Is a relation limited to the tenant by the facts?

use crate::catalog::Rule;
use crate::facts::{Fact, Term, What};
use crate::provenance::Provenance;
use crate::scope::{Bound, Place, Scope, Source};

/// How far the facts limit the relation.
pub(crate) fn bound(relation: usize, facts: &[Fact], scope: &Scope<'_>) -> Bound {
    let table = match scope
        .relations
        .get(relation)
        .map(|relation| &relation.source)
    {
        Some(Source::Table(table)) => scope.catalog.at(*table),
        Some(Source::Rows(_)) | None => None,
    };
    let limits = table.into_iter().flat_map(|table| table.rules());
    let limits = limits.map(|rule| bound_by(rule, relation, facts, scope));
    // It is limited as far as it is by each rule that the table may have.
    limits.reduce(either).unwrap_or(Bound::No)
}

pub(crate) fn either(one: Bound, two: Bound) -> Bound {
    match (one, two) {
        (Bound::Strict(one), Bound::Strict(two)) if one != two => Bound::Strict(String::new()),
        (one, two) => one.min(two),
    }
}

fn bound_by(rule: &Rule, relation: usize, facts: &[Fact], scope: &Scope<'_>) -> Bound {
    let at = |column: &str| Place {
        depth: scope.depth(),
        relation,
        column: column.to_owned(),
    };
    match rule {
        Rule::Owned {
            column,
            shared_without_tenant,
        } => {
            let tenant = at(column);
            for known in equal_to(&tenant, facts, scope) {
                if let Provenance::Tenant(key) = known {
                    return Bound::Strict(key);
                }
            }
            let tenant_or_null = |fact: &Fact| {
                fact.holds_for.contains(&relation)
                    && fact.what == What::TenantOrNull(tenant.clone())
            };
            if *shared_without_tenant && facts.iter().any(tenant_or_null) {
                return Bound::Read;
            }
            Bound::No
        }
        Rule::Child {
            foreign_key,
            parent: (schema, parent),
            parent_key,
        } => {
            let parent = scope.catalog.find(schema.as_deref(), parent);
            let mut bound = Bound::No;
            for known in equal_to(&at(foreign_key), facts, scope) {
                match known {
                    Provenance::Key {
                        table,
                        column,
                        strict,
                    } if Some(table) == parent && column == *parent_key => {
                        bound = bound.max(if strict {
                            Bound::Strict(String::new())
                        } else {
                            Bound::Read
                        });
                    }
                    // The parent may be the table of tenants itself.
                    Provenance::Tenant(key) if is_root(scope, parent, parent_key) => {
                        bound = bound.max(Bound::Strict(key));
                    }
                    _ => {}
                }
            }
            bound
        }
        Rule::Shared | Rule::Exempt => Bound::No,
    }
}

pub(crate) fn is_root(scope: &Scope<'_>, table: Option<usize>, key: &str) -> bool {
    table
        .and_then(|table| scope.catalog.at(table))
        .is_some_and(|table| {
            let mut rules = table.rules();
            rules.all(|rule| matches!(rule, Rule::Owned { column, .. } if column == key))
        })
}

/// Is a value kept whole by this column? Another's type may fold it: a comparison
/// with a column of numbers, or of another collation, makes one of two keys.
fn keeps_keys(place: &Place, scope: &Scope<'_>) -> bool {
    let Some(table) = scope.table_of(place) else {
        return false;
    };
    let is_parent_key = |rule: &Rule| {
        matches!(rule, Rule::Child { parent: (schema, parent), parent_key, .. }
            if *parent_key == place.column
                && scope.catalog.find(schema.as_deref(), parent) == Some(table))
    };
    let mut own = scope
        .catalog
        .at(table)
        .into_iter()
        .flat_map(|table| table.rules());
    own.any(|rule| match rule {
        Rule::Owned { column, .. } => *column == place.column,
        Rule::Child { foreign_key, .. } => *foreign_key == place.column,
        Rule::Shared | Rule::Exempt => false,
    }) || scope
        .catalog
        .tables
        .iter()
        .flat_map(|table| table.rules())
        .any(is_parent_key)
}

/// What is known of the values that the facts make equal to a column.
///
/// A fact is true of a row if one of the relations that it holds for has a row
/// in it. The column's own has, and where an equality is true, so has that of
/// its other side: from there the facts go on.
pub(crate) fn equal_to(from: &Place, facts: &[Fact], scope: &Scope<'_>) -> Vec<Provenance> {
    let depth = scope.depth();
    let mut reached = vec![from.clone()];
    let mut known = Vec::new();
    let mut next = 0;
    while let Some(place) = reached.get(next).cloned() {
        next += 1;
        if place != *from {
            known.push(scope.provenance(&place));
        }
        let has_row = if place.depth == depth { &place } else { from };
        for fact in facts {
            let holds = fact.always
                || (has_row.depth == depth && fact.holds_for.contains(&has_row.relation));
            let What::Equal(one, two) = &fact.what else {
                continue;
            };
            let here = Term::Column(place.clone());
            let other = match (*one == here, *two == here) {
                _ if !holds => continue,
                (true, _) => two,
                (_, true) => one,
                _ => continue,
            };
            match other {
                Term::Value(value) => known.push(value.clone()),
                Term::Column(column) if reached.contains(column) => {}
                Term::Column(column) if keeps_keys(column, scope) => reached.push(column.clone()),
                Term::Column(column) => known.push(scope.provenance(column)),
            }
        }
    }
    known
}
