//! Programs: statements as data, printed as one would write them.

use crate::data::{Keys, Table};
use crate::tally::name;

/// What one tenant does.
#[derive(Debug, Clone)]
pub struct Program(pub Vec<Statement>);

#[derive(Debug, Clone)]
pub enum Statement {
    Read(Table, Read),
    Join(Pair, Joined),
    /// Rows of the left table, looked at together with their partners in the
    /// right one, by subquery.
    Correlated(Pair, Correlated),
    Write(Table, Write),
    LookUp(&'static str),
    Transaction(Vec<Statement>, End),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Commit,
    RollBack,
}

/// A condition on the rows of one table.
#[derive(Debug, Clone)]
pub enum Cond {
    Id(Compare, i64),
    Name(&'static str),
    Names(Vec<&'static str>),
    Size(Compare, i64),
    Link(i64),
    /// Holds for each row there is.
    Always,
    Not(Box<Cond>),
    And(Box<Cond>, Box<Cond>),
    Or(Box<Cond>, Box<Cond>),
    /// The id is among the links of the subquery's rows.
    IdIn(Box<Subquery>),
    Exists(Box<Subquery>),
    /// The size is below the greatest of the subquery's rows.
    SizeBelow(Box<Subquery>),
}

#[derive(Debug, Clone, Copy)]
pub enum Compare {
    Equal,
    Greater,
    Less,
}

/// Rows of a table, inside a condition.
#[derive(Debug, Clone)]
pub struct Subquery {
    pub table: Inner,
    pub cond: Cond,
}

/// The tables that subqueries are about: one of each kind.
#[derive(Debug, Clone, Copy)]
pub enum Inner {
    Campaigns,
    Ads,
    Notes,
    Templates,
    Lines,
}

#[derive(Debug, Clone)]
pub struct Read {
    pub filters: Vec<Cond>,
    pub form: Form,
}

/// Limit and offset.
#[derive(Debug, Clone, Copy)]
pub struct Cut(pub i64, pub i64);

#[derive(Debug, Clone)]
pub enum Form {
    Rows(Cut),
    Boxed {
        descending: bool,
        cut: Option<Cut>,
    },
    /// Through an alias of the table.
    Aliased,
    Find(i64),
    Count,
    DistinctNames,
    /// Names that more than so many rows have.
    Groups(i64),
    /// Aggregates over all rows, one of them over those that meet the condition.
    Totals(Cond),
    Page {
        page: u32,
        per_page: u32,
    },
    /// With the rows of `ads` that meet the condition.
    Combined(Combination, Cond),
    /// Each row with whether there are rows in the subquery, and their number.
    Selected(Subquery),
}

#[derive(Debug, Clone, Copy)]
pub enum Combination {
    Union,
    UnionAll,
    Intersect,
    Except,
}

/// Tables that are looked at together.
#[derive(Debug, Clone, Copy)]
pub enum Pair {
    CampaignsAds,
    CampaignsNotes,
    NotesReplies,
    TemplatesLines,
    CompaniesDrafts,
    AdsGeo,
    /// The ads are joined with their campaigns first.
    CompaniesAds,
    NotesOtherNotes,
    LinesOtherTemplates,
}

#[derive(Debug, Clone)]
pub struct Joined {
    pub left_join: bool,
    pub left: Cond,
    pub right: Cond,
    pub form: JoinedForm,
}

#[derive(Debug, Clone, Copy)]
pub enum JoinedForm {
    Rows(Cut),
    Count,
    /// The left names, each with the number of its partners.
    Groups,
}

#[derive(Debug, Clone)]
pub struct Correlated {
    pub left: Cond,
    pub right: Cond,
    pub form: CorrelatedForm,
}

#[derive(Debug, Clone, Copy)]
pub enum CorrelatedForm {
    Exists,
    NotExists,
    /// The greatest size among the partners, selected.
    Greatest,
    /// Ordered by the number of partners.
    Ordered,
}

#[derive(Debug, Clone)]
pub struct NewRow {
    pub id: i64,
    pub name: &'static str,
    pub size: Option<i64>,
    pub link: i64,
}

#[derive(Debug, Clone)]
pub enum Write {
    /// `.values((id.eq(..), ..))`
    InsertTuple(NewRow),
    /// `.values(vec![(id.eq(..), ..)])`
    InsertTuples(Vec<NewRow>),
    /// `.values(&new)`
    Insert(NewRow, Conflict, Returning),
    /// `.values(&vec![new, ..])`
    InsertMany(Vec<NewRow>, Conflict),
    /// `insert_or_ignore_into`
    InsertOrIgnore(NewRow),
    /// `.default_values()`
    InsertDefault,
    /// From the tenant's own rows, their ids moved.
    InsertSelected {
        cond: Cond,
        shift: i64,
    },
    Update(Target, Change, Returning),
    Delete(Target, Returning),
    /// `save_changes`
    Save(Changed),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returning {
    Nothing,
    Rows,
}

#[derive(Debug, Clone, Copy)]
pub enum Conflict {
    /// An error.
    Fails,
    /// `on_conflict_do_nothing`
    DoNothing,
    /// `on_conflict(key).do_nothing`
    DoNothingOnKey,
    /// The name of the row that wanted in.
    SetExcluded,
    /// A name, and the size increased.
    SetTuple(&'static str),
    /// The struct of changes.
    SetStruct(&'static str),
}

/// A model: which row it says it is, and its values. `company_id` counts where
/// it is a part of the primary key.
#[derive(Debug, Clone, Copy)]
pub struct Changed {
    pub company_id: i64,
    pub id: i64,
    pub name: &'static str,
    pub size: Option<i64>,
}

#[derive(Debug, Clone)]
pub enum Target {
    /// `db.update(table).filter(..)`
    Table(Cond),
    /// `db.update(table.for_tenant(id).filter(..))`
    Statement(Cond),
    /// `db.update(&model)`
    Model(Changed),
}

#[derive(Debug, Clone)]
pub enum Change {
    Name(&'static str),
    /// The size, by an expression of its own.
    Grow,
    Struct {
        name: &'static str,
        size: Option<i64>,
    },
    /// The size, by a subquery.
    Greatest(Subquery),
    Id(i64),
}

impl Program {
    /// How many statements there are, inside of transactions too.
    pub fn len(&self) -> u64 {
        count(&self.0)
    }

    /// The keys that the program may write in `table`.
    pub fn writes(&self, table: Table) -> Keys {
        let mut ids = Vec::new();
        let mut any = false;
        for_each_write(&self.0, &mut |written, write| {
            if written == table {
                match write {
                    Write::InsertTuple(row)
                    | Write::Insert(row, ..)
                    | Write::InsertOrIgnore(row) => ids.push(row.id),
                    Write::InsertTuples(rows) | Write::InsertMany(rows, _) => {
                        ids.extend(rows.iter().map(|row| row.id));
                    }
                    Write::Update(_, Change::Id(id), _) => ids.push(*id),
                    Write::InsertSelected { .. } => any = true,
                    Write::InsertDefault
                    | Write::Update(..)
                    | Write::Delete(..)
                    | Write::Save(_) => {}
                }
            }
        });
        if any { Keys::Any } else { Keys::These(ids) }
    }
}

fn count(statements: &[Statement]) -> u64 {
    let each = statements.iter().map(|statement| match statement {
        Statement::Transaction(inner, _) => 1 + count(inner),
        _ => 1,
    });
    each.sum()
}

fn for_each_write(statements: &[Statement], f: &mut impl FnMut(Table, &Write)) {
    for statement in statements {
        match statement {
            Statement::Write(table, write) => f(*table, write),
            Statement::Transaction(inner, _) => for_each_write(inner, f),
            _ => {}
        }
    }
}

impl Write {
    /// What is written, and how.
    pub fn form(&self) -> String {
        match self {
            Self::Insert(_, conflict, _) | Self::InsertMany(_, conflict) => {
                format!("{} {}", name(self), name(conflict))
            }
            Self::Update(target, change, _) => {
                let change = match target {
                    Target::Table(_) => name(change),
                    Target::Statement(_) | Target::Model(_) => String::new(),
                };
                format!("{} {} {change}", name(self), name(target))
            }
            Self::Delete(target, _) => format!("{} {}", name(self), name(target)),
            _ => name(self),
        }
    }
}

impl Inner {
    pub fn table(self) -> Table {
        match self {
            Self::Campaigns => Table::Campaigns,
            Self::Ads => Table::Ads,
            Self::Notes => Table::Notes,
            Self::Templates => Table::Templates,
            Self::Lines => Table::Lines,
        }
    }
}

impl Pair {
    pub fn tables(self) -> (Table, Table) {
        match self {
            Self::CampaignsAds => (Table::Campaigns, Table::Ads),
            Self::CampaignsNotes => (Table::Campaigns, Table::Notes),
            Self::NotesReplies => (Table::Notes, Table::Replies),
            Self::TemplatesLines => (Table::Templates, Table::Lines),
            Self::CompaniesDrafts => (Table::Companies, Table::Drafts),
            Self::AdsGeo => (Table::Ads, Table::Geo),
            Self::CompaniesAds => (Table::Companies, Table::Ads),
            Self::NotesOtherNotes => (Table::Notes, Table::Notes),
            Self::LinesOtherTemplates => (Table::Lines, Table::Templates),
        }
    }
}

impl Cond {
    /// All of them at once.
    pub fn all(conds: &[Self]) -> Self {
        let both = |left, right| Self::And(Box::new(left), Box::new(right));
        conds.iter().cloned().reduce(both).unwrap_or(Self::Always)
    }
}
