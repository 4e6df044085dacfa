//! Random data and random programs. What comes first in a choice is what a
//! failure shrinks to.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::data::{Data, Row, Table, key};
use crate::program::*;

/// Everybody's data, and what one tenant does.
#[derive(Debug, Clone)]
pub struct Case {
    pub data: Data,
    pub program: Program,
}

/// The tenant that acts: the rows of others come before and after its own.
pub const TENANT: i64 = 2;

pub fn case() -> impl Strategy<Value = Case> {
    (data(), program()).prop_map(|(data, program)| Case { data, program })
}

/// Whose a row is, or an id. The acting tenant comes more often, so that its
/// statements find something.
fn owner() -> impl Strategy<Value = i64> + Clone {
    select(vec![TENANT, 1, TENANT, 3, TENANT, 0])
}

fn data() -> impl Strategy<Value = Data> {
    // Rows that others are under come more often.
    let table = select(vec![
        Table::Campaigns,
        Table::Campaigns,
        Table::Ads,
        Table::Ads,
        Table::Notes,
        Table::Notes,
        Table::Replies,
        Table::Replies,
        Table::Templates,
        Table::Templates,
        Table::Lines,
        Table::Lines,
        Table::Drafts,
    ]);
    let row = (table, owner(), slot(), name(), size(), any_key());
    let row = row.prop_map(|(table, owner, slot, name, size, link)| {
        let owner = if owner == 0 && !table.nullable() {
            TENANT
        } else {
            owner
        };
        Row {
            table,
            owner,
            slot,
            name,
            size,
            link,
        }
    });
    vec(row, 0..150).prop_map(Data::new)
}

fn program() -> impl Strategy<Value = Program> {
    vec(statement(), 1..=6).prop_map(Program)
}

fn slot() -> impl Strategy<Value = i64> {
    0..3_i64
}

fn name() -> impl Strategy<Value = &'static str> + Clone {
    select(&["a", "b", "c"][..])
}

fn size() -> impl Strategy<Value = Option<i64>> + Clone {
    option::of(0..4_i64)
}

/// An id that somebody may have, in some table.
fn any_key() -> impl Strategy<Value = i64> + Clone {
    (owner(), 0..3_i64).prop_map(|(owner, slot)| key(owner, slot))
}

fn statement() -> impl Strategy<Value = Statement> {
    let transaction = (vec(plain_statement(), 1..=3), end());
    prop_oneof![
        12 => plain_statement(),
        1 => transaction.prop_map(|(inner, end)| Statement::Transaction(inner, end)),
    ]
}

fn end() -> impl Strategy<Value = End> {
    select(vec![End::Commit, End::RollBack])
}

fn plain_statement() -> impl Strategy<Value = Statement> {
    prop_oneof![
        4 => (readable(), read()).prop_map(|(table, read)| Statement::Read(table, read)),
        2 => (pair(), joined()).prop_map(|(pair, joined)| Statement::Join(pair, joined)),
        1 => (pair(), correlated())
            .prop_map(|(pair, correlated)| Statement::Correlated(pair, correlated)),
        6 => written(),
        1 => select(&["h1", "h2", "h3", "h4"][..]).prop_map(Statement::LookUp),
    ]
}

fn readable() -> impl Strategy<Value = Table> {
    select(vec![
        Table::Campaigns,
        Table::Ads,
        Table::Notes,
        Table::Replies,
        Table::Templates,
        Table::Lines,
        Table::Drafts,
        Table::Companies,
        Table::Geo,
    ])
}

fn compare() -> impl Strategy<Value = Compare> {
    select(vec![Compare::Equal, Compare::Greater, Compare::Less])
}

/// An id, of a table with a key across all tenants or of one without.
fn id() -> impl Strategy<Value = i64> {
    prop_oneof![2 => any_key(), 1 => 0..5_i64]
}

fn cond() -> BoxedStrategy<Cond> {
    let leaf = prop_oneof![
        9 => Just(Cond::Always),
        2 => name().prop_map(Cond::Name),
        1 => vec(name(), 0..3).prop_map(Cond::Names),
        2 => (compare(), id()).prop_map(|(compare, id)| Cond::Id(compare, id)),
        2 => (compare(), 0..4_i64).prop_map(|(compare, size)| Cond::Size(compare, size)),
        1 => any_key().prop_map(Cond::Link),
    ];
    let tree = leaf.prop_recursive(2, 6, 2, |inner| {
        let two = (inner.clone(), inner.clone());
        let sub = subquery_of(inner.clone());
        prop_oneof![
            1 => inner.prop_map(|cond| Cond::Not(Box::new(cond))),
            1 => two.clone().prop_map(|(l, r)| Cond::And(Box::new(l), Box::new(r))),
            1 => two.prop_map(|(l, r)| Cond::Or(Box::new(l), Box::new(r))),
            1 => sub.clone().prop_map(|sub| Cond::IdIn(Box::new(sub))),
            1 => sub.clone().prop_map(|sub| Cond::Exists(Box::new(sub))),
            1 => sub.prop_map(|sub| Cond::SizeBelow(Box::new(sub))),
        ]
    });
    tree.boxed()
}

/// A condition that holds for most rows, where several must hold at once.
fn loose_cond() -> impl Strategy<Value = Cond> {
    prop_oneof![3 => Just(Cond::Always), 1 => cond()]
}

fn subquery() -> impl Strategy<Value = Subquery> {
    subquery_of(cond())
}

fn subquery_of(
    cond: impl Strategy<Value = Cond> + Clone,
) -> impl Strategy<Value = Subquery> + Clone {
    let inner = select(vec![
        Inner::Campaigns,
        Inner::Ads,
        Inner::Notes,
        Inner::Templates,
        Inner::Lines,
    ]);
    (inner, cond).prop_map(|(table, cond)| Subquery { table, cond })
}

fn cut() -> impl Strategy<Value = Cut> {
    prop_oneof![
        2 => Just(Cut(100, 0)),
        1 => (0..4_i64, 0..3_i64).prop_map(|(limit, offset)| Cut(limit, offset)),
    ]
}

fn read() -> impl Strategy<Value = Read> {
    (vec(cond(), 0..=2), form()).prop_map(|(filters, form)| Read { filters, form })
}

fn form() -> impl Strategy<Value = Form> {
    let combination = select(vec![
        Combination::Union,
        Combination::UnionAll,
        Combination::Intersect,
        Combination::Except,
    ]);
    prop_oneof![
        cut().prop_map(Form::Rows),
        (any::<bool>(), option::of(cut()))
            .prop_map(|(descending, cut)| Form::Boxed { descending, cut }),
        Just(Form::Aliased),
        id().prop_map(Form::Find),
        Just(Form::Count),
        Just(Form::DistinctNames),
        (0..3_i64).prop_map(Form::Groups),
        cond().prop_map(Form::Totals),
        (0..3_u32, 1..4_u32).prop_map(|(page, per_page)| Form::Page { page, per_page }),
        (combination, cond()).prop_map(|(combination, cond)| Form::Combined(combination, cond)),
        subquery().prop_map(Form::Selected),
    ]
}

fn pair() -> impl Strategy<Value = Pair> {
    select(vec![
        Pair::CampaignsAds,
        Pair::CampaignsNotes,
        Pair::NotesReplies,
        Pair::TemplatesLines,
        Pair::CompaniesDrafts,
        Pair::AdsGeo,
        Pair::CompaniesAds,
        Pair::CompaniesAds,
        Pair::NotesOtherNotes,
        Pair::LinesOtherTemplates,
    ])
}

fn joined() -> impl Strategy<Value = Joined> {
    let form = prop_oneof![
        2 => cut().prop_map(JoinedForm::Rows),
        1 => Just(JoinedForm::Count),
        1 => Just(JoinedForm::Groups),
    ];
    (any::<bool>(), loose_cond(), loose_cond(), form).prop_map(|(left_join, left, right, form)| {
        Joined {
            left_join,
            left,
            right,
            form,
        }
    })
}

fn correlated() -> impl Strategy<Value = Correlated> {
    let form = select(vec![
        CorrelatedForm::Exists,
        CorrelatedForm::NotExists,
        CorrelatedForm::Greatest,
        CorrelatedForm::Ordered,
    ]);
    (loose_cond(), loose_cond(), form).prop_map(|(left, right, form)| Correlated {
        left,
        right,
        form,
    })
}

fn written() -> impl Strategy<Value = Statement> {
    let owned = select(vec![
        Table::Campaigns,
        Table::Ads,
        Table::Templates,
        Table::Drafts,
    ]);
    let with_rows = select(vec![
        Table::Campaigns,
        Table::Ads,
        Table::Notes,
        Table::Replies,
        Table::Templates,
        Table::Lines,
        Table::Lines,
        Table::Drafts,
    ]);
    let any = select(vec![
        Table::Campaigns,
        Table::Ads,
        Table::Notes,
        Table::Replies,
        Table::Templates,
        Table::Lines,
        Table::Drafts,
        Table::Companies,
    ]);
    let write = |(table, write)| Statement::Write(table, write);
    prop_oneof![
        9 => (with_rows.clone(), insert()).prop_map(write),
        3 => (owned, insert_by_column()).prop_map(write),
        1 => Just(Statement::Write(Table::Ads, Write::InsertDefault)),
        3 => (with_rows, change_id()).prop_map(write),
        12 => (any, change()).prop_map(write),
    ]
}

fn new_row() -> impl Strategy<Value = NewRow> {
    (id(), name(), size(), any_key()).prop_map(|(id, name, size, link)| NewRow {
        id,
        name,
        size,
        link,
    })
}

fn conflict() -> impl Strategy<Value = Conflict> {
    prop_oneof![
        1 => Just(Conflict::Fails),
        1 => Just(Conflict::DoNothing),
        1 => Just(Conflict::DoNothingOnKey),
        2 => Just(Conflict::SetExcluded),
        2 => name().prop_map(Conflict::SetTuple),
        2 => name().prop_map(Conflict::SetStruct),
    ]
}

fn returning() -> impl Strategy<Value = Returning> {
    select(vec![Returning::Nothing, Returning::Rows])
}

fn insert() -> impl Strategy<Value = Write> {
    prop_oneof![
        1 => new_row().prop_map(Write::InsertTuple),
        1 => vec(new_row(), 0..3).prop_map(Write::InsertTuples),
        4 => (new_row(), conflict(), returning())
            .prop_map(|(row, conflict, returning)| Write::Insert(row, conflict, returning)),
        2 => (vec(new_row(), 0..3), conflict())
            .prop_map(|(rows, conflict)| Write::InsertMany(rows, conflict)),
    ]
}

fn insert_by_column() -> impl Strategy<Value = Write> {
    let shift = select(vec![1_i64, 10, 3]);
    prop_oneof![
        2 => (cond(), shift).prop_map(|(cond, shift)| Write::InsertSelected { cond, shift }),
        1 => new_row().prop_map(Write::InsertOrIgnore),
    ]
}

fn changed() -> impl Strategy<Value = Changed> {
    (owner(), id(), name(), size()).prop_map(|(company_id, id, name, size)| Changed {
        company_id,
        id,
        name,
        size,
    })
}

fn target() -> impl Strategy<Value = Target> {
    prop_oneof![
        2 => cond().prop_map(Target::Table),
        1 => cond().prop_map(Target::Statement),
        2 => changed().prop_map(Target::Model),
    ]
}

fn change_id() -> impl Strategy<Value = Write> {
    (cond(), id()).prop_map(|(cond, id)| {
        Write::Update(Target::Table(cond), Change::Id(id), Returning::Nothing)
    })
}

fn change() -> impl Strategy<Value = Write> {
    let change = prop_oneof![
        name().prop_map(Change::Name),
        Just(Change::Grow),
        (name(), size()).prop_map(|(name, size)| Change::Struct { name, size }),
        subquery().prop_map(Change::Greatest),
    ];
    prop_oneof![
        3 => (target(), change, returning())
            .prop_map(|(target, change, returning)| Write::Update(target, change, returning)),
        2 => (target(), returning())
            .prop_map(|(target, returning)| Write::Delete(target, returning)),
        1 => changed().prop_map(Write::Save),
    ]
}
