//! Tables, laid out two side by side.

use comfy_table::{CellAlignment, Table, presets};

/// A column: its title, and what is in it.
#[derive(Debug, Clone, Copy)]
pub enum Column {
    /// Words, to the left.
    Text(&'static str),
    /// Numbers, to the right.
    Number(&'static str),
}

/// A table of rows of cells.
#[must_use]
pub fn table<const N: usize>(
    columns: [Column; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let mut table = Table::new();
    table
        .load_preset(presets::UTF8_FULL_CONDENSED)
        .set_header(columns.map(|(Column::Text(title) | Column::Number(title))| title))
        .add_rows(rows);
    for (column, kind) in table.column_iter_mut().zip(columns) {
        if let Column::Number(_) = kind {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.to_string()
}

/// Two blocks of text, side by side.
#[must_use]
pub fn side_by_side(left: &str, right: &str) -> String {
    let width = left.lines().map(|line| line.chars().count()).max();
    let (mut left, mut right) = (left.lines(), right.lines());
    let mut text = String::new();
    loop {
        match (left.next(), right.next()) {
            (None, None) => return text,
            (left, right) => {
                let left = left.unwrap_or_default();
                let right = right.unwrap_or_default();
                let line = format!("  {left:0$}   {right}", width.unwrap_or_default());
                text += line.trim_end();
                text += "\n";
            }
        }
    }
}
