//! The result: a verdict for each table and action.

use std::fmt;

use super::Action;
use super::golden::{Beside, updates};

/// What came of an action on a table. Those in capitals are failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// A tenant can do it to its own row, and could do nothing to another's.
    Held,
    /// `CROSSED`: it reached another tenant's row.
    Crossed,
    /// `ORACLE`: nothing was reached, but another tenant's row and one that does
    /// not exist look different.
    Oracle,
    /// `NO CONTROL`: a tenant cannot do it to its own row, so that it could not do
    /// it to another's means nothing.
    NoControl,
    /// `UNTESTED`: the table has no red team.
    Untested,
    /// Nothing was written, because a key is taken; by whom is not said. It takes
    /// a key that is led by the tenant to keep that to oneself.
    Taken,
    /// Everybody may read the rows.
    Shared,
    /// There is no such statement on a tenant connection: it does not compile.
    Refused,
    /// There is nothing to try.
    NotApplicable,
    /// It is no failure, for a reason that was given.
    Exempt,
}

impl Verdict {
    /// Does it make the test fail?
    pub fn is_failure(self) -> bool {
        matches!(
            self,
            Self::Crossed | Self::Oracle | Self::NoControl | Self::Untested
        )
    }

    /// How much it counts beside others of the same action.
    pub(super) fn weight(self) -> u8 {
        match self {
            Self::Crossed => 4,
            Self::Oracle => 3,
            Self::NoControl | Self::Untested => 2,
            Self::Taken => 1,
            _ => 0,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Crossed => "CROSSED",
            Self::Oracle => "ORACLE",
            Self::NoControl => "NO CONTROL",
            Self::Untested => "UNTESTED",
            Self::Taken => "taken",
            Self::Shared => "shared",
            Self::Refused => "refused",
            Self::NotApplicable => "n/a",
            Self::Exempt => "exempt",
        }
    }
}

/// A cell of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cell {
    /// What came of it.
    pub verdict: Verdict,
    /// Was it tried through a function or service of the application? If not,
    /// through the statement that the kit writes.
    pub own: bool,
    /// How it came to the verdict: the rows, the answers, the statements.
    pub why: String,
}

impl Cell {
    pub(super) fn new(verdict: Verdict, why: impl Into<String>) -> Self {
        Self {
            verdict,
            own: false,
            why: why.into(),
        }
    }

    fn text(&self) -> String {
        let mark = if self.own { "*" } else { "" };
        format!("{}{mark}", self.verdict.text())
    }
}

/// The verdicts on one table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// The table.
    pub table: String,
    /// A cell for each of [`Action::ALL`].
    pub cells: Vec<Cell>,
}

/// Table by action, what came of it.
///
/// Its text is stable, for a golden file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Matrix {
    /// The tables, sorted by name.
    pub rows: Vec<Row>,
    /// Tables that are not in the matrix, and why.
    pub exempt: Vec<(String, String)>,
    /// What is wrong beside the verdicts: tables without a kind, stale exemptions.
    pub faults: Vec<String>,
    /// What a reader should know about the run: no part of its text.
    pub notes: Vec<String>,
}

impl Matrix {
    /// The cell of a table and an action.
    pub fn cell(&self, table: &str, action: Action) -> Option<&Cell> {
        let row = self.rows.iter().find(|row| row.table == table)?;
        let mut cells = Action::ALL.iter().zip(&row.cells);
        cells
            .find(|(other, _)| **other == action)
            .map(|(_, cell)| cell)
    }

    /// Did no tenant reach another, and was everything tried?
    pub fn is_isolated(&self) -> bool {
        self.failures().next().is_none() && self.faults.is_empty()
    }

    /// The cells that are failures.
    pub fn failures(&self) -> impl Iterator<Item = (&str, Action, &Cell)> {
        self.rows.iter().flat_map(|row| {
            let cells = Action::ALL.into_iter().zip(&row.cells);
            cells
                .filter(|(_, cell)| cell.verdict.is_failure())
                .map(|(action, cell)| (row.table.as_str(), action, cell))
        })
    }

    /// Panics when anything failed, with the cell, the statement and the row; or
    /// when the text is not what the golden file holds.
    ///
    /// ```text
    /// matrix.assert_isolated(expect_file!["isolation.txt"]);
    /// ```
    ///
    /// Where it is not, the text is written beside the file, to `isolation.txt.new`.
    /// `UPDATE_EXPECT=1` writes the file itself. A failure stays one, whatever the file
    /// says.
    ///
    /// # Panics
    ///
    /// As said.
    #[track_caller]
    pub fn assert_isolated(&self, golden: expect_test::ExpectFile) {
        let text = self.to_string();
        let beside = Beside::of(&golden);
        if self.is_isolated() && (golden.data() == text || updates()) {
            beside.remove();
            return golden.assert_eq(&text);
        }
        let told = if golden.data() == text {
            String::new()
        } else {
            beside.write(&text)
        };
        if !self.is_isolated() {
            panic!("{}{told}", self.report());
        }
        // Read by those who do not see what is printed.
        eprintln!("{told}");
        golden.assert_eq(&text);
    }

    /// The matrix, and all that led to its failures.
    pub fn report(&self) -> String {
        let mut report = format!("the tenants are not isolated\n\n{self}");
        for (table, action, cell) in self.failures() {
            report += &format!("\n{} {table} × {action}\n", cell.verdict.text());
            for line in cell.why.lines() {
                report += &format!("    {line}\n");
            }
        }
        for fault in self.faults.iter().chain(&self.notes) {
            report += &format!("\n{fault}\n");
        }
        report
    }
}

impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = vec![Vec::from(["table".to_owned()])];
        for line in &mut lines {
            line.extend(Action::ALL.iter().map(ToString::to_string));
        }
        for row in &self.rows {
            let cells = row.cells.iter().map(Cell::text);
            lines.push(std::iter::once(row.table.clone()).chain(cells).collect());
        }
        let columns = Action::ALL.len() + 1;
        let width = |at: usize| {
            lines
                .iter()
                .filter_map(|line| line.get(at))
                .map(|text| text.chars().count())
                .max()
        };
        let widths: Vec<_> = (0..columns)
            .map(|at| width(at).unwrap_or_default())
            .collect();
        for line in &lines {
            let padded = line
                .iter()
                .zip(&widths)
                .map(|(text, width)| format!("{text:width$}"));
            writeln!(f, "{}", padded.collect::<Vec<_>>().join("  ").trim_end())?;
        }
        if self
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .any(|cell| cell.own)
        {
            writeln!(f, "\n* through the application's own functions")?;
        }
        if !self.exempt.is_empty() {
            writeln!(f)?;
        }
        for (table, reason) in &self.exempt {
            writeln!(f, "exempt: {table}: {reason}")?;
        }
        Ok(())
    }
}
