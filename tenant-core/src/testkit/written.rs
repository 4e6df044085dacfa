//! What an attempt wrote into the attacker's own rows, as far as it can be compared.

use std::collections::BTreeSet;

use super::snapshot::{Observer, Row};

/// The rows that an attempt made.
#[derive(Debug)]
pub(super) struct Written<'a> {
    observer: &'a Observer,
    rows: Vec<Row>,
    /// Their keys, which the database makes up, and goes on counting whoever owns the
    /// rows; where other rows refer to them, they say as little.
    keys: BTreeSet<String>,
}

impl<'a> Written<'a> {
    pub(super) fn new(observer: &'a Observer, rows: Vec<Row>) -> Self {
        let keys = rows.iter().flat_map(|row| observer.key(row)).cloned();
        Self {
            observer,
            keys: keys.collect(),
            rows,
        }
    }

    /// A row of these and its like of the others, by which they can be told apart.
    /// What differs `again` does not count.
    pub(super) fn differ<'b>(
        &'b self,
        other: &'b Self,
        again: Option<&Self>,
    ) -> Option<(&'b Row, Option<&'b Row>)> {
        let unsteady: BTreeSet<(usize, usize)> = match again {
            Some(again) if again.rows.len() != self.rows.len() => return None,
            Some(again) => self.unlike(again).into_iter().flatten().collect(),
            None => BTreeSet::new(),
        };
        if self.rows.len() != other.rows.len() {
            let longer = if self.rows.len() > other.rows.len() {
                self
            } else {
                other
            };
            return longer.rows.first().map(|row| (row, None));
        }
        let unlike = self.unlike(other);
        let mut unlike = unlike.iter();
        let at = unlike.position(|columns| !columns.iter().all(|at| unsteady.contains(at)))?;
        Some((self.rows.get(at)?, other.rows.get(at)))
    }

    /// The columns in which each row differs from its like.
    fn unlike(&self, other: &Self) -> Vec<Vec<(usize, usize)>> {
        let pairs = self.rows.iter().zip(&other.rows);
        pairs
            .map(|(row, like)| {
                let table = self.observer.tables.get(row.table);
                let columns = table.into_iter().flat_map(|table| &table.columns);
                let values = row.values.iter().zip(&like.values).zip(columns);
                values
                    .enumerate()
                    .filter(|(_, ((value, like), column))| {
                        let is_counted = column.primary_key || column.counted || column.numbered;
                        let are_keys = self.keys.contains(*value) && other.keys.contains(*like);
                        value != like && !is_counted && !are_keys
                    })
                    .map(|(at, _)| (row.table, at))
                    .collect()
            })
            .collect()
    }
}
