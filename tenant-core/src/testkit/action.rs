//! What one tenant tries to do to the row of another.

use std::fmt;

/// An action of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Action {
    /// Reads all rows of the table.
    Read,
    /// Reads the row by its key.
    Find,
    /// Counts the rows of the table.
    Count,
    /// Asks whether the row exists.
    Exists,
    /// Reads the row as the partner of an own one.
    Join,
    /// Changes the row.
    Update,
    /// Deletes the row.
    Delete,
    /// Inserts the row, or changes it where it is there.
    Upsert,
    /// Inserts a row with the key of the other tenant's, or under its parent.
    Insert,
    /// Saves the other tenant's row as a struct.
    Save,
}

impl Action {
    /// All of them, in the order of the matrix.
    pub const ALL: [Self; 10] = [
        Self::Read,
        Self::Find,
        Self::Count,
        Self::Exists,
        Self::Join,
        Self::Update,
        Self::Delete,
        Self::Upsert,
        Self::Insert,
        Self::Save,
    ];

    /// Does it only read?
    pub fn is_read(self) -> bool {
        self <= Self::Join
    }

    /// Does it bring in a row, which may not be there yet?
    pub(super) fn adds(self) -> bool {
        matches!(self, Self::Upsert | Self::Insert)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Find => "find",
            Self::Count => "count",
            Self::Exists => "exists",
            Self::Join => "join",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Upsert => "upsert",
            Self::Insert => "insert",
            Self::Save => "save",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
