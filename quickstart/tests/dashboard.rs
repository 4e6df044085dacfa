//! The dashboard's numbers, against the same numbers counted in the CSV files.

use std::collections::BTreeMap;
use std::error::Error;

use quickstart::answers::{Change, Shown, Tour, Traffic};
use quickstart::models::Campaign;
use quickstart::{data, sqlite};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const COMPANIES: [&str; 2] = ["Quillmere Outfitters", "Tansybrook Foods"];
const IDS: [&str; 2] = ["1", "2"];

#[test]
fn on_sqlite() -> Result {
    check(&sqlite::with_new_database(|conn| {
        sqlite::load::load(conn)?;
        sqlite::tour::tour(conn, COMPANIES)
    })?)
}

#[cfg(feature = "postgres")]
#[test]
fn on_postgres() -> Result {
    use quickstart::postgres;

    let url = std::env::var("TENANT_TEST_POSTGRES_OWNER_URL")
        .map_err(|_| "no PostgreSQL to test on: run scripts/test")?;
    check(&postgres::with_new_schema(&url, |conn| {
        postgres::load::load(conn)?;
        postgres::tour::tour(conn, COMPANIES)
    })?)
}

fn check(tour: &Tour) -> Result {
    assert_eq!(tour.companies, COMPANIES);
    budgets(&tour.budgets)?;
    traffic(&tour.clicks, data::CLICKS, "cost_per_click_usd")?;
    traffic(
        &tour.impressions,
        data::IMPRESSIONS,
        "cost_per_impression_usd",
    )?;
    ranks(tour)?;
    places(tour)?;
    moves(&tour.moved)?;
    assert_eq!(tour.overdrawn.before, tour.moved.after);
    assert_eq!(tour.overdrawn.after, tour.overdrawn.before);
    assert_eq!(
        tour.overdrawn.sql.last().map(String::as_str),
        Some("ROLLBACK")
    );
    plans(&tour.planned)?;
    deletes(&tour.forgotten)
}

fn budgets(shown: &Shown<Vec<Campaign>>) -> Result {
    for (campaigns, company) in shown.seen.iter().zip(IDS) {
        let mut expected = Vec::new();
        for row in rows_of(company, data::CAMPAIGNS)? {
            if let Ok(cents) = row.get("monthly_budget")?.parse::<i64>() {
                expected.push((cents, row.get("name")?.to_owned()));
            }
        }
        expected.sort_by_key(|(cents, _)| -cents);
        let seen: Vec<_> = campaigns
            .iter()
            .map(|c| (c.monthly_budget.unwrap_or_default(), c.name.clone()))
            .collect();
        assert_eq!(seen, expected);
        assert!(
            campaigns
                .iter()
                .all(|c| c.company_id.to_string() == company)
        );
    }
    Ok(())
}

fn traffic(shown: &Shown<Vec<Traffic>>, csv: &str, cost: &str) -> Result {
    for (seen, company) in shown.seen.iter().zip(IDS) {
        let ads = rows_of(company, data::ADS)?;
        let events = rows_of(company, csv)?;
        let campaigns = rows_of(company, data::CAMPAIGNS)?;
        assert_eq!(seen.len(), campaigns.len());
        for (seen, campaign) in seen.iter().zip(&campaigns) {
            let (mut count, mut spent) = (0, None);
            for ad in &ads {
                if ad.get("campaign_id")? != campaign.get("id")? {
                    continue;
                }
                for event in &events {
                    if event.get("ad_id")? == ad.get("id")? {
                        count += 1;
                        if let Ok(cost) = event.get(cost)?.parse::<f64>() {
                            *spent.get_or_insert(0.0) += cost;
                        }
                    }
                }
            }
            assert_eq!(seen.campaign, campaign.get("name")?);
            assert_eq!(seen.count, count);
            assert_eq!(seen.spent.map(hundredths), spent.map(hundredths));
        }
    }
    Ok(())
}

/// Sums of floats differ in their last digits with the order of the rows.
fn hundredths(dollars: f64) -> String {
    format!("{dollars:.2}")
}

fn ranks(tour: &Tour) -> Result {
    for (seen, company) in tour.ranked.seen.iter().zip(IDS) {
        let ads = rows_of(company, data::ADS)?;
        let mut expected = Vec::new();
        for campaign in rows_of(company, data::CAMPAIGNS)? {
            let mut own = Vec::new();
            for ad in &ads {
                if ad.get("campaign_id")? == campaign.get("id")? {
                    own.push((ad.get("clicks_count")?.parse::<i64>()?, ad.get("name")?));
                }
            }
            own.sort_by_key(|(clicks, _)| -clicks);
            for (clicks, ad) in &own {
                let place = 1 + own.iter().filter(|(more, _)| more > clicks).count();
                expected.push(format!("{} {place} {ad} {clicks}", campaign.get("name")?));
            }
        }
        let seen: Vec<_> = seen
            .iter()
            .map(|r| format!("{} {} {} {}", r.campaign, r.place, r.ad, r.clicks))
            .collect();
        assert_eq!(seen, expected);
    }
    Ok(())
}

fn places(tour: &Tour) -> Result {
    let geo = rows(data::GEO_IPS)?;
    for (seen, company) in tour.latest.seen.iter().zip(IDS) {
        let mut clicks = rows_of(company, data::CLICKS)?;
        clicks.sort_by_cached_key(|click| click.get("clicked_at").map(str::to_owned).ok());
        clicks.reverse();
        assert_eq!(seen.len(), 5);
        for (seen, click) in seen.iter().zip(&clicks) {
            assert_eq!(seen.at.to_string(), click.get("clicked_at")?);
            assert_eq!(seen.ip, click.get("user_ip")?);
            let mut places = geo
                .iter()
                .filter(|place| place.get("addrs").ok() == click.get("user_prefix").ok());
            let place = places.next().ok_or("an address without a place")?;
            assert_eq!(seen.country, place.get("country")?);
            assert_eq!(seen.city.as_deref().unwrap_or(""), place.get("city")?);
        }
    }
    Ok(())
}

fn moves(moved: &Change<Vec<Campaign>>) -> Result {
    for (before, after) in moved.before.iter().zip(&moved.after) {
        let expected = before.iter().cloned().map(|mut campaign| {
            campaign.monthly_budget = campaign.monthly_budget.map(|cents| match campaign.id {
                3 => cents - 50_000,
                4 => cents + 50_000,
                _ => cents,
            });
            campaign
        });
        assert_eq!(after, &expected.collect::<Vec<_>>());
    }
    Ok(())
}

fn plans(planned: &Change<Vec<Campaign>>) -> Result {
    let ([first, second], [first_after, second_after]) = (&planned.before, &planned.after);
    assert_eq!(first_after, first, "the other company's campaigns changed");
    let names = |campaigns: &[Campaign]| -> BTreeMap<_, _> {
        campaigns.iter().map(|c| (c.id, c.name.clone())).collect()
    };
    let mut expected = names(second);
    assert!(expected.insert(1, "Breakfast in bed".to_owned()).is_some());
    assert!(expected.insert(6, "Midnight snacks".to_owned()).is_none());
    assert_eq!(names(second_after), expected);
    assert!(second_after.iter().all(|campaign| campaign.company_id == 2));
    Ok(())
}

fn deletes(forgotten: &Change<i64>) -> Result {
    let mut expected = [0, 0];
    for (count, company) in expected.iter_mut().zip(IDS) {
        for click in rows_of(company, data::CLICKS)? {
            *count += i64::from(click.get("ad_id")? == "1");
        }
    }
    assert_eq!(forgotten.before, expected);
    let [first, _] = expected;
    assert_eq!(forgotten.after, [first, 0]);
    Ok(())
}

/// A line of a CSV file.
struct Row(BTreeMap<String, String>);

impl Row {
    fn get(&self, column: &str) -> Result<&str> {
        let value = self.0.get(column).map(String::as_str);
        Ok(value.ok_or_else(|| format!("no column {column}"))?)
    }
}

fn rows(csv: &str) -> Result<Vec<Row>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows = reader.deserialize().map(|row| Ok(Row(row?)));
    rows.collect()
}

fn rows_of(company: &str, csv: &str) -> Result<Vec<Row>> {
    let mut rows = rows(csv)?;
    rows.retain(|row| row.get("company_id").ok() == Some(company));
    Ok(rows)
}
