//! How much work it is to tie a text: it is done in each `cargo check`.
#![allow(clippy::unwrap_used, reason = "a test: a panic is its report")]

use std::env;
use std::process::Command;

use tenant_sql::{Dialect, Tie, tie};

/// A kilobyte over five tables, as reports are.
const REPORT: &str = "
    WITH spent AS (
        SELECT a.campaign_id, SUM(k.cost) AS cost, COUNT(DISTINCT k.id) AS clicks
        FROM ads a
        JOIN clicks k ON k.ad_id = a.id AND k.company_id = a.company_id
        WHERE a.company_id = :tenant AND k.created_at >= :since
        GROUP BY a.campaign_id
    )
    SELECT c.id, c.name, c.state, o.name AS owner, s.cost, s.clicks,
           (SELECT COUNT(*) FROM notes n WHERE n.campaign_id = c.id) AS notes,
           ROW_NUMBER() OVER (PARTITION BY c.state ORDER BY s.cost DESC) AS place
    FROM campaigns c
    JOIN users o ON o.id = c.owner_id AND o.company_id = c.company_id
    LEFT JOIN spent s ON s.campaign_id = c.id
    WHERE c.company_id = :tenant
      AND c.state IN ('running', 'paused')
      AND (c.name LIKE :search OR o.name LIKE :search)
      AND EXISTS (
          SELECT 1 FROM notes n
          WHERE n.campaign_id = c.id AND n.pinned = :pinned AND LENGTH(n.body) > 3
      )
      AND COALESCE(s.cost, 0) BETWEEN :least AND :most
    ORDER BY place, c.name, c.id
    LIMIT 50";

const DIALECTS: [Dialect; 3] = [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql];

#[test]
fn five_tables_are_tied() {
    for dialect in DIALECTS {
        let tied = tie(REPORT, dialect).unwrap();
        assert_eq!(tied.tables.len(), 5);
        assert!(tied.tables.iter().all(|table| table.by != Tie::Nothing));
    }
}

/// The blocks that are looked at: a text is not checked once for each of its words.
#[test]
fn a_text_is_looked_at_a_few_times() {
    for dialect in DIALECTS {
        let looked_at = tie(REPORT, dialect).unwrap().looked_at;
        println!("{dialect:?}: {looked_at} blocks");
        assert!(looked_at < 700, "{dialect:?}: {looked_at}");
    }
}

/// Instructions in the dev profile, all databases together. 100 ms are some 250
/// million. Without valgrind it counts nothing, and says so.
#[test]
fn five_tables_cost_few_instructions() {
    const MOST: u64 = 200_000_000;
    if !cfg!(debug_assertions) || Command::new("valgrind").arg("--version").output().is_err() {
        println!("not counted: it needs valgrind, and the dev profile");
        return;
    }
    let counted = instructions("five_tables_are_tied") - instructions("nothing_is_done");
    println!("{counted} instructions");
    assert!(counted < MOST, "{counted} instructions");
}

#[test]
fn nothing_is_done() {}

/// What valgrind counts for one test of this file.
fn instructions(test: &str) -> u64 {
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe().unwrap())
        .args(["--exact", test, "--test-threads=1"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    let collected = said.lines().find_map(|line| line.split_once("Collected :"));
    collected.unwrap().1.trim().parse().unwrap()
}
