//! How the other tenant's row compares with the attacker's: as it was made, and with
//! values that are greater, the same, absent or smaller.
//!
//! What shows the first of all rows, or the last, or the attacker's place among them,
//! shows the other's row in one of these worlds and not in another.

use std::collections::BTreeSet;

use diesel::result::QueryResult;

use super::forms::{is_foreign_key, tenant_column};
use super::restore::update;
use super::snapshot::Row;
use super::stage::Stage;
use crate::catalog::{Catalog, Column};
use crate::registry::Table;

/// What B's rows are, beside A's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    AsMade,
    /// There alone.
    Alone,
    Greater,
    Same,
    Null,
    /// Smaller in all it can be, made earlier, and with a smaller key.
    Smaller,
}

impl Beside {
    /// After "where the other tenant".
    pub(super) fn described(self) -> &'static str {
        match self {
            Self::AsMade => "has the row",
            Self::Alone => "has the row and it has none",
            Self::Greater => "has a row with greater values",
            Self::Same => "has a row with the same values",
            Self::Null => "has a row with `NULL` for values",
            Self::Smaller => "has an earlier row, with smaller values",
        }
    }
}

/// Gives B's rows other values, as far as the database takes them. `false` where it
/// took none.
pub(super) fn enter<C: Catalog>(
    stage: &mut Stage<C>,
    declared: &[Table],
    own: &[Row],
    theirs: &[Row],
    beside: Beside,
) -> QueryResult<bool> {
    let mut changed = false;
    let mut paired = BTreeSet::new();
    for their in theirs {
        let partner = own
            .iter()
            .enumerate()
            .find(|(at, row)| row.table == their.table && !paired.contains(at));
        let Some((at, partner)) = partner else {
            continue;
        };
        paired.insert(at);
        let changes = values(stage, declared, own, (partner, their), beside);
        let first: Vec<_> = changes
            .iter()
            .filter_map(|(column, values)| Some((column.as_str(), values.first()?.as_str())))
            .collect();
        if first.is_empty() {
            continue;
        }
        if takes(stage, their, &first) {
            changed = true;
            continue;
        }
        for (column, values) in &changes {
            let one = |value: &String| takes(stage, their, &[(column, value)]);
            changed |= values.iter().any(one);
        }
    }
    Ok(changed)
}

fn takes<C: Catalog>(stage: &mut Stage<C>, row: &Row, values: &[(&str, &str)]) -> bool {
    let statement = update(&stage.observer, row, values);
    let conn = stage.observing();
    conn.transaction(|conn| conn.batch_execute(&statement))
        .is_ok()
}

/// The columns that may be changed, and for each the values to try, the best first.
fn values<C: Catalog>(
    stage: &Stage<C>,
    declared: &[Table],
    own: &[Row],
    (row, their): (&Row, &Row),
    beside: Beside,
) -> Vec<(String, Vec<String>)> {
    let observer = &stage.observer;
    let Some(table) = observer.tables.get(row.table) else {
        return Vec::new();
    };
    let declaration = table.declaration(declared);
    let is_fixed = |column: &Column| {
        column.primary_key
            || column.generated
            || column.numbered
            || observer.refers(table, &column.name)
            || declaration.is_some_and(|declared| {
                tenant_column(declared) == Some(&column.name)
                    || is_foreign_key(declared, &column.name)
                    || declared.primary_key.contains(&column.name)
            })
    };
    // The key of another row of A's: B's row would come to belong to it.
    let refers = |value: &String| {
        let others = own.iter().filter(|other| *other != row);
        others
            .flat_map(|other| observer.key(other))
            .any(|key| key == value)
    };
    let columns = table
        .columns
        .iter()
        .zip(row.values.iter().zip(&their.values));
    columns
        .filter(|(column, _)| !is_fixed(column))
        .map(|(column, (value, now))| {
            let mut values = match beside {
                Beside::AsMade | Beside::Alone => Vec::new(),
                Beside::Greater => literals(value, true),
                Beside::Smaller => literals(value, false),
                Beside::Null => vec!["NULL".to_owned()],
                Beside::Same if refers(value) => Vec::new(),
                Beside::Same => vec![value.clone()],
            };
            values.retain(|value| value != now);
            (column.name.clone(), values)
        })
        .collect()
}

/// Literals that are greater or smaller than this one, by what it looks like: the
/// database says which of them fits the column.
fn literals(literal: &str, greater: bool) -> Vec<String> {
    let pick = |smaller: &str, larger: &str| if greater { larger } else { smaller }.to_owned();
    let quoted = literal
        .strip_prefix('\'')
        .and_then(|text| text.strip_suffix('\''));
    let text = quoted.unwrap_or(literal);
    let again = |text: String| match quoted {
        Some(_) => format!("'{text}'"),
        None => text,
    };
    if text == "NULL" && quoted.is_none() {
        // Anything is greater or smaller than nothing.
        return ["1", "'1'", "'2024-02-29'", "'true'"]
            .map(str::to_owned)
            .into();
    }
    if let Ok(number) = text.parse::<i64>() {
        // 0 and 1 are what some databases have for truth.
        const FAR: i64 = 1_000_003;
        let steps = if (0..=1).contains(&number) {
            [1, FAR]
        } else {
            [FAR, 1]
        };
        return steps
            .into_iter()
            .map(|step| if greater { step } else { -step })
            .filter_map(|step| number.checked_add(step))
            .map(|number| again(number.to_string()))
            .collect();
    }
    let shape: String = text
        .chars()
        .map(|c| match c {
            '0'..='9' => '9',
            'a'..='f' | 'A'..='F' => 'a',
            other => other,
        })
        .collect();
    if shape.starts_with("9999-99-99") {
        // Leap years, for the 29th of February; and years that MySQL's timestamps have.
        let years = if greater {
            ["2996", "2036"]
        } else {
            ["1904", "1972"]
        };
        let rest = text.get(4..).unwrap_or_default();
        return years.map(|year| again(format!("{year}{rest}"))).into();
    }
    if shape.starts_with("99:99:99") {
        return vec![again(pick("00:00:00", "23:59:59"))];
    }
    if let Ok(number) = text.parse::<f64>() {
        let step = if greater { 1.0 } else { -1.0 };
        return vec![again((number + step).to_string())];
    }
    if text == "true" || text == "false" {
        return vec![again(pick("false", "true"))];
    }
    let is_uuid = text.len() == 36
        && text.char_indices().all(|(at, c)| match at {
            8 | 13 | 18 | 23 => c == '-',
            _ => c.is_ascii_hexdigit(),
        });
    if is_uuid {
        let all = |digit: char| text.replace(|c: char| c.is_ascii_hexdigit(), &digit.to_string());
        return vec![again(all(if greater { 'f' } else { '0' }))];
    }
    if quoted.is_none() {
        // Bytes: `X'00'`.
        return vec![pick("X''", "X'FFFFFF'")];
    }
    if text.starts_with("\\\\x") || text.starts_with("\\x") {
        return vec![pick("'\\x'", "'\\xffffff'")];
    }
    // With its other letters as they are: of the same length, and of a similar form.
    let mut rest = text.chars();
    let firsts = match (rest.next(), greater) {
        (Some(_), true) => ["z", "~"],
        (Some('0'), false) => ["!", " "],
        (Some(_), false) => ["0", "!"],
        (None, true) => ["z", "~"],
        (None, false) => return Vec::new(),
    };
    if text.starts_with('\'') || text.starts_with('\\') {
        rest.next();
    }
    firsts
        .map(|first| again(format!("{first}{}", rest.as_str())))
        .into()
}
