//! Programs as one would write them, with `id` for the token.

use std::fmt::{self, Display, Formatter, Result};

use crate::data::Table;
use crate::program::*;

impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(self.name())
    }
}

impl Display for Program {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.0
            .iter()
            .try_for_each(|statement| writeln!(f, "    {statement};"))
    }
}

impl Display for Statement {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Read(table, read) => {
                let rows = |alias: &str| {
                    let filters: Vec<_> = read.filters.iter().map(filter).collect();
                    format!("{alias}{table}.for_tenant(id){}", filters.concat())
                };
                match &read.form {
                    Form::Rows(cut) => write!(f, "{}.order(id){cut}", rows("")),
                    Form::Boxed { descending, cut } => {
                        let desc = if *descending { ".desc()" } else { "" };
                        let cut = cut.map(|cut| cut.to_string()).unwrap_or_default();
                        write!(f, "{}.into_boxed().order(id{desc}){cut}", rows(""))
                    }
                    Form::Aliased => f.write_str(&rows("other_")),
                    Form::Find(id) => write!(f, "{}.find({id})", rows("")),
                    Form::Count => write!(f, "{}.count()", rows("")),
                    Form::DistinctNames => write!(f, "{}.select(name).distinct()", rows("")),
                    Form::Groups(more_than) => write!(
                        f,
                        "{}.group_by(name).select((name, count_star(), max(size)))\
                         .having(count_star().gt({more_than}))",
                        rows("")
                    ),
                    Form::Totals(cond) => write!(
                        f,
                        "{}.select((count_star(), count(id).aggregate_filter({cond}), max(size), \
                         min(name)))",
                        rows("")
                    ),
                    Form::Page { page, per_page } => {
                        write!(f, "{}.order(id).paginate({page}, {per_page})", rows(""))
                    }
                    Form::Combined(combination, cond) => {
                        let method = match combination {
                            Combination::Union => "union",
                            Combination::UnionAll => "union_all",
                            Combination::Intersect => "intersect",
                            Combination::Except => "except",
                        };
                        write!(
                            f,
                            "{}.select((id, name)).{method}(ads.for_tenant(id){}.select((id, name)))",
                            rows(""),
                            filter(cond)
                        )
                    }
                    Form::Selected(subquery) => write!(
                        f,
                        "{0}.select((id, exists({0}), {subquery}.select(max(link)).single_value()))",
                        rows("")
                    ),
                }
            }
            Self::Join(pair, joined) => {
                let (left, right) = pair.tables();
                let join = if joined.left_join {
                    "left_join"
                } else {
                    "inner_join"
                };
                write!(
                    f,
                    "{left}.for_tenant(id).{join}({right}){}{}",
                    filter_of(left, &joined.left),
                    filter_of(right, &joined.right)
                )?;
                match joined.form {
                    JoinedForm::Rows(cut) => write!(f, ".order((left id, right id)){cut}"),
                    JoinedForm::Count => f.write_str(".count()"),
                    JoinedForm::Groups => f.write_str(".group_by(left name) with count(right id)"),
                }?;
                write!(f, " // {pair:?}")
            }
            Self::Correlated(pair, correlated) => {
                let (left, right) = pair.tables();
                let partners = format!(
                    "partners in {right}.for_tenant(id){}",
                    filter_of(right, &correlated.right)
                );
                let rows = format!("{left}.for_tenant(id){}", filter_of(left, &correlated.left));
                match correlated.form {
                    CorrelatedForm::Exists => write!(f, "{rows}.filter(exists({partners}))"),
                    CorrelatedForm::NotExists => {
                        write!(f, "{rows}.filter(not_exists({partners}))")
                    }
                    CorrelatedForm::Greatest => write!(
                        f,
                        "{rows}.select((id, {partners}.select(max(size)).single_value()))"
                    ),
                    CorrelatedForm::Ordered => {
                        write!(f, "{rows}.order(number of {partners})")
                    }
                }?;
                write!(f, " // {pair:?}")
            }
            Self::Write(table, written) => write!(f, "{}", OfTable(*table, written)),
            Self::LookUp(host) => write!(f, "look_up(companies::host, {host:?})"),
            Self::Transaction(inner, end) => {
                f.write_str("db.transaction(|db| {\n")?;
                for statement in inner {
                    writeln!(f, "        {statement};")?;
                }
                write!(f, "        {end:?}\n    }})")
            }
        }
    }
}

fn filter(cond: &Cond) -> String {
    format!(".filter({cond})")
}

fn filter_of(table: Table, cond: &Cond) -> String {
    format!(".filter({table}: {cond})")
}

impl Display for Cut {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, ".limit({}).offset({})", self.0, self.1)
    }
}

impl Display for Subquery {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(
            f,
            "{}.for_tenant(id){}",
            self.table.table(),
            filter(&self.cond)
        )
    }
}

impl Display for Cond {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Id(compare, id) => write!(f, "id{compare}({id})"),
            Self::Name(name) => write!(f, "name.eq({name:?})"),
            Self::Names(names) => write!(f, "name.eq_any({names:?})"),
            Self::Size(compare, size) => write!(f, "size{compare}({size})"),
            Self::Link(link) => write!(f, "link.eq({link})"),
            Self::Always => f.write_str("id.eq(id)"),
            Self::Not(cond) => write!(f, "not({cond})"),
            Self::And(left, right) => write!(f, "{left}.and({right})"),
            Self::Or(left, right) => write!(f, "{left}.or({right})"),
            Self::IdIn(rows) => write!(f, "id.eq_any({rows}.select(link))"),
            Self::Exists(rows) => write!(f, "exists({rows})"),
            Self::SizeBelow(rows) => {
                write!(f, "size.lt({rows}.select(max(size)).single_value())")
            }
        }
    }
}

impl Display for Compare {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Equal => ".eq",
            Self::Greater => ".gt",
            Self::Less => ".lt",
        })
    }
}

struct OfTable<'a>(Table, &'a Write);

impl Display for OfTable<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Self(table, written) = self;
        let insert = format!("db.insert_into({table})");
        match written {
            Write::InsertTuple(row) => write!(f, "{insert}.values(({row}))"),
            Write::InsertTuples(rows) => write!(f, "{insert}.values(vec![{}])", list(rows)),
            Write::Insert(row, conflict, returning) => {
                write!(f, "{insert}.values(&New {{ {row} }}){conflict}{returning}")
            }
            Write::InsertMany(rows, conflict) => {
                write!(f, "{insert}.values(&vec![New {}]){conflict}", list(rows))
            }
            Write::InsertOrIgnore(row) => {
                write!(f, "db.insert_or_ignore_into({table}).values(({row}))")
            }
            Write::InsertDefault => write!(f, "{insert}.default_values()"),
            Write::InsertSelected { cond, shift } => write!(
                f,
                "{insert}.values({table}.for_tenant(id){}.select((id + {shift}, name, link)))\
                 .into_columns((id, name, link))",
                filter(cond)
            ),
            Write::Update(target, change, returning) => {
                let target = OfTarget(*table, target);
                write!(f, "db.update({target}.set({change}){returning}")
            }
            Write::Delete(target, returning) => {
                write!(f, "db.delete({}{returning}", OfTarget(*table, target))
            }
            Write::Save(changed) => write!(f, "db.save_changes(&{table}::{changed:?})"),
        }
    }
}

fn list(rows: &[NewRow]) -> String {
    let rows: Vec<_> = rows.iter().map(|row| format!("({row})")).collect();
    rows.join(", ")
}

impl Display for NewRow {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Self {
            id,
            name,
            size,
            link,
        } = self;
        write!(f, "id: {id}, name: {name:?}, size: {size:?}, link: {link}")
    }
}

impl Display for Conflict {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let on_key = ".on_conflict(key)";
        match self {
            Self::Fails => Ok(()),
            Self::DoNothing => f.write_str(".on_conflict_do_nothing()"),
            Self::DoNothingOnKey => write!(f, "{on_key}.do_nothing()"),
            Self::SetExcluded => write!(f, "{on_key}.do_update().set(name.eq(excluded(name)))"),
            Self::SetTuple(name) => {
                write!(
                    f,
                    "{on_key}.do_update().set((name.eq({name:?}), size.eq(size + 1)))"
                )
            }
            Self::SetStruct(name) => {
                write!(
                    f,
                    "{on_key}.do_update().set(&Changes {{ name: {name:?}, size: 7 }})"
                )
            }
        }
    }
}

impl Display for Returning {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Nothing => "",
            Self::Rows => ".returning((id, name))",
        })
    }
}

/// What is written to, with the parenthesis that ends it.
struct OfTarget<'a>(Table, &'a Target);

impl Display for OfTarget<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(table, target) = self;
        match target {
            Target::Table(cond) => write!(f, "{table}){}", filter(cond)),
            Target::Statement(cond) => write!(f, "{table}.for_tenant(id){})", filter(cond)),
            Target::Model(changed) => write!(f, "&{table}::{changed:?})"),
        }
    }
}

impl Display for Change {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Name(name) => write!(f, "name.eq({name:?})"),
            Self::Grow => f.write_str("size.eq(size + 1)"),
            Self::Struct { name, size } => {
                write!(f, "&Changes {{ name: {name:?}, size: {size:?} }}")
            }
            Self::Greatest(rows) => write!(f, "size.eq({rows}.select(max(size)).single_value())"),
            Self::Id(id) => write!(f, "id.eq({id})"),
        }
    }
}
