//! The rows of three tenants, and what of them one tenant has alone.
//!
//! Names and links are drawn from so few that they collide, and ids wherever the
//! key of the table allows it: `ads` has the same ones for every tenant. The
//! other tables have a key of their own across all tenants, and there a tenant's
//! ids are ten times its own and up.

use std::fmt::{self, Write};

/// The tenants; 0 stands for rows without one.
pub const TENANTS: std::ops::RangeInclusive<i64> = 1..=3;

/// Owns what holds a key for somebody else, where a tenant is alone.
const GHOST: i64 = 9;
/// The row under which a ghost stands.
const GHOST_PARENT: i64 = 90;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    Companies,
    Campaigns,
    Ads,
    Notes,
    Replies,
    Templates,
    Lines,
    Drafts,
    Geo,
}

impl Table {
    pub fn name(self) -> &'static str {
        match self {
            Self::Companies => "companies",
            Self::Campaigns => "campaigns",
            Self::Ads => "ads",
            Self::Notes => "notes",
            Self::Replies => "replies",
            Self::Templates => "templates",
            Self::Lines => "lines",
            Self::Drafts => "drafts",
            Self::Geo => "geo",
        }
    }

    /// The table through whose rows these are owned.
    pub fn parent(self) -> Option<Self> {
        match self {
            Self::Notes => Some(Self::Campaigns),
            Self::Replies => Some(Self::Notes),
            Self::Lines => Some(Self::Templates),
            _ => None,
        }
    }

    /// Can a row be without a tenant?
    pub fn nullable(self) -> bool {
        matches!(self, Self::Templates | Self::Lines | Self::Drafts)
    }

    /// Is the id a key of its own, across all tenants?
    pub fn has_global_key(self) -> bool {
        self != Self::Ads
    }
}

/// A row. What it says of itself is made consistent by [`Row::id`] and
/// [`Row::link`], so that each row by itself can be left out.
#[derive(Debug, Clone)]
pub struct Row {
    pub table: Table,
    pub owner: i64,
    /// Which of the owner's rows.
    pub slot: i64,
    pub name: &'static str,
    pub size: Option<i64>,
    /// For a row under a parent, which of the owner's parents; else any key.
    pub link: i64,
}

impl Row {
    pub fn id(&self) -> i64 {
        if self.table.has_global_key() {
            key(self.owner, self.slot)
        } else {
            self.slot
        }
    }

    fn link(&self) -> i64 {
        if self.table.parent().is_some() {
            key(self.owner, self.link % 3)
        } else {
            self.link
        }
    }

    fn columns(&self) -> String {
        let Self {
            table, owner, name, ..
        } = self;
        let (id, link) = (self.id(), self.link());
        let size = self.size.map_or("NULL".to_owned(), |size| size.to_string());
        match table {
            Table::Campaigns | Table::Ads | Table::Templates | Table::Drafts => {
                let owner = if *owner == 0 {
                    "NULL".to_owned()
                } else {
                    owner.to_string()
                };
                format!("({id}, {owner}, '{name}', {size}, {link})")
            }
            _ => format!("({id}, '{name}', {size}, {link})"),
        }
    }
}

/// The id of a row in a table with a key across all tenants.
pub fn key(owner: i64, slot: i64) -> i64 {
    owner * 10 + slot
}

/// Which keys a program may write, in a table with a key across all tenants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keys {
    These(Vec<i64>),
    Any,
}

impl Keys {
    fn contain(&self, id: i64) -> bool {
        match self {
            Self::These(ids) => ids.contains(&id),
            Self::Any => true,
        }
    }
}

#[derive(Debug, Clone)]
pub struct Data {
    rows: Vec<Row>,
}

impl Data {
    /// One row a key, and none without its parent. Parents come first.
    pub fn new(rows: Vec<Row>) -> Self {
        let mut kept: Vec<Row> = Vec::new();
        let order = [
            Table::Campaigns,
            Table::Ads,
            Table::Notes,
            Table::Replies,
            Table::Templates,
            Table::Lines,
            Table::Drafts,
        ];
        for table in order {
            for row in rows.iter().filter(|row| row.table == table) {
                let taken = kept.iter().any(|kept| {
                    kept.table == table && kept.owner == row.owner && kept.slot == row.slot
                });
                let orphan = table.parent().is_some_and(|parent| {
                    let is_parent = |kept: &Row| kept.table == parent && kept.id() == row.link();
                    !kept.iter().any(is_parent)
                });
                if !taken && !orphan {
                    kept.push(row.clone());
                }
            }
        }
        Self { rows: kept }
    }

    /// Everybody's rows, as SQL.
    pub fn everybodys(&self) -> String {
        let mut sql = GEO.to_owned();
        for tenant in TENANTS {
            insert_company(&mut sql, tenant);
        }
        insert(&mut sql, self.rows.iter());
        sql
    }

    /// What `tenant` has alone, as SQL: its own rows and those that are shared.
    ///
    /// Of the others it holds one thing: for a key that the program may write,
    /// and that one of them has taken, an empty row of nobody's. That a unique
    /// key across tenants tells whether a value is taken is the one thing that
    /// tenants learn of each other (`SOUNDNESS.md`, "Side channels").
    pub fn alone(&self, tenant: i64, written: impl Fn(Table) -> Keys) -> String {
        let mut sql = GEO.to_owned();
        insert_company(&mut sql, tenant);
        let own = |row: &&Row| row.owner == tenant || row.owner == 0 && row.table != Table::Drafts;
        insert(&mut sql, self.rows.iter().filter(own));
        let ghosts = self.rows.iter().filter(|row| {
            !own(row) && row.table.has_global_key() && written(row.table).contain(row.id())
        });
        insert_ghosts(&mut sql, ghosts.map(|row| (row.table, row.id())).collect());
        sql
    }
}

/// What is shared by all.
const GEO: &str = "INSERT INTO geo VALUES (0, 'a', 1, 0), (1, 'b', NULL, 0), (2, 'c', 3, 0);\n";

fn insert_company(sql: &mut String, id: i64) {
    let _ = writeln!(
        sql,
        "INSERT INTO companies VALUES ({id}, 'h{id}', 'a', NULL, 0);"
    );
}

fn insert<'a>(sql: &mut String, rows: impl Iterator<Item = &'a Row>) {
    let mut table = None;
    for row in rows {
        if table == Some(row.table) {
            sql.push_str(", ");
        } else {
            if table.is_some() {
                sql.push_str(";\n");
            }
            let _ = write!(sql, "INSERT INTO {} VALUES ", row.table.name());
            table = Some(row.table);
        }
        sql.push_str(&row.columns());
    }
    if table.is_some() {
        sql.push_str(";\n");
    }
}

fn insert_ghosts(sql: &mut String, keys: Vec<(Table, i64)>) {
    let parents = [Table::Campaigns, Table::Notes, Table::Templates];
    let needed = parents.map(|table| (table, GHOST_PARENT));
    let some = !keys.is_empty();
    for (table, id) in needed.into_iter().filter(|_| some).chain(keys) {
        let values = match table {
            Table::Campaigns | Table::Templates | Table::Drafts => {
                format!("({id}, {GHOST}, '', NULL, 0)")
            }
            _ => format!("({id}, '', NULL, {GHOST_PARENT})"),
        };
        let _ = writeln!(sql, "INSERT INTO {} VALUES {values};", table.name());
    }
}

impl fmt::Display for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.everybodys())
    }
}

/// The rows that are there in the end, with their owners, as SQL.
pub const SNAPSHOT: &str = "
    SELECT 'companies' AS tab, id AS owner, id, name, size, link FROM companies
    UNION ALL SELECT 'campaigns', company_id, id, name, size, link FROM campaigns
    UNION ALL SELECT 'ads', company_id, id, name, size, link FROM ads
    UNION ALL SELECT 'notes', c.company_id, n.id, n.name, n.size, n.link
        FROM notes n JOIN campaigns c ON c.id = n.link
    UNION ALL SELECT 'replies', c.company_id, r.id, r.name, r.size, r.link
        FROM replies r JOIN notes n ON n.id = r.link JOIN campaigns c ON c.id = n.link
    UNION ALL SELECT 'templates', company_id, id, name, size, link FROM templates
    UNION ALL SELECT 'lines', t.company_id, l.id, l.name, l.size, l.link
        FROM lines l JOIN templates t ON t.id = l.link
    UNION ALL SELECT 'drafts', company_id, id, name, size, link FROM drafts
    UNION ALL SELECT 'geo', NULL, id, name, size, link FROM geo
    ORDER BY 1, 2, 3";
