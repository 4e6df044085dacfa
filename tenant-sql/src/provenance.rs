//! What is known of a value: is it the tenant's key, or the key of a row of
//! theirs?

/// What is known of a value that is not `NULL`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Provenance {
    Unknown,
    /// What was bound to the named placeholder: the tenant's key.
    Tenant(String),
    /// The value of the column in a row of the table that is the tenant's;
    /// where not `strict`, it may be a row that is everybody's.
    Key {
        table: usize,
        column: String,
        strict: bool,
    },
}

impl Provenance {
    /// What is known of a value that comes from either of two places.
    pub(crate) fn or(self, other: &Self) -> Self {
        match (self, other) {
            (Self::Tenant(one), Self::Tenant(two)) if one == *two => Self::Tenant(one),
            (
                Self::Key {
                    table,
                    column,
                    strict,
                },
                Self::Key {
                    table: table2,
                    column: column2,
                    strict: strict2,
                },
            ) if table == *table2 && column == *column2 => Self::Key {
                table,
                column,
                strict: strict && *strict2,
            },
            _ => Self::Unknown,
        }
    }
}

/// The columns that a query gives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Outputs {
    pub(crate) columns: Vec<Output>,
    /// How many of the columns, from the left, surely stand where they stand.
    pub(crate) placed: usize,
    /// Are there columns beside these?
    pub(crate) open: bool,
    /// The tables whose columns those are, as far as it is known.
    pub(crate) all_of: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) name: Option<String>,
    pub(crate) provenance: Provenance,
}

impl Outputs {
    /// Columns of which nothing is known.
    pub(crate) fn unknown() -> Self {
        Self {
            open: true,
            ..Self::default()
        }
    }

    pub(crate) fn push(&mut self, name: Option<String>, provenance: Provenance) {
        if self.placed == self.columns.len() && !self.open {
            self.placed += 1;
        }
        self.columns.push(Output { name, provenance });
    }

    /// Columns whose order is not known.
    pub(crate) fn push_unplaced(&mut self, name: String, provenance: Provenance) {
        self.columns.push(Output {
            name: Some(name),
            provenance,
        });
    }

    /// All columns of others behind these.
    pub(crate) fn append(&mut self, others: Self) {
        if self.placed == self.columns.len() && !self.open {
            self.placed += others.placed;
        }
        self.columns.extend(others.columns);
        self.open |= others.open;
        self.all_of.extend(others.all_of);
    }

    /// The column in a place.
    pub(crate) fn at(&self, place: usize) -> Provenance {
        match self.columns.get(place) {
            Some(output) if place < self.placed => output.provenance.clone(),
            _ => Provenance::Unknown,
        }
    }

    /// The one column of a query that has one.
    pub(crate) fn only(&self) -> Provenance {
        match self.columns.as_slice() {
            [output] if !self.open => output.provenance.clone(),
            _ => Provenance::Unknown,
        }
    }

    /// The column of a name, where there is one.
    pub(crate) fn named(&self, name: &str) -> Provenance {
        let mut found = self
            .columns
            .iter()
            .filter(|output| output.name.as_deref() == Some(name));
        match (found.next(), found.next()) {
            // Among columns that are not known there may be one of this name.
            (Some(output), None) if !self.open => output.provenance.clone(),
            _ => Provenance::Unknown,
        }
    }

    pub(crate) fn named_or_unknown(&self, name: Option<&str>) -> Provenance {
        name.map_or(Provenance::Unknown, |name| self.named(name))
    }

    pub(crate) fn may_have(&self, name: &str) -> bool {
        self.open
            || self
                .columns
                .iter()
                .any(|output| output.name.as_deref() == Some(name))
    }

    /// With the names of an alias: `AS t (a, b)`.
    pub(crate) fn renamed(self, names: &[String]) -> Self {
        if names.is_empty() {
            return self;
        }
        if self.placed < names.len() {
            let mut renamed = Self::unknown();
            for name in names {
                renamed.push_unplaced(name.clone(), Provenance::Unknown);
            }
            return renamed;
        }
        let mut renamed = self;
        renamed.all_of.clear();
        for (output, name) in renamed.columns.iter_mut().zip(names) {
            output.name = Some(name.clone());
        }
        renamed
    }

    /// What is known of the rows of either of two queries.
    pub(crate) fn or(mut self, other: &Self) -> Self {
        self.placed = self.placed.min(other.placed);
        if self.all_of != other.all_of {
            self.all_of.clear();
        }
        for (place, output) in self.columns.iter_mut().enumerate() {
            let theirs = other.at(place);
            let own = std::mem::replace(&mut output.provenance, Provenance::Unknown);
            if place < self.placed {
                output.provenance = own.or(&theirs);
            }
        }
        self
    }
}
