//! Joins: for which side a condition holds.

use std::ops::Range;

use sqlparser::ast::{Join, JoinConstraint, JoinOperator, ObjectName, ObjectNamePart};

use crate::checker::Checker;
use crate::facts::Predicate;
use crate::from::{From, Using};
use crate::scope::{Merged, Scope};

impl Checker<'_> {
    pub(crate) fn join<'q>(
        &mut self,
        join: &'q Join,
        left: Range<usize>,
        right: Range<usize>,
        from: &mut From<'q>,
    ) {
        let both = left.start..right.end;
        if join.global {
            self.not_understood("a `GLOBAL` join");
        }
        let (constraint, holds_for, outer) = match &join.join_operator {
            JoinOperator::Join(constraint)
            | JoinOperator::Inner(constraint)
            | JoinOperator::CrossJoin(constraint)
            | JoinOperator::StraightJoin(constraint) => (constraint, both.clone(), false),
            JoinOperator::Left(constraint) | JoinOperator::LeftOuter(constraint) => {
                (constraint, right.clone(), true)
            }
            JoinOperator::Right(constraint) | JoinOperator::RightOuter(constraint) => {
                (constraint, left.clone(), true)
            }
            JoinOperator::FullOuter(constraint) => (constraint, 0..0, true),
            JoinOperator::Semi(_)
            | JoinOperator::LeftSemi(_)
            | JoinOperator::RightSemi(_)
            | JoinOperator::Anti(_)
            | JoinOperator::LeftAnti(_)
            | JoinOperator::RightAnti(_)
            | JoinOperator::CrossApply
            | JoinOperator::OuterApply
            | JoinOperator::AsOf { .. }
            | JoinOperator::ArrayJoin
            | JoinOperator::LeftArrayJoin
            | JoinOperator::InnerArrayJoin => {
                self.not_understood("this kind of join");
                return;
            }
        };
        from.outer_joins |= outer;
        match constraint {
            JoinConstraint::On(on) => from.on.push(Predicate {
                expr: on,
                holds_for,
                always: false,
                visible: both,
            }),
            JoinConstraint::Using(columns) => {
                for column in columns {
                    self.using(column, &join.join_operator, &left, &right, &holds_for, from);
                }
            }
            // Which columns it compares is not in the text: it binds nothing.
            JoinConstraint::Natural => {}
            JoinConstraint::None if outer => {
                self.not_understood("an outer join without a condition");
            }
            JoinConstraint::None => {}
        }
    }

    fn using(
        &mut self,
        column: &ObjectName,
        operator: &JoinOperator,
        left: &Range<usize>,
        right: &Range<usize>,
        holds_for: &Range<usize>,
        from: &mut From<'_>,
    ) {
        let [ObjectNamePart::Identifier(column)] = column.0.as_slice() else {
            self.not_understood("this `USING`");
            return;
        };
        let Some(column) = self.dialect().column(column) else {
            self.not_understood("this `USING`");
            return;
        };
        let scope = Scope::new(self.catalog, &from.relations, None);
        let one = from.with_column(left, &column, &scope);
        let two = from.with_column(right, &column, &scope);
        let (Some(one), Some(two)) = (one, two) else {
            return;
        };
        let value = match operator {
            JoinOperator::FullOuter(_) => None,
            JoinOperator::Right(_) | JoinOperator::RightOuter(_) => Some(two),
            _ => Some(one),
        };
        let mut members = vec![one, two];
        from.merged.retain(|merged| {
            let part =
                merged.column == column && merged.members.iter().any(|m| members.contains(m));
            if part {
                members.extend(merged.members.iter().copied());
            }
            !part
        });
        from.merged.push(Merged {
            column: column.clone(),
            members,
            value,
        });
        from.using.push(Using {
            left: one,
            right: two,
            column,
            holds_for: holds_for.clone(),
        });
    }
}
