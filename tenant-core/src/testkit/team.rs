//! The red team: which tables it attacks, and the run.

use std::cell::RefCell;
use std::fmt::{self, Debug};
use std::rc::Rc;

use diesel::result::QueryResult;

#[cfg(feature = "row-level-security")]
use super::Answer;
use super::coverage::Coverage;
use super::generated::Attacks;
use super::judge::Judge;
use super::matrix::{Cell, Matrix, Row, Verdict};
use super::scene::play;
use super::stage::Stage;
use super::target::{Enter, Functions, SetUp, TableTarget, Target, Via, scoped};
use super::{Action, role};
use crate::catalog::Catalog;
use crate::registry::{self, Ownership};

/// Attacks tables as one tenant after another. See [the module](super).
pub struct RedTeam<C: Catalog> {
    conn: C,
    observer: Option<C>,
    targets: Vec<Box<dyn Target<C>>>,
    exempt: Vec<(String, String)>,
    schemas: Option<Vec<String>>,
    bound: bool,
}

impl<C: Catalog> RedTeam<C> {
    /// A red team that does all it does in one transaction of `conn`, which is
    /// rolled back at the end.
    pub fn new(conn: C) -> Self {
        Self {
            conn,
            observer: None,
            targets: Vec::new(),
            exempt: Vec::new(),
            schemas: None,
            bound: false,
        }
    }

    /// A red team whose rows are committed, for what has a connection of its own:
    /// a pool, a service.
    ///
    /// `conn` is what the functions are called with. `observer` makes the rows, looks
    /// at them, and after each attack changes back what was changed, so it has to
    /// see and change the rows of every tenant, also where policies hold them back from
    /// `conn`. Only sequences are left advanced.
    /// Nobody else may work on the database meanwhile.
    pub fn committed(observer: C, conn: C) -> Self {
        Self {
            observer: Some(observer),
            ..Self::new(conn)
        }
    }

    /// Names two tenants: the first attacks, the second is attacked. Where tables
    /// belong to different kinds of tenant, each kind has its two.
    pub fn tenants<K: Clone + 'static>(&mut self, attacker: K, attacked: K) -> Tenants<'_, C, K> {
        Tenants {
            team: self,
            tenants: Rc::new((attacker, attacked)),
            set_up: None,
            enter: Rc::new(RefCell::new(scoped)),
        }
    }

    /// Says why a table needs no red team: one that is declared, or one that
    /// holds nobody's rows and is not. Or why a column, `lines.bill_id`, may be what
    /// the matrix calls a fault. The matrix fails when that is no longer so.
    pub fn exempt(&mut self, table: impl Into<String>, reason: impl Into<String>) -> &mut Self {
        self.exempt.push((table.into(), reason.into()));
        self
    }

    /// Looks at the tables in these schemas alone, where the others belong to
    /// somebody else. Without it, at all of the database.
    pub fn in_schemas(&mut self, schemas: &[&str]) -> &mut Self {
        self.schemas = Some(schemas.iter().map(ToString::to_string).collect());
        self
    }

    /// Attacks.
    ///
    /// # Errors
    ///
    /// The database's, where they are not the answer to an attack.
    pub fn attack(self) -> QueryResult<Matrix> {
        let mut stage = Stage::new(self.conn, self.observer, self.schemas.as_deref())?;
        let declared = registry::tables();
        let attacked: Vec<_> = self
            .targets
            .iter()
            .map(|target| target.table().clone())
            .collect();
        role::check(&mut stage, self.bound)?;
        let mut rows = Vec::new();
        let mut notes = role::notes(stage.attacking())?;
        let mut faults = Coverage {
            found: &stage.observer.tables,
            declared: &declared,
            attacked: &attacked,
            exempt: &self.exempt,
            schema: &stage.observer.schema,
        }
        .faults();
        for mut target in self.targets {
            let Some(table) = declared.iter().find(|table| table.name == *target.table()) else {
                continue;
            };
            let (cells, note) = cells(&mut stage, target.as_mut(), table, &declared)?;
            notes.extend(note);
            let (row, stale) = exempted(table.name.to_string(), cells, &target.exemptions());
            rows.push(row);
            faults.extend(stale);
        }
        let is_exempt = |name: &str| self.exempt.iter().any(|(exempt, _)| exempt == name);
        for table in &declared {
            let name = table.name.to_string();
            if attacked.contains(&table.name) || is_exempt(&name) {
                continue;
            }
            rows.push(untried(name, table));
        }
        rows.sort_by(|a, b| a.table.cmp(&b.table));
        let mut exempt = self.exempt;
        exempt.sort();
        Ok(Matrix {
            rows,
            exempt,
            faults,
            notes,
        })
    }
}

/// The cells of a table, one an action.
fn cells<C: Catalog>(
    stage: &mut Stage<C>,
    target: &mut dyn Target<C>,
    table: &registry::Table,
    declared: &[registry::Table],
) -> QueryResult<(Vec<Cell>, Option<String>)> {
    let played = play(stage, target, table, declared);
    stage.unwind();
    let scene = match played? {
        Ok(scene) => scene,
        Err(why) => {
            let cell = Cell::new(Verdict::NoControl, why);
            return Ok((vec![cell; Action::ALL.len()], None));
        }
    };
    let judge = Judge {
        observer: &stage.observer,
        declared,
        scene: &scene,
    };
    let is_root = matches!(table.ownership, Ownership::Root { .. });
    let cell = |action| {
        let trials = scene.trials.iter().filter(|trial| trial.action == action);
        // Of several for an action the worst counts, and then the application's own.
        let worst = trials
            .filter(|trial| !(is_root && action.adds() && trial.via == Via::Statement))
            .map(|trial| judge.cell(trial))
            .max_by_key(|cell| {
                let weight = cell.verdict.weight();
                let failure = if cell.verdict.is_failure() { weight } else { 0 };
                (failure, cell.own, weight)
            });
        worst.unwrap_or_else(|| Cell::new(Verdict::NotApplicable, why_not(action, is_root)))
    };
    Ok((
        Action::ALL.into_iter().map(cell).collect(),
        scene.note.clone(),
    ))
}

fn why_not(action: Action, is_root: bool) -> &'static str {
    if is_root && action.adds() {
        "a tenant does not make tenants"
    } else {
        "no struct is named: `red_team!(table as Model)`"
    }
}

/// The cells of a table that nobody attacks.
fn untried(name: String, table: &registry::Table) -> Row {
    let cell = |action: Action| match table.ownership {
        Ownership::Shared if action.is_read() => Cell::new(Verdict::Shared, "everybody's to read"),
        Ownership::Shared => Cell::new(Verdict::Refused, "does not compile on a tenant connection"),
        _ => Cell::new(
            Verdict::Untested,
            format!(
                "declared at {}, and attacked by nobody: add `.table(red_team!({}), ..)`",
                table.declared_at, table.name.name
            ),
        ),
    };
    Row {
        table: name,
        cells: Action::ALL.into_iter().map(cell).collect(),
    }
}

/// The row with its exemptions, and which of them are stale.
fn exempted(
    table: String,
    mut cells: Vec<Cell>,
    exemptions: &[(Action, String)],
) -> (Row, Vec<String>) {
    let mut stale = Vec::new();
    for (action, reason) in exemptions {
        let mut with_action = Action::ALL.iter().zip(&mut cells);
        let Some((_, cell)) = with_action.find(|(other, _)| *other == action) else {
            continue;
        };
        if cell.verdict.is_failure() {
            *cell = Cell::new(Verdict::Exempt, reason);
        } else {
            stale.push(format!(
                "the exemption of {table} × {action} is stale: without it the cell is no failure"
            ));
        }
    }
    (Row { table, cells }, stale)
}

impl<C: Catalog> fmt::Debug for RedTeam<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedTeam").finish_non_exhaustive()
    }
}

/// Two tenants of one kind, whose tables are attacked.
pub struct Tenants<'a, C: Catalog, K> {
    team: &'a mut RedTeam<C>,
    tenants: Rc<(K, K)>,
    set_up: Option<SetUp<C, K>>,
    enter: Rc<RefCell<Enter<C, K>>>,
}

impl<C: Catalog, K: Clone + 'static> Tenants<'_, C, K> {
    /// Makes a tenant, before its rows are made: `f(conn, tenant)`. Not needed for
    /// tenants that exist.
    pub fn set_up<T, E: Debug>(
        &mut self,
        f: impl Fn(&mut C, &K) -> Result<T, E> + 'static,
    ) -> &mut Self {
        self.set_up = Some(Rc::new(move |conn: &mut C, tenant: &K| {
            f(conn, tenant)
                .map(drop)
                .map_err(|error| format!("{error:?}"))
        }));
        self
    }

    /// Attacks a table: `tenants.table(red_team!(campaigns), |conn, tenant, n| ..)`.
    ///
    /// `make(conn, tenant, n)` makes a row of the tenant, and what it takes to have
    /// one: its parents. `conn` is a plain connection, not a tenant's, since whom
    /// the row was made for is what the kit holds the declaration against. `n` is
    /// a number that no other row has. What it returns is the key with which the
    /// application's [`Functions`] are called.
    pub fn table<Key: 'static, E: Debug>(
        &mut self,
        attacks: Attacks<C, K>,
        make: impl Fn(&mut C, &K, i64) -> Result<Key, E> + 'static,
    ) -> Functions<C, K, Key> {
        let make = move |conn: &mut C, tenant: &K, n| {
            make(conn, tenant, n).map_err(|error| format!("{error:?}"))
        };
        let (target, functions) = TableTarget::new(
            Rc::clone(&self.tenants),
            self.set_up.clone(),
            Box::new(make),
            attacks,
            Rc::clone(&self.enter),
        );
        self.team.targets.push(Box::new(target));
        functions
    }
}

#[cfg(feature = "row-level-security")]
impl<K> Tenants<'_, diesel::PgConnection, K>
where
    K: crate::rls::TenantKind + diesel::serialize::ToSql<K::SqlType, diesel::pg::Pg>,
{
    /// Attacks in bound scopes, as the application's role, where policies hold the rows
    /// back too.
    ///
    /// It takes a [`RedTeam::committed`]: the first connection is that of a role to
    /// which no policy applies, a superuser or one with `BYPASSRLS`; the second is the
    /// application's.
    pub fn bound(&mut self) -> &mut Self {
        self.team.bound = true;
        *self.enter.borrow_mut() = |claim, conn, attack| {
            let answered = claim.scope_bound(conn, |db| match attack(db) {
                answer if answer.done => Ok(answer),
                answer => Err(Undone::Answered(answer)),
            });
            match answered {
                Ok(answer) | Err(Undone::Answered(answer)) => answer,
                Err(Undone::Failed(error)) => Answer::from(Err::<(), _>(error)),
            }
        };
        self
    }
}

/// Why a bound attack is rolled back.
#[cfg(feature = "row-level-security")]
enum Undone {
    Answered(Answer),
    Failed(diesel::result::Error),
}

#[cfg(feature = "row-level-security")]
impl From<diesel::result::Error> for Undone {
    fn from(error: diesel::result::Error) -> Self {
        Self::Failed(error)
    }
}

impl<C: Catalog, K: Debug> fmt::Debug for Tenants<'_, C, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tenants")
            .field("tenants", &self.tenants)
            .finish_non_exhaustive()
    }
}
