//! `ON CONFLICT`: a row that is in the way is changed only if it is the
//! tenant's.

use sqlparser::ast::{ConflictTarget, DoUpdate, OnConflict, OnConflictAction, OnInsert};

use crate::Kind;
use crate::binding::bound;
use crate::catalog::Rule;
use crate::checker::{Checker, Ctes};
use crate::facts::Predicate;
use crate::scope::{Bound, Relation, Scope, Source};

impl Checker<'_> {
    pub(crate) fn on_conflict(
        &mut self,
        on: &OnInsert,
        target: &Relation,
        excluded: Relation,
        columns: &[Option<String>],
        ctes: &Ctes,
    ) {
        let Source::Table(table) = target.source else {
            return;
        };
        let rule = self.rule(table);
        match on {
            OnInsert::DuplicateKeyUpdate(assignments) => {
                if !matches!(rule, Some(Rule::Exempt)) {
                    self.report_about(
                        Kind::ForeignRowReplaced,
                        &target.written,
                        format!(
                            "`ON DUPLICATE KEY UPDATE` changes the row that is in the way, whoever \
                             owns it; `INSERT IGNORE` into `{}`, or update first",
                            target.written
                        ),
                    );
                }
                let relations = [target.clone(), excluded];
                let scope = Scope::new(self.catalog, &relations, None);
                self.assignments(assignments, &relations, 0..1, &scope, ctes);
            }
            OnInsert::OnConflict(OnConflict {
                conflict_target: _,
                action: OnConflictAction::DoNothing,
            }) => {}
            OnInsert::OnConflict(OnConflict {
                conflict_target,
                action: OnConflictAction::DoUpdate(update),
            }) => {
                let mut existing = target.clone();
                existing.bound = Bound::No;
                if self.is_own_row(conflict_target.as_ref(), target, columns) {
                    existing.bound = target.bound.clone();
                }
                self.do_update(update, existing, excluded, ctes);
            }
            _ => self.not_understood("the end of this `INSERT`"),
        }
    }

    /// Does the row that is in the way belong to the same tenant, because the
    /// unique key says so?
    fn is_own_row(
        &mut self,
        conflict: Option<&ConflictTarget>,
        target: &Relation,
        columns: &[Option<String>],
    ) -> bool {
        let Some(ConflictTarget::Columns(unique)) = conflict else {
            return false;
        };
        let unique = self.names(unique);
        let Source::Table(table) = target.source else {
            return false;
        };
        self.rules(table).all(|rule| {
            let owner = match rule {
                Rule::Owned { column, .. } => column,
                Rule::Child { foreign_key, .. } => foreign_key,
                Rule::Shared | Rule::Exempt => return false,
            };
            unique.contains(owner) && columns.iter().flatten().any(|column| column == owner)
        })
    }

    fn do_update(
        &mut self,
        update: &DoUpdate,
        existing: Relation,
        excluded: Relation,
        ctes: &Ctes,
    ) {
        let DoUpdate {
            assignments,
            selection,
        } = update;
        let mut relations = [existing, excluded];
        let limit = {
            let scope = Scope::new(self.catalog, &relations, None);
            let mut facts = Vec::new();
            if let Some(expr) = selection {
                let predicate = Predicate {
                    expr,
                    holds_for: 0..2,
                    always: true,
                    visible: 0..2,
                };
                self.facts(&predicate, &scope, ctes, &mut facts);
            }
            bound(0, &facts, &scope)
        };
        let [existing, _] = &mut relations;
        if limit > existing.bound {
            existing.bound = limit;
        }
        let scope = Scope::new(self.catalog, &relations, None);
        if let Some(selection) = selection {
            self.expression(selection, &scope, ctes);
        }
        let [existing, _] = &relations;
        if let Source::Table(table) = existing.source
            && matches!(
                self.rule(table),
                Some(Rule::Owned { .. } | Rule::Child { .. })
            )
            && !matches!(existing.bound, Bound::Strict(_))
        {
            let written = existing.written.clone();
            let bind = self.example();
            self.report_about(
                Kind::ForeignRowReplaced,
                &written,
                format!(
                    "`DO UPDATE` changes the row of `{written}` that is in the way, whoever owns \
                     it; end it with `WHERE {written}.<tenant column> = {bind}`, or name the \
                     tenant column in `ON CONFLICT (..)`"
                ),
            );
        }
        self.assignments(assignments, &relations, 0..1, &scope, ctes);
    }
}
