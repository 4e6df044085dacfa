//! What can be wrong, and how bad it is.

use std::fmt;

/// How bad a [`Finding`] is, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// Rows can cross from one tenant to another.
    Hole,
    /// A tenant can learn that another has something.
    Tells,
    /// The database is not what the declarations say, and no row crosses by it.
    /// A migration of the next release looks like this to this one.
    Drift,
}

impl Severity {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hole => "hole",
            Self::Tells => "tells",
            Self::Drift => "drift",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

macro_rules! faults {
    ($($(#[$doc:meta])* $fault:ident = $name:literal,)+) => {
        /// What is wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Fault {
            $($(#[$doc])* $fault,)+
        }

        impl Fault {
            /// Its name in reports.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$fault => $name,)+
                }
            }
        }
    };
}

faults! {
    /// The role, or the connection's own, can reach past policies.
    Role = "role",
    /// A table that no declaration names.
    NoKind = "table of no kind",
    /// Policies are not enabled on a table.
    NotEnabled = "not enabled",
    /// Policies are not forced on the owner of a table.
    NotForced = "not forced",
    /// A policy is missing, or says something else than the declaration.
    Policy = "policy",
    /// A permissive policy of somebody else's, which widens what a tenant sees.
    Widening = "widening policy",
    /// Rights that are missing, or too many.
    Rights = "rights",
    /// A function of the wall is missing, or is another.
    Function = "function of the wall",
    /// A view that reads with its owner's rights.
    View = "view",
    /// A materialized view, which holds the rows of all tenants.
    MaterializedView = "materialized view",
    /// A rule, which reads and writes with the rights of its table's owner.
    Rule = "rule",
    /// A function that runs with its owner's rights.
    DefinerFunction = "security definer",
    /// A function that sees rows before the policies do.
    Leakproof = "leakproof",
    /// A function outside of the database's rights: in C, or in a language that is
    /// not trusted.
    Language = "untrusted language",
    /// A function that runs under settings of its own.
    FunctionSetting = "function setting",
    /// A trigger that runs as the owner of its table.
    Cascade = "cascade",
    /// A large object, to which no policy applies.
    LargeObject = "large object",
    /// A way to another server, or back to this one as somebody else.
    ForeignServer = "foreign server",
    /// A partition or child table that is reached past its parent's policies.
    Partition = "partition",
    /// A foreign key that can refer to another tenant's row, or that is missing
    /// where a row belongs to its parent's tenant.
    ForeignKey = "foreign key",
    /// A unique key or exclusion constraint that tells what other tenants have.
    UniqueKey = "unique key",
    /// The declared primary key is not unique in the database.
    PrimaryKey = "primary key",
    /// No index is led by the tenant column.
    Index = "index",
    /// A column can be `NULL`, and the declaration does not say so.
    Nullable = "nullable tenant",
    /// Different keys are equal to the collation of the column.
    Collation = "collation",
    /// The declaration and the table do not have the same columns.
    Drift = "drift",
    /// A setting that binds whoever connects, or switches checks off.
    Setting = "setting",
    /// On a node of a Citus cluster something is not as it is declared, or it could not
    /// be asked.
    Worker = "worker",
    /// An entry of [`accept`](crate::rls::RowLevelSecurity::accept) that accepts
    /// nothing.
    Accepted = "accepted",
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub fault: Fault,
    /// With what: the name of a table, a view, a function, a role.
    pub object: String,
    /// With what of it: the name of a key, a policy, a column, or empty.
    pub part: String,
    /// In words.
    pub detail: String,
}

impl Finding {
    pub(super) fn new(
        severity: Severity,
        fault: Fault,
        object: impl fmt::Display,
        part: impl Into<String>,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            fault,
            object: object.to_string(),
            part: part.into(),
            detail: detail.into(),
        }
    }

    /// The object with its part: `coaches.live_email`.
    pub fn name(&self) -> String {
        if self.part.is_empty() {
            self.object.clone()
        } else {
            format!("{}.{}", self.object, self.part)
        }
    }
}
