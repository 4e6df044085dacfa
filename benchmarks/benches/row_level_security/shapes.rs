//! Plan modes, where one tenant has half of the rows and a thousand share the rest.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use tenant_core::rls::BoundConnection;

use crate::Outcome;
use crate::database::Databases;
use crate::questions::Db;
use crate::ways::{claim, raw};

/// Two campaigns in a thousand are cheap; the rest differ.
pub(crate) const FILL: &str = "
INSERT INTO campaigns
  SELECT CASE WHEN n % 2 = 0 THEN 1 ELSE 2 + n / 2 % 1000 END, n, 'campaign ' || n,
    CASE WHEN n / 2000 % 500 = 7 THEN 0 ELSE n::bigint * 7919 % 1000003 + 1 END
  FROM generate_series(1, 1000000) n;
CREATE INDEX ON campaigns (company_id, budget);
CREATE INDEX cheap ON campaigns (company_id, id) WHERE budget = 0;
INSERT INTO ads
  SELECT company_id, id, id, id * 31 % 1009 FROM campaigns WHERE id % 4 < 2;
CREATE INDEX ON ads (company_id, campaign_id);
";

const LARGE: i64 = 1;
const SMALL: i64 = 8;
/// How often each is measured.
const TIMES: usize = 15;
const MODES: [&str; 3] = ["auto", "force_custom_plan", "force_generic_plan"];

struct Shape {
    name: &'static str,
    types: &'static str,
    text: &'static str,
    /// After the tenant's.
    values: &'static str,
}

const SHAPES: [Shape; 9] = [
    Shape {
        name: "find by key",
        types: "bigint, bigint",
        text: "SELECT * FROM campaigns WHERE company_id = $1 AND id = $2",
        values: ", 15",
    },
    Shape {
        name: "list by an index, `LIMIT`",
        types: "bigint, bigint",
        text: "SELECT * FROM campaigns WHERE company_id = $1 ORDER BY budget DESC LIMIT $2",
        values: ", 10",
    },
    Shape {
        name: "list by no index, `LIMIT`",
        types: "bigint, bigint",
        text: "SELECT * FROM campaigns WHERE company_id = $1 ORDER BY name LIMIT $2",
        values: ", 10",
    },
    Shape {
        name: "filter, order by the key, `LIMIT`",
        types: "bigint, bigint, bigint",
        text: "SELECT * FROM campaigns WHERE company_id = $1 AND budget < $2 ORDER BY id LIMIT $3",
        values: ", 500, 10",
    },
    Shape {
        name: "count",
        types: "bigint",
        text: "SELECT count(*) FROM campaigns WHERE company_id = $1",
        values: "",
    },
    Shape {
        name: "narrow range",
        types: "bigint, bigint, bigint",
        text: "SELECT sum(length(name)) FROM campaigns \
               WHERE company_id = $1 AND budget BETWEEN $2 AND $3",
        values: ", 1000, 1200",
    },
    Shape {
        name: "wide range",
        types: "bigint, bigint, bigint",
        text: "SELECT sum(length(name)) FROM campaigns \
               WHERE company_id = $1 AND budget BETWEEN $2 AND $3",
        values: ", 1000, 900000",
    },
    Shape {
        name: "join",
        types: "bigint, bigint, bigint",
        text: "SELECT sum(a.clicks) FROM campaigns c JOIN ads a \
               ON a.campaign_id = c.id AND a.company_id = $1 \
               WHERE c.company_id = $2 AND c.budget > $3",
        values: "",
    },
    Shape {
        name: "partial index",
        types: "bigint, bigint",
        text: "SELECT sum(length(name)) FROM campaigns WHERE company_id = $1 AND budget = $2 \
               AND id > 0",
        values: ", 0",
    },
];

impl Shape {
    fn arguments(&self, tenant: i64) -> String {
        match self.name {
            "join" => format!("{tenant}, {tenant}, 900000"),
            _ => format!("{tenant}{}", self.values),
        }
    }
}

/// What `EXPLAIN ANALYZE` said.
struct Explained {
    planning: f64,
    execution: f64,
    nodes: String,
    /// How many rows were expected where the tables are read, and how many came.
    rows: String,
}

pub(crate) fn report(databases: &Databases) -> Outcome<()> {
    println!(
        "### Plan modes\n\n\
         | shape | tenant | policy | mode | planning, µs | execution, µs | both | rows expected / read | plan |\n\
         |---|---|---|---|--:|--:|--:|---|---|"
    );
    for shape in &SHAPES {
        for (policy, url) in [
            ("without", &databases.superuser.skewed),
            ("with", &databases.socket.skewed),
        ] {
            let mut measured: Vec<Vec<Explained>> = (0..MODES.len() * 2).map(|_| vec![]).collect();
            let mut conns = Vec::new();
            for mode in MODES {
                conns.push(prepared(url, shape, mode, policy == "with")?);
            }
            for _ in 0..TIMES {
                let turns = conns.iter_mut().zip(measured.chunks_mut(2));
                for (conn, of_mode) in turns {
                    for (tenant, of_tenant) in [SMALL, LARGE].into_iter().zip(of_mode) {
                        of_tenant.push(conn.explain(shape, tenant)?);
                    }
                }
            }
            for (tenant, at) in [("small", 0), ("half of the rows", 1)] {
                for (mode, of_mode) in MODES.iter().zip(measured.chunks(2)) {
                    let Some(all) = of_mode.get(at) else { continue };
                    let Some(last) = all.last() else { continue };
                    let planning = median(all.iter().map(|one| one.planning));
                    let execution = median(all.iter().map(|one| one.execution));
                    println!(
                        "| {} | {tenant} | {policy} | `{mode}` | {planning:.0} | {execution:.0} | {:.0} | {} | {} |",
                        shape.name,
                        planning + execution,
                        last.rows,
                        last.nodes,
                    );
                }
            }
        }
    }
    println!();
    Ok(())
}

enum Asked {
    /// Past the policies.
    Plain(PgConnection),
    Bound(BoundConnection),
}

/// Prepared in this mode, and run for small tenants before anything is measured.
fn prepared(url: &str, shape: &Shape, mode: &str, bound: bool) -> Outcome<Asked> {
    let mut conn = PgConnection::establish(url)?;
    conn.batch_execute(&format!(
        "SET plan_cache_mode = {mode}; SET max_parallel_workers_per_gather = 0; \
         PREPARE asked ({}) AS {}",
        shape.types, shape.text
    ))?;
    let mut asked = if bound {
        Asked::Bound(BoundConnection::new(conn)?)
    } else {
        Asked::Plain(conn)
    };
    for tenant in 0..10 {
        asked.explain(shape, SMALL + tenant)?;
    }
    Ok(asked)
}

impl Asked {
    fn explain(&mut self, shape: &Shape, tenant: i64) -> Outcome<Explained> {
        let explain = format!(
            "EXPLAIN (ANALYZE, TIMING OFF) EXECUTE asked ({})",
            shape.arguments(tenant)
        );
        let explain = diesel::dsl::sql::<Text>(&explain);
        let lines = match self {
            Self::Plain(conn) => explain.load(conn)?,
            Self::Bound(conn) => claim(tenant).scope_bound(conn, |db: &mut Db<'_>| {
                Ok::<_, Box<dyn std::error::Error>>(explain.load(raw(db)?)?)
            })?,
        };
        read(&lines)
    }
}

fn read(lines: &[String]) -> Outcome<Explained> {
    let time = |what: &str| {
        let line = lines.iter().find(|line| line.starts_with(what));
        let time = line.and_then(|line| line.split(' ').nth(2)?.parse::<f64>().ok());
        time.ok_or("no time in the plan")
    };
    let (mut nodes, mut rows) = (Vec::new(), Vec::new());
    for line in lines {
        let Some((node, numbers)) = line.split_once("  (cost=") else {
            continue;
        };
        let node = node.trim_start().trim_start_matches("->  ");
        let reads = node.split_once(" on ");
        let name = reads.map_or(node, |(name, _)| name);
        nodes.push(name.replace(" using ", " "));
        let counted = |after: &str| {
            let number = numbers.split(after).nth(1)?.split([' ', ')']).next()?;
            Some(number.to_owned())
        };
        if reads.is_some() && !node.starts_with("Bitmap Index") {
            let actual = numbers.split("actual").nth(1).unwrap_or_default();
            let actual = actual
                .split("rows=")
                .nth(1)
                .and_then(|rest| rest.split(' ').next());
            let expected = counted("rows=").unwrap_or_default();
            rows.push(format!("{expected} / {}", actual.unwrap_or("?")));
        }
    }
    nodes.retain(|node| node != "Result" && node != "Aggregate");
    Ok(Explained {
        planning: time("Planning Time:")? * 1e3,
        execution: time("Execution Time:")? * 1e3,
        nodes: nodes.join(", "),
        rows: rows.join(", "),
    })
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}
