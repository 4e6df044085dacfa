//! The rows of the tables in a Markdown document.

/// A row, and what it has in each column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// The cells, without the blanks around them.
    pub cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The cell of this number, or nothing.
    #[must_use]
    pub fn cell(&self, number: usize) -> &'a str {
        self.cells.get(number).copied().unwrap_or_default()
    }

    /// What stands between backticks in the cell of this number.
    #[must_use]
    pub fn quoted(&self, number: usize) -> Vec<&'a str> {
        self.cell(number).split('`').skip(1).step_by(2).collect()
    }
}

/// The rows of all tables in `document` whose first column is called `first`.
///
/// Rows under a table that is called otherwise are not among them.
pub fn rows<'a>(document: &'a str, first: &str) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    let mut wanted = false;
    let mut lines = document.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(row) = row(line) else {
            wanted = false;
            continue;
        };
        if lines.peek().is_some_and(|next| is_rule(next)) {
            wanted = row.cell(0) == first;
        } else if wanted && !is_rule(line) {
            rows.push(row);
        }
    }
    rows
}

fn row(line: &str) -> Option<Row<'_>> {
    let cells = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    Some(Row {
        cells: cells.split('|').map(str::trim).collect(),
    })
}

/// Is this the line under the heads of a table?
fn is_rule(line: &str) -> bool {
    line.starts_with('|') && line.chars().all(|c| matches!(c, '|' | '-' | ' '))
}
