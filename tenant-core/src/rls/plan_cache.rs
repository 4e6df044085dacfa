//! For whom PostgreSQL plans a prepared statement.

/// PostgreSQL's `plan_cache_mode`: whether a prepared statement is planned anew for
/// the values of each execution, or once for all of them.
///
/// Left alone, PostgreSQL plans the first five executions anew, and then goes on with
/// one plan for all if its estimated cost is not higher. That estimate does not know
/// the values: a `LIMIT ?` counts as a tenth of the rows, so that short lists are
/// planned anew each time, policies and all.
///
/// Which mode is right depends on the data, so none is set unless you ask for it.
/// [`guide::row_level_security`](crate::guide::row_level_security) has the figures.
///
/// ```
/// use diesel::prelude::*;
/// use tenant_core::rls::{BoundConnection, PlanCacheMode};
///
/// fn connect(url: &str) -> Result<BoundConnection, Box<dyn std::error::Error>> {
///     let conn = BoundConnection::new(PgConnection::establish(url)?)?;
///     Ok(conn.plan_cache_mode(PlanCacheMode::ForceGenericPlan))
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlanCacheMode {
    /// PostgreSQL decides for each statement. What it does unless the role, the
    /// database or the server is set to something else.
    Auto,
    /// One plan for all tenants and values: no planning after the first execution.
    ///
    /// It cannot use a partial index whose condition is a value in the statement, and
    /// it takes each tenant for one of average size.
    ForceGenericPlan,
    /// A plan for the values of each execution.
    ForceCustomPlan,
}

impl PlanCacheMode {
    /// The name in PostgreSQL.
    pub(super) fn sql(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::ForceGenericPlan => "force_generic_plan",
            Self::ForceCustomPlan => "force_custom_plan",
        }
    }
}
