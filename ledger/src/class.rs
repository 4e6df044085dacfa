//! The classes of bypasses, by their ids.

use std::fmt;
use std::str::FromStr;

/// A letter for the family, and how many classes it has.
const FAMILIES: [(char, u8); 8] = [
    ('A', 9),
    ('B', 7),
    ('C', 10),
    ('D', 12),
    ('E', 6),
    ('F', 19),
    ('G', 9),
    ('H', 9),
];

/// A way in which one tenant reached another's data: `D6`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class {
    family: char,
    number: u8,
}

impl Class {
    /// Every class there is.
    pub fn all() -> impl Iterator<Item = Self> {
        FAMILIES
            .into_iter()
            .flat_map(|(family, count)| (1..=count).map(move |number| Self { family, number }))
    }

    /// The class with which the name of an attack begins: `d6` of `d6_an_upsert`.
    #[must_use]
    pub fn of_attack(name: &str) -> Option<Self> {
        let (class, _) = name.split_once('_')?;
        class.to_uppercase().parse().ok()
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.family, self.number)
    }
}

/// A text that names no class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAClass;

impl FromStr for Class {
    type Err = NotAClass;

    fn from_str(text: &str) -> Result<Self, NotAClass> {
        Self::all()
            .find(|class| class.to_string() == text)
            .ok_or(NotAClass)
    }
}
