//! From conditions to boxed predicates, and to subqueries.

use diesel::QuerySource;
use diesel::dsl::{SqlTypeOf, max, not};
use diesel::expression::AppearsOnTable;
use diesel::prelude::*;
use diesel::query_builder::{BoxedSelectStatement, FromClause};
use tenant_core::dsl::exists;
use tenant_core::prelude::*;
use tenant_core::table::AliasColumn;
use tenant_core::{BoxedPredicate, Scoped, TenantId};

use super::Backend;
use crate::program::{Compare, Cond, Inner};
use crate::schema::*;

/// A predicate on rows of `QS`.
pub type On<'t, QS> = BoxedPredicate<'t, 't, QS, Backend>;

macro_rules! compared {
    ($column:expr, $compare:expr, $value:expr) => {
        match $compare {
            Compare::Equal => BoxedPredicate::new($column.eq($value)),
            Compare::Greater => BoxedPredicate::new($column.gt($value)),
            Compare::Less => BoxedPredicate::new($column.lt($value)),
        }
    };
}

/// An expression with the rows that a subquery is about, as `$rows`.
macro_rules! with_rows {
    ($subquery:expr, $id:expr, |$rows:ident, $inner:ident| $predicate:expr) => {
        match $subquery.table {
            Inner::Campaigns => with_rows!(@ campaigns, $subquery, $id, $rows, $inner, $predicate),
            Inner::Ads => with_rows!(@ ads, $subquery, $id, $rows, $inner, $predicate),
            Inner::Notes => with_rows!(@ notes, $subquery, $id, $rows, $inner, $predicate),
            Inner::Templates => with_rows!(@ templates, $subquery, $id, $rows, $inner, $predicate),
            Inner::Lines => with_rows!(@ lines, $subquery, $id, $rows, $inner, $predicate),
        }
    };
    (@ $table:ident, $subquery:expr, $id:expr, $rows:ident, $inner:ident, $predicate:expr) => {{
        use crate::schema::$table as $inner;
        let $rows = rows::$table(&$subquery.cond, $id);
        $predicate
    }};
}
pub(super) use with_rows;

macro_rules! predicate {
    ($again:ident, $cond:expr, $tenant:expr, $id:expr, $name:expr, $size:expr, $link:expr) => {
        match $cond {
            Cond::Id(compare, id) => compared!($id, compare, *id),
            Cond::Name(name) => BoxedPredicate::new($name.eq(*name)),
            Cond::Names(names) => BoxedPredicate::new($name.eq_any(names.clone())),
            Cond::Size(compare, size) => compared!($size, compare, *size),
            Cond::Link(link) => BoxedPredicate::new($link.eq(*link)),
            Cond::Always => BoxedPredicate::new($id.eq($id)),
            Cond::Not(inner) => BoxedPredicate::new(not($again(inner, $tenant))),
            Cond::And(left, right) => $again(left, $tenant).and($again(right, $tenant)),
            Cond::Or(left, right) => $again(left, $tenant).or($again(right, $tenant)),
            Cond::IdIn(subquery) => with_rows!(subquery, $tenant, |rows, inner| {
                BoxedPredicate::new($id.eq_any(rows.select(inner::link)))
            }),
            Cond::Exists(subquery) => with_rows!(subquery, $tenant, |rows, inner| {
                BoxedPredicate::new(exists(rows.select(inner::id)))
            }),
            Cond::SizeBelow(subquery) => with_rows!(subquery, $tenant, |rows, inner| {
                BoxedPredicate::new($size.lt(rows.select(max(inner::size)).single_value()))
            }),
        }
    };
}

macro_rules! predicates {
    ($($table:ident, $other:ident: $alias:ident;)+) => {
        $(
            /// On rows in which the table appears.
            pub fn $table<'t, QS>(cond: &Cond, id: TenantId<'t, i64>) -> On<'t, QS>
            where
                QS: QuerySource + 'static,
                $table::id: AppearsOnTable<QS>,
                $table::name: AppearsOnTable<QS>,
                $table::size: AppearsOnTable<QS>,
                $table::link: AppearsOnTable<QS>,
            {
                predicate!(
                    $table, cond, id, $table::id, $table::name, $table::size, $table::link
                )
            }

            /// On rows in which the alias appears.
            pub fn $other<'t, QS>(cond: &Cond, id: TenantId<'t, i64>) -> On<'t, QS>
            where
                QS: QuerySource + 'static,
                AliasColumn<$other, $table::id>: AppearsOnTable<QS>,
                AliasColumn<$other, $table::name>: AppearsOnTable<QS>,
                AliasColumn<$other, $table::size>: AppearsOnTable<QS>,
                AliasColumn<$other, $table::link>: AppearsOnTable<QS>,
            {
                predicate!(
                    $other,
                    cond,
                    id,
                    $alias.field($table::id),
                    $alias.field($table::name),
                    $alias.field($table::size),
                    $alias.field($table::link)
                )
            }
        )+

        pub mod rows {
            use super::*;

            $(
                /// The tenant's rows that meet the condition.
                pub fn $table<'t>(
                    cond: &Cond,
                    id: TenantId<'t, i64>,
                ) -> Scoped<'t, i64, BoxedSelectStatement<
                    't,
                    SqlTypeOf<<$table::table as Table>::AllColumns>,
                    FromClause<$table::table>,
                    Backend,
                >> {
                    $table::table.for_tenant(id).into_boxed::<Backend>().filter(super::$table(cond, id))
                }
            )+
        }
    };
}

predicates! {
    companies, other_companies: OTHER_COMPANIES;
    campaigns, other_campaigns: OTHER_CAMPAIGNS;
    ads, other_ads: OTHER_ADS;
    notes, other_notes: OTHER_NOTES;
    replies, other_replies: OTHER_REPLIES;
    templates, other_templates: OTHER_TEMPLATES;
    lines, other_lines: OTHER_LINES;
    drafts, other_drafts: OTHER_DRAFTS;
    geo, other_geo: OTHER_GEO;
}
