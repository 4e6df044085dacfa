//! Two tables together: joins and correlated subqueries.

use diesel::dsl::{count, count_star, max};
use diesel::prelude::*;
use tenant_core::dsl::{exists, not_exists};
use tenant_core::prelude::*;

use super::predicates;
use super::reading::load;
use super::running::{Answer, Run, one, ordered, unordered};
use crate::program::{Correlated, CorrelatedForm, Cut, Joined, JoinedForm, Pair};
use crate::schema::*;

type Partners = (i64, String, Option<i64>, Option<String>);

/// The forms of a join. `$right` names the columns of the right side, and
/// `$filter` makes a predicate on them.
macro_rules! joined {
    ($run:expr, $joined:expr, $rows:expr, $left:ident, $id:expr, $name:expr) => {{
        let rows = $rows;
        match &$joined.form {
            JoinedForm::Rows(Cut(limit, offset)) => {
                let rows = rows
                    .order(($left::id, $id))
                    .select(($left::id, $left::name, $id.nullable(), $name.nullable()));
                load!(ordered: $run, rows.limit(*limit).offset(*offset) => Partners)
            }
            JoinedForm::Count => {
                let number = rows.count();
                $run.note(&number);
                one(number.get_result::<i64>($run.db))
            }
            JoinedForm::Groups => {
                let groups = rows
                    .group_by($left::name)
                    .select(($left::name, count($id.nullable())));
                load!(unordered: $run, groups => (String, i64))
            }
        }
    }};
}

macro_rules! join_tables {
    ($run:expr, $joined:expr, $left:ident, $right:ident, $source:expr) => {{
        let id = $run.db.tenant();
        let rows = $left::table.for_tenant(id);
        if $joined.left_join {
            let rows = rows
                .left_join($source)
                .filter(predicates::$left(&$joined.left, id))
                .filter(predicates::$right(&$joined.right, id));
            joined!($run, $joined, rows, $left, $right::id, $right::name)
        } else {
            let rows = rows
                .inner_join($source)
                .filter(predicates::$left(&$joined.left, id))
                .filter(predicates::$right(&$joined.right, id));
            joined!($run, $joined, rows, $left, $right::id, $right::name)
        }
    }};
}

macro_rules! join_alias {
    ($run:expr, $joined:expr, $left:ident, $right:ident, $alias:ident, $other:ident, $on:expr) => {{
        let id = $run.db.tenant();
        let source = $alias.on($on);
        let rows = $left::table.for_tenant(id);
        let (other_id, other_name) = $alias.fields(($right::id, $right::name));
        if $joined.left_join {
            let rows = rows
                .left_join(source)
                .filter(predicates::$left(&$joined.left, id))
                .filter(predicates::$other(&$joined.right, id));
            joined!($run, $joined, rows, $left, other_id, other_name)
        } else {
            let rows = rows
                .inner_join(source)
                .filter(predicates::$left(&$joined.left, id))
                .filter(predicates::$other(&$joined.right, id));
            joined!($run, $joined, rows, $left, other_id, other_name)
        }
    }};
}

pub fn run_joined(pair: Pair, joined: &Joined, run: &mut Run<'_, '_>) -> QueryResult<Answer> {
    match pair {
        Pair::CampaignsAds => join_tables!(run, joined, campaigns, ads, ads::table),
        Pair::CampaignsNotes => join_tables!(run, joined, campaigns, notes, notes::table),
        Pair::NotesReplies => join_tables!(run, joined, notes, replies, replies::table),
        Pair::TemplatesLines => join_tables!(run, joined, templates, lines, lines::table),
        Pair::CompaniesDrafts => {
            let on = drafts::table.on(drafts::name.eq(companies::name));
            join_tables!(run, joined, companies, drafts, on)
        }
        Pair::AdsGeo => {
            join_tables!(run, joined, ads, geo, geo::table.on(geo::id.eq(ads::id)))
        }
        Pair::CompaniesAds => {
            let ads_of_campaigns = ads::table.inner_join(campaigns::table);
            let on = ads_of_campaigns.on(ads::name.eq(companies::name));
            join_tables!(run, joined, companies, ads, on)
        }
        Pair::NotesOtherNotes => {
            let on = OTHER_NOTES.field(notes::name).eq(notes::name);
            join_alias!(run, joined, notes, notes, OTHER_NOTES, other_notes, on)
        }
        Pair::LinesOtherTemplates => {
            let on = OTHER_TEMPLATES.field(templates::name).eq(lines::name);
            join_alias!(run, joined, lines, templates, OTHER_TEMPLATES, other_templates, on)
        }
    }
}

macro_rules! correlate {
    ($run:expr, $correlated:expr, $left:ident, $partners:expr, $id:expr, $size:expr) => {{
        let id = $run.db.tenant();
        let rows = $left::table
            .for_tenant(id)
            .filter(predicates::$left::<$left::table>(&$correlated.left, id));
        let partners = $partners;
        match $correlated.form {
            CorrelatedForm::Exists => {
                let with = rows.filter(exists(partners.select($id))).select($left::id);
                load!(unordered: $run, with => i64)
            }
            CorrelatedForm::NotExists => {
                let without = rows.filter(not_exists(partners.select($id)));
                load!(unordered: $run, without.select($left::id) => i64)
            }
            CorrelatedForm::Greatest => {
                let greatest = partners.select(max($size)).single_value();
                load!(unordered: $run, rows.select(($left::id, greatest)) => (i64, Option<i64>))
            }
            CorrelatedForm::Ordered => {
                let number = partners.select(count_star()).single_value();
                let rows = rows.order((number.desc(), $left::id)).select($left::id);
                load!(ordered: $run, rows => i64)
            }
        }
    }};
}

macro_rules! correlate_tables {
    ($run:expr, $correlated:expr, $left:ident, $right:ident, $on:expr) => {{
        let id = $run.db.tenant();
        let partners = $right::table
            .for_tenant(id)
            .filter($on)
            .filter(predicates::$right(&$correlated.right, id));
        correlate!($run, $correlated, $left, partners, $right::id, $right::size)
    }};
}

macro_rules! correlate_alias {
    ($run:expr, $correlated:expr, $left:ident, $right:ident, $alias:ident, $other:ident, $on:expr) => {{
        let id = $run.db.tenant();
        let partners = $alias
            .for_tenant(id)
            .filter($on)
            .filter(predicates::$other(&$correlated.right, id));
        let (other_id, other_size) = $alias.fields(($right::id, $right::size));
        correlate!($run, $correlated, $left, partners, other_id, other_size)
    }};
}

pub fn run_correlated(
    pair: Pair,
    correlated: &Correlated,
    run: &mut Run<'_, '_>,
) -> QueryResult<Answer> {
    match pair {
        Pair::CampaignsAds => {
            correlate_tables!(run, correlated, campaigns, ads, ads::link.eq(campaigns::id))
        }
        Pair::CampaignsNotes => {
            correlate_tables!(run, correlated, campaigns, notes, notes::link.eq(campaigns::id))
        }
        Pair::NotesReplies => {
            correlate_tables!(run, correlated, notes, replies, replies::link.eq(notes::id))
        }
        Pair::TemplatesLines => {
            correlate_tables!(run, correlated, templates, lines, lines::link.eq(templates::id))
        }
        Pair::CompaniesDrafts => {
            correlate_tables!(run, correlated, companies, drafts, drafts::name.eq(companies::name))
        }
        Pair::AdsGeo => correlate_tables!(run, correlated, ads, geo, geo::id.eq(ads::id)),
        Pair::CompaniesAds => {
            let on = ads::name.eq(companies::name);
            correlate_tables!(run, correlated, companies, ads, on)
        }
        Pair::NotesOtherNotes => {
            let on = OTHER_NOTES.field(notes::name).eq(notes::name);
            correlate_alias!(run, correlated, notes, notes, OTHER_NOTES, other_notes, on)
        }
        Pair::LinesOtherTemplates => {
            let on = OTHER_TEMPLATES.field(templates::name).eq(lines::name);
            correlate_alias!(
                run, correlated, lines, templates, OTHER_TEMPLATES, other_templates, on
            )
        }
    }
}
