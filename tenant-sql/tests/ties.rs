//! What ties the tables of a text to `:tenant`.
#![allow(clippy::unwrap_used, reason = "a test: a panic is its report")]

use tenant_sql::{Dialect, Piece, Tie, tie};

fn ties(sql: &str) -> Vec<(String, Tie)> {
    let tied = tie(sql, Dialect::Postgres).unwrap();
    let tables = tied.tables.into_iter();
    tables.map(|table| (table.name, table.by)).collect()
}

fn column(name: &str) -> Tie {
    Tie::Column(name.to_owned())
}

fn parent(foreign_key: &str, parent: &str, parent_key: &str) -> Tie {
    Tie::Parent {
        foreign_key: foreign_key.to_owned(),
        parent: parent.to_owned(),
        parent_key: parent_key.to_owned(),
    }
}

#[test]
fn a_column() {
    let sql = "SELECT name FROM campaigns WHERE company_id = :tenant AND budget > :min";
    assert_eq!(ties(sql), [("campaigns".to_owned(), column("company_id"))]);
}

#[test]
fn one_through_the_other() {
    let sql = "SELECT a.id FROM campaigns c JOIN ads a ON a.company_id = c.company_id
               WHERE c.company_id = :tenant";
    assert_eq!(
        ties(sql),
        [
            ("ads".to_owned(), column("company_id")),
            ("campaigns".to_owned(), column("company_id"))
        ]
    );
}

#[test]
fn children_and_their_children() {
    let sql = "SELECT r.id FROM replies r JOIN notes n ON n.id = r.note_id
               JOIN campaigns c ON c.id = n.campaign_id WHERE c.company_id = :tenant";
    assert_eq!(
        ties(sql),
        [
            ("campaigns".to_owned(), column("company_id")),
            ("notes".to_owned(), parent("campaign_id", "campaigns", "id")),
            ("replies".to_owned(), parent("note_id", "notes", "id"))
        ]
    );
}

#[test]
fn nothing() {
    assert_eq!(
        ties("SELECT c.id FROM campaigns c WHERE :tenant = 1"),
        [("campaigns".to_owned(), Tie::Nothing)]
    );
}

#[test]
fn another_placeholder_ties_nothing() {
    assert_eq!(
        ties("SELECT id FROM campaigns WHERE company_id = :other"),
        [("campaigns".to_owned(), Tie::Nothing)]
    );
}

#[test]
fn each_reference_counts() {
    let sql = "SELECT a.id FROM campaigns a, campaigns b WHERE a.company_id = :tenant";
    assert_eq!(ties(sql), [("campaigns".to_owned(), Tie::Nothing)]);
}

#[test]
fn writes() {
    let update = "UPDATE campaigns SET name = :name WHERE company_id = :tenant AND id = :id";
    assert_eq!(
        ties(update),
        [("campaigns".to_owned(), column("company_id"))]
    );
    let insert = "INSERT INTO campaigns (company_id, name) VALUES (:tenant, :name)";
    assert_eq!(
        ties(insert),
        [("campaigns".to_owned(), column("company_id"))]
    );
    for refused in [
        "UPDATE campaigns SET name = :name",
        "UPDATE campaigns SET company_id = :x WHERE company_id = :tenant",
        "INSERT INTO campaigns (company_id, name) VALUES (:other, :name)",
        "DELETE FROM campaigns WHERE id = :tenant OR id = :id",
    ] {
        tie(refused, Dialect::Postgres).unwrap_err();
    }
}

#[test]
fn pieces_keep_the_text() {
    let tied = tie(
        "SELECT ':tenant', name::text FROM campaigns -- :x\n WHERE company_id = :tenant AND id = :id;",
        Dialect::Postgres,
    );
    assert_eq!(
        tied.unwrap().pieces,
        [
            Piece::Text(
                "SELECT ':tenant', name::text FROM campaigns -- :x\n WHERE company_id = "
                    .to_owned()
            ),
            Piece::Tenant,
            Piece::Text(" AND id = ".to_owned()),
            Piece::Bind("id".to_owned()),
            Piece::Text(String::new()),
        ]
    );
}

#[test]
fn a_table_of_another_schema_is_another_table() {
    let other = "SELECT id FROM other.campaigns WHERE company_id = :tenant";
    tie(other, Dialect::Postgres).unwrap_err();
    let default = "SELECT id FROM public.campaigns WHERE company_id = :tenant";
    assert_eq!(
        ties(default),
        [("campaigns".to_owned(), column("company_id"))]
    );
}

#[test]
fn another_case_may_be_another_table() {
    let sql = "SELECT id FROM Campaigns WHERE company_id = :tenant";
    tie(sql, Dialect::Postgres).unwrap_err();
}

#[test]
fn a_subquery_that_may_mean_the_outside_ties_nothing_outside() {
    let sql = "SELECT body FROM notes WHERE EXISTS
               (SELECT 1 FROM campaigns WHERE id = campaign_id AND company_id = :tenant)";
    assert_eq!(
        ties(sql),
        [
            ("campaigns".to_owned(), column("company_id")),
            ("notes".to_owned(), Tie::Nothing)
        ]
    );
}

#[test]
fn the_databases_own_placeholders_tie_nothing() {
    for sql in [
        "SELECT id FROM campaigns WHERE company_id = $1",
        "SELECT id FROM campaigns WHERE company_id = ?",
    ] {
        for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
            let tied = tie(sql, dialect).map_or(Vec::new(), |tied| tied.tables);
            assert!(tied.iter().all(|table| table.by == Tie::Nothing), "{sql}");
        }
    }
}

#[test]
fn statements_about_the_session_are_refused() {
    for sql in ["COMMIT", "SET TIME ZONE 'UTC'", "EXPLAIN SELECT 1", ""] {
        tie(sql, Dialect::Postgres).unwrap_err();
    }
}

/// A row without a tenant may be everybody's to read.
#[test]
fn the_key_of_a_new_row_is_there() {
    let found = "INSERT INTO templates (company_id, title)
                 SELECT :tenant, name FROM campaigns WHERE company_id = :tenant";
    assert_eq!(
        ties(found),
        [
            ("campaigns".to_owned(), column("company_id")),
            ("templates".to_owned(), column("company_id"))
        ]
    );
    let perhaps = "INSERT INTO templates (company_id, title) VALUES
                   ((SELECT company_id FROM campaigns WHERE company_id = :tenant AND id = :id), :t)";
    assert_eq!(
        ties(perhaps),
        [
            ("campaigns".to_owned(), column("company_id")),
            (
                "templates".to_owned(),
                parent("company_id", "campaigns", "company_id")
            )
        ]
    );
}

fn also(sql: &str, table: &str) -> Vec<Tie> {
    let tied = tie(sql, Dialect::Postgres).unwrap();
    let mut tables = tied.tables.into_iter();
    tables.find(|tied| tied.name == table).unwrap().or
}

/// Which of them it was declared with, the types say.
#[test]
fn other_ties_are_named() {
    let two_parents = "SELECT n.body FROM notes n JOIN campaigns c ON c.id = n.campaign_id
                       JOIN ads a ON a.id = n.ad_id
                       WHERE c.company_id = :tenant AND a.company_id = :tenant";
    assert_eq!(
        also(two_parents, "notes"),
        [parent("campaign_id", "campaigns", "id")]
    );
    let two_columns = "SELECT id FROM campaigns WHERE company_id = :tenant AND owner_id = :tenant";
    assert_eq!(also(two_columns, "campaigns"), [column("owner_id")]);
    let key_and_tenant = "SELECT a.id FROM campaigns c
                          JOIN ads a ON a.campaign_id = c.id AND a.company_id = c.company_id
                          WHERE c.company_id = :tenant";
    assert_eq!(
        also(key_and_tenant, "ads"),
        [parent("campaign_id", "campaigns", "id")]
    );
}

/// A tie that holds for one of two, or on which another does not hang, is none.
#[test]
fn what_hangs_on_a_table_holds_under_each_of_its_ties() {
    let sql = "SELECT 1 FROM ads a JOIN campaigns c ON c.id = a.campaign_id
               WHERE c.company_id = :tenant AND a.owner_id = :tenant
               AND EXISTS (SELECT 1 FROM notes n WHERE n.owner_id = a.owner_id)";
    let tied = tie(sql, Dialect::Postgres).unwrap();
    let of = |name: &str| tied.tables.iter().find(|table| table.name == name).unwrap();
    assert_eq!(of("notes").by, column("owner_id"));
    assert_eq!(of("ads").by, column("owner_id"));
    assert_eq!(of("ads").or, []);

    let twice = "SELECT 1 FROM campaigns a, campaigns b WHERE a.company_id = :tenant
                 AND b.company_id = :tenant AND a.owner_id = :tenant";
    assert_eq!(also(twice, "campaigns"), []);
}

#[test]
fn columns_behind_a_table_are_named() {
    let sql = "SELECT c.name, (a).title, s.total, s.state, n
               FROM campaigns c JOIN ads a ON a.company_id = c.company_id
               JOIN (SELECT d.*, 1 AS total FROM drafts d WHERE d.company_id = :tenant) s ON true
               CROSS JOIN LATERAL unnest(c.tags) AS n
               WHERE c.company_id = :tenant ORDER BY c.ctid";
    let columns = tie(sql, Dialect::Postgres).unwrap().columns;
    let expected = [
        ("ads", "company_id"),
        ("ads", "title"),
        ("campaigns", "company_id"),
        ("campaigns", "name"),
        ("campaigns", "tags"),
        ("drafts", "company_id"),
        ("drafts", "state"),
    ];
    let expected = expected.map(|(table, column)| (table.to_owned(), column.to_owned()));
    assert_eq!(columns.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn what_may_be_a_call_is_refused() {
    for sql in [
        "SELECT (c.id).everybody FROM campaigns c WHERE c.company_id = :tenant",
        "SELECT c::text FROM campaigns c WHERE c.company_id = :tenant",
        "SELECT s.everybody FROM (SELECT id FROM campaigns WHERE company_id = :tenant) s",
        "SELECT s.everybody FROM (SELECT c.*, a.* FROM campaigns c, ads a
         WHERE c.company_id = :tenant AND a.company_id = :tenant) s",
        "SELECT :x::everybody FROM campaigns c WHERE c.company_id = :tenant",
    ] {
        tie(sql, Dialect::Postgres).unwrap_err();
    }
}
