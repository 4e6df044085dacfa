//! Takes two companies through the dashboard.

use std::error::Error;

use chrono::NaiveDate;
use diesel::result::{Error as QueryError, QueryResult};
use tenant_core::{Claim, look_up};

use super::{Connection, Db, dashboard};
use crate::answers::{Change, Shown, Tour};
use crate::models::NewCampaign;
use crate::schema::companies;
use crate::sql::SqlLog;

/// Asks everything and changes some, for both companies.
///
/// # Errors
///
/// The database's; a company that does not exist.
pub fn tour(conn: &mut Connection, names: [&str; 2]) -> Result<Tour, Box<dyn Error>> {
    // A claim comes from a credential that was verified, or as here from a value
    // that identifies a tenant, such as a host name or an API key.
    let [first, second] = names.map(|name| look_up(companies::name, name).claim(conn));
    let log = SqlLog::default();
    log.watch(conn);
    let mut pair = Pair {
        conn,
        first: first?,
        second: second?,
        log,
    };

    Ok(Tour {
        companies: pair.ask(dashboard::company_name)?.seen,
        budgets: pair.ask(dashboard::campaigns_by_budget)?,
        clicks: pair.ask(dashboard::clicks_by_campaign)?,
        impressions: pair.ask(dashboard::impressions_by_campaign)?,
        ranked: pair.ask(dashboard::ranked_ads)?,
        latest: pair.ask(|db| dashboard::latest_clicks(db, 5))?,
        moved: pair.change(dashboard::campaigns, |pair| {
            pair.ask(|db| dashboard::move_budget(db, 3, 4, 50_000))
                .map(|moved| moved.sql)
        })?,
        overdrawn: pair.change(dashboard::campaigns, |pair| {
            pair.ask(|db| match dashboard::move_budget(db, 3, 4, 5_000_000) {
                Err(QueryError::NotFound) => Ok(()),
                other => other,
            })
            .map(|refused| refused.sql)
        })?,
        planned: pair.change(dashboard::campaigns, |pair| {
            pair.let_second(|db| {
                dashboard::plan(db, &campaign(1, "Breakfast in bed", 600_000))?;
                dashboard::plan(db, &campaign(6, "Midnight snacks", 150_000))
            })
        })?,
        forgotten: pair.change(
            |db| dashboard::clicks_of(db, 1),
            |pair| pair.let_second(|db| dashboard::forget_clicks(db, 1)),
        )?,
    })
}

/// Two companies on one connection, one at a time.
struct Pair<'c> {
    conn: &'c mut Connection,
    first: Claim<i64>,
    second: Claim<i64>,
    log: SqlLog,
}

impl Pair<'_> {
    /// The same code in the scope of each company.
    fn ask<T>(&mut self, ask: impl Fn(&mut Db<'_>) -> QueryResult<T>) -> QueryResult<Shown<T>> {
        let first = self.first.scope(self.conn, &ask)?;
        let sql = self.log.take();
        let second = self.second.scope(self.conn, &ask)?;
        let _ = self.log.take();
        Ok(Shown {
            seen: [first, second],
            sql,
        })
    }

    /// In the scope of the second company only.
    fn let_second<T>(
        &mut self,
        act: impl FnOnce(&mut Db<'_>) -> QueryResult<T>,
    ) -> QueryResult<Vec<String>> {
        self.second.scope(self.conn, act)?;
        Ok(self.log.take())
    }

    fn change<T>(
        &mut self,
        look: impl Fn(&mut Db<'_>) -> QueryResult<T>,
        act: impl FnOnce(&mut Self) -> QueryResult<Vec<String>>,
    ) -> QueryResult<Change<T>> {
        let before = self.ask(&look)?.seen;
        let sql = act(self)?;
        let after = self.ask(&look)?.seen;
        Ok(Change { before, after, sql })
    }
}

fn campaign(id: i64, name: &str, cents: i64) -> NewCampaign<'_> {
    NewCampaign {
        id,
        name,
        cost_model: "cost_per_click",
        state: "running",
        monthly_budget: Some(cents),
        created_at: NaiveDate::from_ymd_opt(2024, 6, 1)
            .unwrap_or_default()
            .into(),
    }
}
