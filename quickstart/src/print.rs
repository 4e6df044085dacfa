//! Prints the tour: what two companies see, and the SQL behind it.

use std::io::{Result, Write};

use crate::answers::{Change, Located, Ranked, Shown, Tour, Traffic};
use crate::models::Campaign;
use crate::sql::wrapped;
use crate::table::Column::{self, Number, Text};
use crate::table::{side_by_side, table};

/// Prints everything, in the order in which it was run.
///
/// # Errors
///
/// Those of `out`.
pub fn tour(out: &mut impl Write, tour: &Tour) -> Result<()> {
    let [first, second] = &tour.companies;
    let mut print = Printer {
        out,
        companies: &tour.companies,
    };

    writeln!(
        print.out,
        "Two companies in one database. Where both ask, the SQL is shown as it was sent for {first}."
    )?;

    heading(print.out, "1. Campaigns by budget")?;
    let columns = [Text("campaign"), Text("state"), Number("budget $")];
    print.shown(&tour.budgets, columns, budget)?;

    heading(print.out, "2. Clicks and impressions of each campaign")?;
    let columns = [Text("campaign"), Number("clicks"), Number("cost $")];
    print.shown(&tour.clicks, columns, traffic)?;
    let columns = [Text("campaign"), Number("impressions"), Number("cost $")];
    print.shown(&tour.impressions, columns, traffic)?;

    heading(print.out, "3. Ads ranked within their campaigns")?;
    let columns = [Text("campaign"), Number("#"), Text("ad"), Number("clicks")];
    print.shown(&tour.ranked, columns, ranked)?;

    heading(print.out, "4. The latest clicks, and where they came from")?;
    print.shown(
        &tour.latest,
        [Text("at"), Text("from"), Text("place")],
        located,
    )?;

    heading(print.out, "5. Moving budget, in a transaction")?;
    writeln!(
        print.out,
        "Both move $500 from their campaign 3 to their campaign 4.\n"
    )?;
    print.campaigns(&tour.moved)?;
    writeln!(
        print.out,
        "Both try to move $50,000, which neither has: nothing changes.\n"
    )?;
    print.campaigns(&tour.overdrawn)?;

    heading(print.out, "6. Planning campaigns: an upsert")?;
    writeln!(
        print.out,
        "{second} plans campaigns 1 and 6. {first} has both ids, too.\n"
    )?;
    print.campaigns(&tour.planned)?;

    heading(print.out, "7. Forgetting clicks: a delete")?;
    writeln!(
        print.out,
        "{second} deletes the clicks of its ad 1. {first} has an ad 1, too.\n"
    )?;
    print.counts(&tour.forgotten)
}

/// Begins a new part.
///
/// # Errors
///
/// Those of `out`.
pub fn heading(out: &mut impl Write, text: &str) -> Result<()> {
    writeln!(out, "\n{text}\n{}\n", "─".repeat(text.chars().count()))
}

struct Printer<'a, W> {
    out: &'a mut W,
    companies: &'a [String; 2],
}

impl<W: Write> Printer<'_, W> {
    /// Rows of two companies.
    fn shown<T, const N: usize>(
        &mut self,
        shown: &Shown<Vec<T>>,
        columns: [Column; N],
        cells: fn(&T) -> [String; N],
    ) -> Result<()> {
        let tables = |rows: &Vec<T>| table(columns, rows.iter().map(cells));
        self.print(shown.seen.each_ref().map(tables), &shown.sql)
    }

    /// Campaigns before and after a change.
    fn campaigns(&mut self, change: &Change<Vec<Campaign>>) -> Result<()> {
        let columns = [
            Number("id"),
            Text("campaign"),
            Number("budget $"),
            Text("was"),
        ];
        let tables = |before: &[Campaign], after: &[Campaign]| {
            table(
                columns,
                after.iter().map(|now| {
                    let was = before.iter().find(|was| was.id == now.id);
                    let was = match was {
                        None => "(new)".to_owned(),
                        Some(was) if was.name == now.name => match was.monthly_budget {
                            same if same == now.monthly_budget => String::new(),
                            other => dollars(other),
                        },
                        Some(was) => was.name.clone(),
                    };
                    let budget = dollars(now.monthly_budget);
                    [now.id.to_string(), now.name.clone(), budget, was]
                }),
            )
        };
        let ([first, second], [first_now, second_now]) = (&change.before, &change.after);
        let both = [tables(first, first_now), tables(second, second_now)];
        self.print(both, &change.sql)
    }

    /// A number before and after a change.
    fn counts(&mut self, change: &Change<i64>) -> Result<()> {
        let tables = |was: i64, now: i64| {
            let columns = [Number("clicks before"), Number("clicks after")];
            table(columns, [[was.to_string(), now.to_string()]])
        };
        let ([first, second], [first_now, second_now]) = (change.before, change.after);
        let both = [tables(first, first_now), tables(second, second_now)];
        self.print(both, &change.sql)
    }

    fn print(&mut self, [left, right]: [String; 2], sql: &[String]) -> Result<()> {
        let [first, second] = self.companies;
        let left = format!("{first}\n{left}");
        let right = format!("{second}\n{right}");
        writeln!(self.out, "{}", side_by_side(&left, &right))?;
        for statement in sql {
            writeln!(self.out, "{}", wrapped(statement))?;
        }
        Ok(())
    }
}

fn budget(campaign: &Campaign) -> [String; 3] {
    let Campaign { name, state, .. } = campaign.clone();
    [name, state, dollars(campaign.monthly_budget)]
}

fn traffic(traffic: &Traffic) -> [String; 3] {
    let spent = traffic
        .spent
        .map_or_else(String::new, |usd| format!("{usd:.2}"));
    [traffic.campaign.clone(), traffic.count.to_string(), spent]
}

fn ranked(ranked: &Ranked) -> [String; 4] {
    let (place, clicks) = (ranked.place.to_string(), ranked.clicks.to_string());
    [ranked.campaign.clone(), place, ranked.ad.clone(), clicks]
}

fn located(click: &Located) -> [String; 3] {
    let place = match &click.city {
        Some(city) => format!("{city}, {}", click.country),
        None => click.country.clone(),
    };
    [
        click.at.format("%-d %b %H:%M").to_string(),
        click.ip.clone(),
        place,
    ]
}

/// Cents as dollars.
fn dollars(cents: Option<i64>) -> String {
    cents.map_or_else(String::new, |cents| {
        format!("{}.{:02}", cents / 100, cents % 100)
    })
}
