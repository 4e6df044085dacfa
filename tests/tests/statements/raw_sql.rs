//! Raw SQL that was checked at compile time.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use tenant_core::checked_sql;

use super::harness::*;
use crate::schema::*;

#[derive(QueryableByName, Debug, PartialEq)]
struct Named {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    name: String,
}

fn named(rows: &[(i64, &str)]) -> Vec<Named> {
    let rows = rows.iter();
    rows.map(|&(id, name)| Named {
        id,
        name: name.to_owned(),
    })
    .collect()
}

#[test]
fn a_text_sees_the_tenants_rows() {
    as_acme(|db| {
        let query = checked_sql!(
            db.tenant(),
            "SELECT id, name FROM campaigns WHERE company_id = :tenant AND name = :name ORDER BY id",
            name: Text = "Spring",
        );
        golden(
            &query,
            "SELECT id, name FROM campaigns WHERE company_id = ? AND name = ? ORDER BY id",
        );
        let rows: Vec<Named> = query.load(db).unwrap();
        assert_eq!(rows, named(&[(11, "Spring"), (13, "Spring")]));
    });
}

#[test]
fn a_text_without_other_binds() {
    as_acme(|db| {
        let one: Named = checked_sql!(
            db.tenant(),
            "SELECT id, name FROM companies WHERE id = :tenant"
        )
        .get_result(db)
        .unwrap();
        assert_eq!(one.name, "Acme");
    });
}

#[test]
fn a_text_joins_children_and_shared_tables() {
    as_acme(|db| {
        let rows: Vec<Named> = checked_sql!(
            db.tenant(),
            "SELECT r.id, r.body AS name
             FROM replies r
             JOIN notes n ON n.id = r.note_id
             JOIN campaigns c ON c.id = n.campaign_id
             LEFT JOIN geo g ON g.id = r.id
             WHERE c.company_id = :tenant AND r.likes > :likes
             ORDER BY r.id",
            likes: BigInt = 3_i64,
        )
        .load(db)
        .unwrap();
        assert_eq!(rows, named(&[(2, "a re")]));
    });
}

#[test]
fn a_text_is_a_query_that_builders_lack() {
    as_acme(|db| {
        let rows: Vec<Named> = checked_sql!(
            db.tenant(),
            "WITH ranked AS (
                SELECT id, title, ROW_NUMBER() OVER (PARTITION BY campaign_id ORDER BY cost DESC) AS place
                FROM ads WHERE company_id = :tenant)
             SELECT id, title AS name FROM ranked WHERE place = 1 ORDER BY id"
        )
        .load(db)
        .unwrap();
        assert_eq!(rows, named(&[(2, "Blue"), (3, "Red")]));
    });
}

#[test]
fn a_text_uses_a_bind_twice_and_binds_what_is_owned() {
    as_acme(|db| {
        let name = String::from("Summer");
        let rows: Vec<Named> = checked_sql!(
            db.tenant(),
            "SELECT id, name FROM campaigns WHERE company_id = :tenant AND (name = :name OR slug = :name)",
            name: Text = &name,
        )
        .load(db)
        .unwrap();
        assert_eq!(rows, named(&[(12, "Summer")]));
    });
}

#[test]
fn a_text_writes_the_tenants_rows() {
    as_acme(|db| {
        let updated = checked_sql!(
            db.tenant(),
            "UPDATE campaigns SET name = :name WHERE company_id = :tenant AND slug = :slug",
            name: Text = "x",
            slug: Text = "spring",
        )
        .execute(db);
        assert_eq!(updated.unwrap(), 1);
        let inserted = checked_sql!(
            db.tenant(),
            "INSERT INTO drafts (company_id, title) VALUES (:tenant, :title)",
            title: Text = "new",
        )
        .execute(db);
        assert_eq!(inserted.unwrap(), 1);
        let deleted = checked_sql!(
            db.tenant(),
            "DELETE FROM notes WHERE campaign_id IN (SELECT id FROM campaigns WHERE company_id = :tenant)"
        )
        .execute(db);
        assert_eq!(deleted.unwrap(), 2);
    });
}

/// Notes hang on campaigns, and are joined to ads as well: one of both ties is theirs.
#[test]
fn a_text_ties_a_table_in_two_ways() {
    as_acme(|db| {
        let deleted: Vec<Named> = checked_sql!(
            db.tenant(),
            "SELECT n.id, n.body AS name FROM notes n
             JOIN campaigns c ON c.id = n.campaign_id AND c.company_id = :tenant
             JOIN ads a ON a.campaign_id = n.campaign_id AND a.company_id = :tenant
             WHERE a.id < 0"
        )
        .load(db)
        .unwrap();
        assert_eq!(deleted, named(&[]));
        let both: Vec<Named> = checked_sql!(
            db.tenant(),
            "SELECT id, name FROM campaigns
             WHERE company_id = :tenant AND budget = :tenant AND id = :tenant"
        )
        .load(db)
        .unwrap();
        assert_eq!(both, named(&[]));
    });
}

#[test]
fn a_text_over_shared_tables_takes_a_key_of_any_type() {
    as_acme(|db| {
        let rows: Vec<Named> = checked_sql!(
            db.tenant(),
            "SELECT g.id, g.country AS name FROM geo g JOIN geo h ON h.id = g.id WHERE g.id < 0"
        )
        .load(db)
        .unwrap();
        assert_eq!(rows, named(&[]));
    });
}
