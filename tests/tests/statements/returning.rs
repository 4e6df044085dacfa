//! `RETURNING`, which MariaDB's backend in Diesel does not have.

use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::prelude::*;

use super::harness::*;
use crate::golden::sql;
use crate::models::*;
use crate::schema::*;

#[test]
fn an_insert_returns_the_row() {
    as_acme(|db| {
        let row: Campaign = db
            .insert_into(campaigns::table)
            .values(NewCampaign::new(51, "winter"))
            .returning(Campaign::as_returning())
            .get_result(db)
            .unwrap();
        assert_eq!((row.id, row.company_id), (51, 1));
        assert_eq!(row.state, "draft");

        let row: Campaign = db
            .insert_into(campaigns::table)
            .values(NewCampaign::new(52, "fall"))
            .get_result(db)
            .unwrap();
        assert_eq!(row.company_id, 1);
    });
}

#[test]
fn an_insert_returns_columns_and_expressions() {
    as_acme(|db| {
        let insert = db
            .insert_into(campaigns::table)
            .values((campaigns::slug.eq("winter"), campaigns::name.eq("Winter")))
            .returning((campaigns::company_id, campaigns::state, campaigns::id.gt(0)));
        golden(
            &insert,
            sql(
                "INSERT INTO `campaigns` (`company_id`, `slug`, `name`) VALUES (?, ?, ?)
             RETURNING `campaigns`.`company_id`, `campaigns`.`state`, (`campaigns`.`id` > ?)",
            )
            .on_sqlite(
                "INSERT INTO `campaigns` (`company_id`, `slug`, `name`) VALUES (?, ?, ?)
             RETURNING `company_id`, `state`, (`id` > ?)",
            ),
        );
        let row: (i64, String, bool) = insert.get_result(db).unwrap();
        assert_eq!(row, (1, "draft".to_owned(), true));
    });
}

#[test]
fn a_batch_returns_all_rows() {
    as_acme(|db| {
        let new = vec![
            NewCampaign::new(51, "one"),
            NewCampaign {
                budget: Some(2),
                ..NewCampaign::new(52, "two")
            },
        ];
        let rows: Vec<(i64, Option<i64>)> = db
            .insert_into(campaigns::table)
            .values(&new)
            .returning((campaigns::id, campaigns::budget))
            .get_results(db)
            .unwrap();
        assert_eq!(rows, [(51, None), (52, Some(2))]);
    });
}

#[test]
fn an_insert_of_selected_rows_returns_them() {
    as_acme(|db| {
        let titles = Ad::for_tenant(db.tenant()).select(ads::title);
        let rows: Vec<Option<i64>> = db
            .insert_into(drafts::table)
            .values(titles)
            .into_columns(drafts::title)
            .returning(drafts::company_id)
            .get_results(db)
            .unwrap();
        assert_eq!(rows, [Some(1), Some(1), Some(1)]);
    });
}

#[test]
fn default_values_return_the_row() {
    as_acme(|db| {
        let row: Draft = db
            .insert_into(drafts::table)
            .default_values()
            .get_result(db)
            .unwrap();
        assert_eq!(row.company_id, Some(1));
    });
}

#[test]
fn an_update_returns_own_rows_only() {
    as_acme(|db| {
        let update = db
            .update(campaigns::table)
            .filter(campaigns::name.eq("Spring"))
            .set(campaigns::budget.eq(1))
            .returning(campaigns::id);
        golden(
            &update,
            sql("UPDATE `campaigns` SET `budget` = ?
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`name` = ?)))
             RETURNING `campaigns`.`id`")
            .on_sqlite(
                "UPDATE `campaigns` SET `budget` = ?
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`name` = ?)))
             RETURNING `id`",
            ),
        );
        let mut ids: Vec<i64> = update.get_results(db).unwrap();
        ids.sort_unstable();
        assert_eq!(ids, [11, 13]);

        let theirs = db
            .update(Campaign::for_tenant(db.tenant()).find(21))
            .set(campaigns::budget.eq(1))
            .get_result::<Campaign>(db);
        assert_eq!(theirs, Err(Error::NotFound));
    });
}

#[test]
fn a_delete_returns_own_rows_only() {
    as_acme(|db| {
        let delete = db
            .delete(campaigns::table)
            .filter(campaigns::name.eq("Spring"))
            .returning(campaigns::id);
        golden(
            &delete,
            sql("DELETE FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`name` = ?)))
             RETURNING `campaigns`.`id`")
            .on_sqlite(
                "DELETE FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`name` = ?)))
             RETURNING `id`",
            ),
        );
        let mut ids: Vec<i64> = delete.get_results(db).unwrap();
        ids.sort_unstable();
        assert_eq!(ids, [11, 13]);

        let theirs = db
            .delete(Campaign::for_tenant(db.tenant()).find(21))
            .returning(Campaign::as_returning())
            .get_result(db);
        assert_eq!(theirs, Err(Error::NotFound));
    });
}

#[test]
fn a_child_returns_its_row() {
    as_acme(|db| {
        let row: Note = db
            .insert_into(notes::table)
            .values(Note {
                id: 51,
                campaign_id: 11,
                body: "new".to_owned(),
            })
            .returning(Note::as_returning())
            .get_result(db)
            .unwrap();
        assert_eq!(row.campaign_id, 11);
        let bodies: Vec<String> = db
            .update(notes::table)
            .set(notes::body.eq("x"))
            .returning(notes::body)
            .get_results(db)
            .unwrap();
        assert_eq!(bodies.len(), 3);
        let ids: Vec<i64> = db
            .delete(notes::table)
            .returning(notes::id)
            .get_results(db)
            .unwrap();
        assert_eq!(ids.len(), 3);
    });
}

/// SQLite meets the row when the first is read, PostgreSQL when it is sent.
#[test]
fn an_insert_under_somebody_elses_parent_returns_no_row() {
    as_acme(|db| {
        for parent in [21, 999] {
            let rows = [11, parent].map(|parent| {
                (
                    notes::id.eq(40 + parent),
                    notes::campaign_id.eq(parent),
                    notes::body.eq("new"),
                )
            });
            let one = failure(db, |db| {
                let insert = db.insert_into(notes::table).values(rows[1]);
                insert.returning(notes::id).get_result::<i64>(db)
            });
            assert_missing_parent(one);
            let many = failure(db, |db| {
                let insert = db.insert_into(notes::table).values(rows.to_vec());
                insert.returning(notes::id).load::<i64>(db)
            });
            assert_missing_parent(many);
        }
    });
}
