//! How a database wants tenants to be bound.

use diesel::pg::Pg;
use diesel::result::QueryResult;
use diesel::serialize::ToSql;

use super::TenantKind;
use super::functions::SCHEMA;
use super::kind::{literal, setting};
use super::plan_cache::PlanCacheMode;

/// Before a session is bound, or left: ends a transaction that raw SQL left open, of
/// which Diesel does not know, because its end could bring another tenant back. With
/// `BEGIN` there is always one to be ended, and no warning that there is none.
pub(super) const ANEW: &str = "BEGIN; ROLLBACK; CLOSE ALL; ";

/// The ways to bind a tenant in a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// By the function, in the message with `BEGIN`. Right for a connection of
    /// which nothing is known: the function checks the role.
    Together,
    /// By the function, in a message of its own. Citus needs that.
    Alone,
    /// By the settings of these kinds themselves, the role being checked
    /// before.
    Settings(Vec<String>),
    /// Like that, and with plans of this mode until the transaction ends.
    Planned(Box<Self>, PlanCacheMode),
}

/// What is sent to begin a transaction that is bound.
#[derive(Debug)]
pub(super) struct Binding {
    pub(super) begin: String,
    pub(super) after: Option<String>,
}

impl Way {
    /// From what the function `tenant_core.binding` says.
    pub(super) fn parse(way: &str) -> Self {
        let mut words = way.split(' ');
        let kinds: Vec<String> = match words.next() {
            Some("settings") => words.map(str::to_owned).collect(),
            _ => return Self::Alone,
        };
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if kinds.iter().all(|kind| kind.chars().all(plain)) {
            Self::Settings(kinds)
        } else {
            Self::Alone
        }
    }

    /// The same way, with plans of this mode in place of one that was asked for before.
    pub(super) fn planned(self, mode: PlanCacheMode) -> Self {
        match self {
            Self::Planned(way, _) => Self::Planned(way, mode),
            way => Self::Planned(Box::new(way), mode),
        }
    }

    /// Binds a tenant until the transaction ends. Cursors that an earlier
    /// transaction held open could show its tenant's rows.
    pub(super) fn binding<K>(&self, key: &K) -> QueryResult<Binding>
    where
        K: TenantKind + ToSql<K::SqlType, Pg>,
    {
        self.begun("BEGIN; CLOSE ALL; ".to_owned(), key)
    }

    fn begun<K>(&self, mut begin: String, key: &K) -> QueryResult<Binding>
    where
        K: TenantKind + ToSql<K::SqlType, Pg>,
    {
        match self {
            Self::Planned(way, mode) => {
                begin += &format!("SET LOCAL plan_cache_mode = {}; ", mode.sql());
                return way.begun(begin, key);
            }
            Self::Settings(kinds) if kinds.iter().any(|kind| kind == K::NAME) => {
                let value = setting(key)?;
                for kind in kinds {
                    let value = if kind == K::NAME { &value } else { "" };
                    begin += &format!("SET LOCAL {SCHEMA}.{kind} = '{value}'; ");
                }
            }
            Self::Alone => {
                let after = Some(bind(key, true)?);
                return Ok(Binding { begin, after });
            }
            // A kind that the database does not know is its error to tell.
            Self::Together | Self::Settings(_) => begin += &bind(key, true)?,
        }
        Ok(Binding { begin, after: None })
    }
}

/// The call that binds a tenant. Its text is the name of a function and digits.
pub(super) fn bind<K>(key: &K, until_commit: bool) -> QueryResult<String>
where
    K: TenantKind + ToSql<K::SqlType, Pg>,
{
    Ok(format!(
        "SELECT {SCHEMA}.bind_{}({}, {until_commit})",
        K::NAME,
        literal::<K>(&setting(key)?)
    ))
}

/// The call that leaves nobody bound.
pub(super) fn unbind(until_commit: bool) -> String {
    format!("SELECT {SCHEMA}.unbind({until_commit})")
}
