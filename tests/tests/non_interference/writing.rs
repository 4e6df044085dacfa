//! Inserts, upserts, updates and deletes.

use diesel::dsl::max;
use diesel::prelude::*;
use tenant_core::dsl::excluded;
use tenant_core::prelude::*;

use super::predicates::{self, rows, with_rows};
use super::reading::load;
use super::running::{Answer, Run, one, unordered};
use crate::data::Table;
use crate::program::{
    Change, Changed, Conflict, Inner, NewRow, Returning, Target, Write,
};
use crate::schema::*;

type Returned = (i64, String);

macro_rules! execute {
    ($run:expr, $statement:expr) => {{
        let statement = $statement;
        $run.note(&statement);
        statement.execute($run.db).map(Answer::Touched)
    }};
}

macro_rules! execute_or_return {
    ($table:ident, $returning:expr, $run:expr, $statement:expr) => {
        match $returning {
            Returning::Nothing => execute!($run, $statement),
            Returning::Rows => {
                let statement = $statement.returning(($table::id, $table::name));
                load!(unordered: $run, statement => Returned)
            }
        }
    };
}

/// The columns of the primary key, for `on_conflict`.
macro_rules! key_columns {
    (ads) => {
        (ads::company_id, ads::id)
    };
    ($table:ident) => {
        $table::id
    };
}

/// The model of a table.
macro_rules! model {
    (ads, $changed:expr) => {{
        let Changed { company_id, id, name, size } = $changed;
        records::ads::Changed { company_id: *company_id, id: *id, name: *name, size: *size }
    }};
    ($table:ident, $changed:expr) => {{
        let Changed { id, name, size, .. } = $changed;
        records::$table::Changed { id: *id, name: *name, size: *size }
    }};
}

macro_rules! new {
    ($table:ident, $row:expr) => {{
        let NewRow { id, name, size, link } = $row;
        records::$table::New { id: *id, name: *name, size: *size, link: *link }
    }};
}

macro_rules! tuple {
    ($table:ident, $row:expr) => {{
        let NewRow { id, name, size, link } = $row;
        ($table::id.eq(*id), $table::name.eq(*name), $table::size.eq(*size), $table::link.eq(*link))
    }};
}

macro_rules! on_conflict {
    ($table:ident, $conflict:expr, $run:expr, $returning:expr, $insert:expr) => {{
        let insert = $insert;
        match $conflict {
            Conflict::Fails => execute_or_return!($table, $returning, $run, insert),
            Conflict::DoNothing => {
                execute_or_return!($table, $returning, $run, insert.on_conflict_do_nothing())
            }
            Conflict::DoNothingOnKey => {
                let upsert = insert.on_conflict(key_columns!($table)).do_nothing();
                execute_or_return!($table, $returning, $run, upsert)
            }
            Conflict::SetExcluded => {
                let upsert = insert
                    .on_conflict(key_columns!($table))
                    .do_update()
                    .set($table::name.eq(excluded($table::name)));
                execute_or_return!($table, $returning, $run, upsert)
            }
            Conflict::SetTuple(name) => {
                let upsert = insert.on_conflict(key_columns!($table)).do_update().set((
                    $table::name.eq(*name),
                    $table::size.eq($table::size + 1),
                ));
                execute_or_return!($table, $returning, $run, upsert)
            }
            Conflict::SetStruct(name) => {
                let changes = records::$table::Changes { name: *name, size: Some(7) };
                let upsert = insert.on_conflict(key_columns!($table)).do_update().set(&changes);
                execute_or_return!($table, $returning, $run, upsert)
            }
        }
    }};
}

macro_rules! insert {
    ($table:ident, $write:expr, $run:expr) => {
        match $write {
            Write::InsertTuple(row) => {
                execute!($run, $run.db.insert_into($table::table).values(tuple!($table, row)))
            }
            Write::InsertTuples(rows) => {
                let rows: Vec<_> = rows.iter().map(|row| tuple!($table, row)).collect();
                execute!($run, $run.db.insert_into($table::table).values(rows))
            }
            Write::Insert(row, conflict, returning) => {
                let new = new!($table, row);
                let insert = $run.db.insert_into($table::table).values(&new);
                on_conflict!($table, conflict, $run, returning, insert)
            }
            Write::InsertMany(rows, conflict) => {
                let rows: Vec<_> = rows.iter().map(|row| new!($table, row)).collect();
                let insert = $run.db.insert_into($table::table).values(&rows);
                on_conflict!($table, conflict, $run, Returning::Nothing, insert)
            }
            write => change!($table, write, $run),
        }
    };
}

macro_rules! insert_by_column {
    ($table:ident, $write:expr, $run:expr) => {
        match $write {
            Write::InsertSelected { cond, shift } => {
                let id = $run.db.tenant();
                let selected = $table::table
                    .for_tenant(id)
                    .filter(predicates::$table::<$table::table>(cond, id))
                    .select(($table::id + *shift, $table::name, $table::link));
                let insert = $run
                    .db
                    .insert_into($table::table)
                    .values(selected)
                    .into_columns(($table::id, $table::name, $table::link));
                execute!($run, insert)
            }
            Write::InsertOrIgnore(row) => super::or_ignore!($table, row, $run),
            write => insert!($table, write, $run),
        }
    };
}

macro_rules! change {
    ($table:ident, $write:expr, $run:expr) => {{
        let id = $run.db.tenant();
        match $write {
            Write::Update(Target::Table(cond), change, returning) => {
                let update = $run
                    .db
                    .update($table::table)
                    .filter(predicates::$table::<$table::table>(cond, id));
                match change {
                    Change::Name(name) => {
                        let update = update.set($table::name.eq(*name));
                        execute_or_return!($table, returning, $run, update)
                    }
                    Change::Grow => {
                        execute!($run, update.set($table::size.eq($table::size + 1)))
                    }
                    Change::Struct { name, size } => {
                        let changes = records::$table::Changes { name: *name, size: *size };
                        execute!($run, update.set(&changes))
                    }
                    Change::Greatest(subquery) => with_rows!(subquery, id, |rows, inner| {
                        let greatest = rows.select(max(inner::size)).single_value();
                        execute!($run, update.set($table::size.eq(greatest)))
                    }),
                    Change::Id(key) => change_id!($table, update, *key, $run),
                }
            }
            Write::Update(Target::Statement(cond), change, _) => {
                let rows = $table::table
                    .for_tenant(id)
                    .filter(predicates::$table::<$table::table>(cond, id));
                let update = $run.db.update(rows).set($table::name.eq(new_name(change)));
                execute!($run, update)
            }
            Write::Update(Target::Model(changed), change, returning) => {
                let model = model!($table, changed);
                match change {
                    Change::Struct { .. } => {
                        let update = $run.db.update(&model).set(&model);
                        execute_or_return!($table, returning, $run, update)
                    }
                    change => {
                        let update = $run.db.update(&model);
                        execute!($run, update.set($table::name.eq(new_name(change))))
                    }
                }
            }
            Write::Delete(Target::Table(cond), returning) => {
                let delete = $run
                    .db
                    .delete($table::table)
                    .filter(predicates::$table::<$table::table>(cond, id));
                execute_or_return!($table, returning, $run, delete)
            }
            Write::Delete(Target::Statement(cond), _) => {
                let rows = $table::table
                    .for_tenant(id)
                    .filter(predicates::$table::<$table::table>(cond, id));
                execute!($run, $run.db.delete(rows))
            }
            Write::Delete(Target::Model(changed), _) => {
                let model = model!($table, changed);
                execute!($run, $run.db.delete(&model))
            }
            Write::Save(changed) => {
                let model = model!($table, changed);
                $run.note_text(|| format!("save_changes({model:?})"));
                one(save!($table, &model, $run))
            }
            write => unreachable!("no strategy makes {write:?} of this table"),
        }
    }};
}

/// The id can be set where it does not say whose the row is.
macro_rules! change_id {
    (companies, $update:expr, $id:expr, $run:expr) => {
        unreachable!("no strategy sets the key of a tenant to {}", $id)
    };
    ($table:ident, $update:expr, $id:expr, $run:expr) => {
        execute!($run, $update.set($table::id.eq($id)))
    };
}

macro_rules! save {
    ($table:ident, $model:expr, $run:expr) => {
        $run.db
            .save_changes::<saved!($table), _, _, _, _, _>($model)
    };
}

/// All columns of a table, in their order.
macro_rules! saved {
    (companies) => { (i64, String, String, Option<i64>, i64) };
    (campaigns) => { (i64, i64, String, Option<i64>, i64) };
    (ads) => { (i64, i64, String, Option<i64>, i64) };
    (templates) => { (i64, Option<i64>, String, Option<i64>, i64) };
    (drafts) => { (i64, Option<i64>, String, Option<i64>, i64) };
    ($child:ident) => { (i64, String, Option<i64>, i64) };
}

fn new_name(change: &Change) -> &'static str {
    match change {
        Change::Name(name) | Change::Struct { name, .. } => name,
        Change::Grow | Change::Greatest(_) | Change::Id(_) => "d",
    }
}

pub fn run(table: Table, write: &Write, run: &mut Run<'_, '_>) -> QueryResult<Answer> {
    match table {
        Table::Companies => change!(companies, write, run),
        Table::Campaigns => insert_by_column!(campaigns, write, run),
        Table::Ads => match write {
            Write::InsertDefault => {
                execute!(run, run.db.insert_into(ads::table).default_values())
            }
            write => insert_by_column!(ads, write, run),
        },
        Table::Notes => insert!(notes, write, run),
        Table::Replies => insert!(replies, write, run),
        Table::Templates => insert_by_column!(templates, write, run),
        Table::Lines => insert!(lines, write, run),
        Table::Drafts => insert_by_column!(drafts, write, run),
        Table::Geo => unreachable!("no strategy writes a shared table"),
    }
}
