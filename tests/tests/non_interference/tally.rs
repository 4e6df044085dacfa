//! What ran: a property over statements that all find nothing would hold too.

use std::collections::BTreeMap;
use std::fmt::{self, Debug, Display, Formatter};

use crate::program::Statement;

/// By form of statement: how many ran, and how many of them had an answer that
/// could have told of other rows.
#[derive(Debug, Default)]
pub struct Tally(BTreeMap<String, [u64; 2]>);

impl Tally {
    pub fn add(&mut self, statement: &Statement, telling: bool) {
        for form in forms(statement) {
            let [ran, told] = self.0.entry(form).or_default();
            *ran += 1;
            *told += u64::from(telling);
        }
    }

    /// The forms of which no statement found or touched a row.
    pub fn mute(&self) -> Vec<&str> {
        let mute = |[_, told]: &[u64; 2]| *told == 0;
        let forms = self.0.iter().filter(|(_, counts)| mute(counts));
        forms.map(|(form, _)| form.as_str()).collect()
    }

    pub fn forms(&self) -> usize {
        self.0.len()
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (form, [ran, told]) in &self.0 {
            writeln!(f, "{form:<40} {ran:>8} ran, {told:>8} of them with rows")?;
        }
        Ok(())
    }
}

/// The form of a statement, and its table.
fn forms(statement: &Statement) -> Vec<String> {
    match statement {
        Statement::Read(table, read) => {
            vec![
                format!("read {}", name(&read.form)),
                format!("read of {table}"),
            ]
        }
        Statement::Join(pair, joined) => {
            let join = if joined.left_join {
                "left join"
            } else {
                "inner join"
            };
            vec![
                format!("{join} {}", name(&joined.form)),
                format!("{join} of {pair:?}"),
            ]
        }
        Statement::Correlated(pair, correlated) => vec![
            format!("correlated {}", name(&correlated.form)),
            format!("correlated {pair:?}"),
        ],
        Statement::Write(table, write) => {
            vec![
                format!("write {}", write.form()),
                format!("write of {table}"),
            ]
        }
        Statement::LookUp(_) => vec!["look up".to_owned()],
        Statement::Transaction(_, end) => vec![format!("transaction {end:?}")],
    }
}

/// The name of a variant.
pub fn name(variant: &impl Debug) -> String {
    let text = format!("{variant:?}");
    text.split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default()
        .to_owned()
}
