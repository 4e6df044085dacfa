//! `SELECT` from one table.

use diesel::AggregateExpressionMethods;
use diesel::dsl::{count, count_star, max, min};
use diesel::prelude::*;
use tenant_core::dsl::exists;
use tenant_core::prelude::*;

use super::Backend;
use super::predicates::{self, rows, with_rows};
use super::running::{Answer, Run, one, ordered, unordered};
use crate::data::Table;
use crate::program::{Combination, Cond, Cut, Form, Inner, Read};
use crate::schema::*;

type Columns = (i64, String, Option<i64>, i64);

/// The primary key, as `find` takes it.
macro_rules! primary_key {
    (ads, $tenant:expr, $id:expr) => {
        ($tenant, $id)
    };
    ($table:ident, $tenant:expr, $id:expr) => {
        $id
    };
}

macro_rules! load {
    ($how:ident: $run:expr, $query:expr => $row:ty) => {{
        let query = $query;
        $run.note(&query);
        $how(query.load::<$row>($run.db))
    }};
}
pub(super) use load;

macro_rules! read {
    ($table:ident, $alias:ident, $other:ident, $read:expr, $run:expr) => {{
        let Read { filters, form } = $read;
        let id = $run.db.tenant();
        let all = Cond::all(filters);
        let columns = ($table::id, $table::name, $table::size, $table::link);
        let rows = $table::table
            .for_tenant(id)
            .filter(predicates::$table::<$table::table>(&all, id));
        match form {
            Form::Rows(Cut(limit, offset)) => {
                let rows = rows.order($table::id).select(columns);
                load!(ordered: $run, rows.limit(*limit).offset(*offset) => Columns)
            }
            Form::Boxed { descending, cut } => {
                let mut rows = $table::table.for_tenant(id).into_boxed::<Backend>();
                for filter in filters {
                    rows = rows.filter(predicates::$table(filter, id));
                }
                rows = match descending {
                    false => rows.order($table::id),
                    true => rows.order($table::id.desc()),
                };
                if let Some(Cut(limit, offset)) = cut {
                    rows = rows.limit(*limit).offset(*offset);
                }
                load!(ordered: $run, rows.select(columns) => Columns)
            }
            Form::Aliased => {
                let other = $alias
                    .for_tenant(id)
                    .filter(predicates::$other(&all, id))
                    .select($alias.fields((
                        $table::id,
                        $table::name,
                        $table::size,
                        $table::link,
                    )));
                load!(unordered: $run, other => Columns)
            }
            Form::Find(key) => {
                let found = rows.find(primary_key!($table, id, *key)).select(columns);
                $run.note(&found);
                one(found.first::<Columns>($run.db))
            }
            Form::Count => {
                let number = rows.count();
                $run.note(&number);
                one(number.get_result::<i64>($run.db))
            }
            Form::DistinctNames => {
                load!(unordered: $run, rows.select($table::name).distinct() => String)
            }
            Form::Groups(more_than) => {
                let groups = rows
                    .group_by($table::name)
                    .select(($table::name, count_star(), max($table::size)))
                    .having(count_star().gt(*more_than));
                load!(unordered: $run, groups => (String, i64, Option<i64>))
            }
            Form::Totals(cond) => {
                let some = predicates::$table::<$table::table>(cond, id);
                let totals = rows.select((
                    count_star(),
                    count($table::id).aggregate_filter(some.assume_not_null()),
                    max($table::size),
                    min($table::name),
                ));
                load!(ordered: $run, totals => (i64, i64, Option<i64>, Option<String>))
            }
            Form::Page { page, per_page } => {
                let rows = rows.order($table::id).select(columns);
                let page = rows.paginate(*page, *per_page);
                $run.note(&page);
                one(page.load_page::<Columns>($run.db))
            }
            Form::Combined(combination, cond) => {
                let some = ads::table
                    .for_tenant(id)
                    .filter(predicates::ads::<ads::table>(cond, id))
                    .select((ads::id, ads::name));
                let rows = rows.select(($table::id, $table::name));
                match combination {
                    Combination::Union => {
                        load!(unordered: $run, rows.union(some) => (i64, String))
                    }
                    Combination::UnionAll => {
                        load!(unordered: $run, rows.union_all(some) => (i64, String))
                    }
                    Combination::Intersect => {
                        load!(unordered: $run, rows.intersect(some) => (i64, String))
                    }
                    Combination::Except => {
                        load!(unordered: $run, rows.except(some) => (i64, String))
                    }
                }
            }
            Form::Selected(subquery) => with_rows!(subquery, id, |inner_rows, inner| {
                let selected = rows.select((
                    $table::id,
                    exists(rows::$table(&all, id).select($table::id)),
                    inner_rows.select(max(inner::link)).single_value(),
                ));
                load!(unordered: $run, selected => (i64, bool, Option<i64>))
            }),
        }
    }};
}

pub fn run(table: Table, read: &Read, run: &mut Run<'_, '_>) -> QueryResult<Answer> {
    match table {
        Table::Companies => read!(companies, OTHER_COMPANIES, other_companies, read, run),
        Table::Campaigns => read!(campaigns, OTHER_CAMPAIGNS, other_campaigns, read, run),
        Table::Ads => read!(ads, OTHER_ADS, other_ads, read, run),
        Table::Notes => read!(notes, OTHER_NOTES, other_notes, read, run),
        Table::Replies => read!(replies, OTHER_REPLIES, other_replies, read, run),
        Table::Templates => read!(templates, OTHER_TEMPLATES, other_templates, read, run),
        Table::Lines => read!(lines, OTHER_LINES, other_lines, read, run),
        Table::Drafts => read!(drafts, OTHER_DRAFTS, other_drafts, read, run),
        Table::Geo => read!(geo, OTHER_GEO, other_geo, read, run),
    }
}
