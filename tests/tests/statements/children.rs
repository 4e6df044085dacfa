//! Tables without the tenant column: their rows are whose the parent row is.

use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::prelude::*;

use super::harness::*;
use crate::golden::sql;
use crate::models::*;
use crate::schema::*;

fn note(id: i64, campaign_id: i64) -> Note {
    Note {
        id,
        campaign_id,
        body: "new".to_owned(),
    }
}

fn notes_of(db: &mut Db<'_>) -> Vec<i64> {
    Note::for_tenant(db.tenant())
        .select(notes::id)
        .order(notes::id)
        .load(db)
        .unwrap()
}

#[test]
fn a_child_is_read_through_its_parent() {
    as_acme(|db| {
        let query = notes::table.for_tenant(db.tenant()).select(notes::id);
        golden(
            &query,
            "SELECT `notes`.`id` FROM `notes` WHERE EXISTS (SELECT 1 FROM `campaigns`
             WHERE `campaigns`.`id` = `notes`.`campaign_id` AND `campaigns`.`company_id` = ?)",
        );
        assert_eq!(notes_of(db), [1, 2]);
        let theirs = Note::for_tenant(db.tenant()).find(3).first::<Note>(db);
        assert_eq!(theirs, Err(Error::NotFound));
    });
}

#[test]
fn a_grandchild_is_read_through_its_parents() {
    as_acme(|db| {
        let query = Reply::for_tenant(db.tenant())
            .select(replies::id)
            .order(replies::id);
        golden(
            &query,
            "SELECT `replies`.`id` FROM `replies` WHERE EXISTS (SELECT 1 FROM `notes`
             WHERE `notes`.`id` = `replies`.`note_id` AND EXISTS (SELECT 1 FROM `campaigns`
             WHERE `campaigns`.`id` = `notes`.`campaign_id` AND `campaigns`.`company_id` = ?))
             ORDER BY `replies`.`id`",
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [1, 2]);
    });
}

#[test]
fn children_are_joined() {
    as_acme(|db| {
        let query = Campaign::for_tenant(db.tenant())
            .inner_join(notes::table)
            .select((campaigns::id, notes::id))
            .order(notes::id);
        golden(
            &query,
            "SELECT `campaigns`.`id`, `notes`.`id` FROM (`campaigns`
             INNER JOIN `notes` ON ((`notes`.`campaign_id` = `campaigns`.`id`)) AND EXISTS
                 (SELECT 1
             FROM `campaigns`
             WHERE `campaigns`.`id` = `notes`.`campaign_id` AND `campaigns`.`company_id` = ?))
             WHERE `campaigns`.`company_id` = ? ORDER BY `notes`.`id`",
        );
        assert_eq!(query.load::<(i64, i64)>(db).unwrap(), [(11, 1), (12, 2)]);

        let rows: Vec<(i64, Option<i64>)> = Note::for_tenant(db.tenant())
            .left_join(replies::table)
            .select((notes::id, replies::id.nullable()))
            .order(notes::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [(1, Some(1)), (2, Some(2))]);
    });
}

#[test]
fn a_child_is_inserted_under_an_own_parent() {
    as_acme(|db| {
        let insert = db.insert_into(notes::table).values(note(51, 11));
        golden(
            &insert,
            sql("INSERT INTO `notes` (`id`, `campaign_id`, `body`)
             VALUES (?, COALESCE((SELECT `campaigns`.`id` FROM `campaigns`
             WHERE `campaigns`.`id` = (?) AND `campaigns`.`company_id` = ?),
             abs((SELECT -9223372036854775807 - 1))), ?)")
            .on_postgres(
                "INSERT INTO `notes` (`id`, `campaign_id`, `body`)
             VALUES (?, (SELECT `campaigns`.`id` FROM `campaigns`
             WHERE `campaigns`.`id` = (?) AND `campaigns`.`company_id` = ?), ?)",
            ),
        );
        assert_eq!(insert.execute(db).unwrap(), 1);
        let insert = db.insert_into(notes::table).values((
            notes::id.eq(52),
            notes::campaign_id.eq(12),
            notes::body.eq("new"),
        ));
        assert_eq!(insert.execute(db).unwrap(), 1);
        let insert = db
            .insert_into(notes::table)
            .values(vec![note(53, 11), note(54, 12)]);
        assert_eq!(insert.execute(db).unwrap(), 2);
        assert_eq!(notes_of(db), [1, 2, 51, 52, 53, 54]);
    });
}

#[test]
fn a_grandchild_is_inserted_under_an_own_parent() {
    as_acme(|db| {
        let reply = |id, note_id| Reply {
            id,
            note_id,
            body: "new".to_owned(),
            likes: 0,
        };
        let insert = db.insert_into(replies::table).values(reply(51, 1));
        golden(
            &insert,
            sql("INSERT INTO `replies` (`id`, `note_id`, `body`, `likes`)
             VALUES (?, COALESCE((SELECT `notes`.`id` FROM `notes`
             WHERE `notes`.`id` = (?) AND EXISTS (SELECT 1 FROM `campaigns`
             WHERE `campaigns`.`id` = `notes`.`campaign_id` AND `campaigns`.`company_id` = ?)),
             abs((SELECT -9223372036854775807 - 1))), ?, ?)")
            .on_postgres(
                "INSERT INTO `replies` (`id`, `note_id`, `body`, `likes`)
             VALUES (?, (SELECT `notes`.`id` FROM `notes`
             WHERE `notes`.`id` = (?) AND EXISTS (SELECT 1 FROM `campaigns`
             WHERE `campaigns`.`id` = `notes`.`campaign_id` AND `campaigns`.`company_id` = ?)),
                 ?, ?)",
            ),
        );
        assert_eq!(insert.execute(db).unwrap(), 1);
        let error = failure(db, |db| {
            db.insert_into(replies::table)
                .values(reply(52, 3))
                .execute(db)
        });
        match error {
            Error::QueryBuilderError(error) => {
                let error = error.downcast_ref::<tenant_core::write::MissingParent>();
                assert_eq!(error.unwrap().column, "note_id");
            }
            error => panic!("{error:?}"),
        }
    });
}

/// Whether it is somebody else's or does not exist.
#[test]
fn a_child_under_somebody_elses_or_no_parent_is_refused() {
    as_acme(|db| {
        for parent in [21, 999] {
            let one = failure(db, |db| {
                let insert = db.insert_into(notes::table);
                insert.values(note(51, parent)).execute(db)
            });
            assert_missing_parent(one);
        }
        assert_eq!(notes_of(db), [1, 2]);
    });
}

#[test]
fn one_child_under_somebody_elses_parent_takes_the_batch_with_it() {
    as_acme(|db| {
        for parent in [21, 999] {
            let notes = vec![note(51, 11), note(52, parent)];
            let error = failure(db, |db| {
                db.insert_into(notes::table).values(&notes).execute(db)
            });
            assert_missing_parent(error);
        }
        assert_eq!(notes_of(db), [1, 2]);
    });
}

/// An error of the same kind that is not about the parent stays as it is.
#[test]
fn another_column_that_is_null_is_no_missing_parent() {
    as_acme(|db| {
        let error = failure(db, |db| {
            let missing = diesel::dsl::sql::<diesel::sql_types::Text>("NULL");
            let row = (
                notes::id.eq(51),
                notes::campaign_id.eq(11),
                notes::body.eq(missing),
            );
            db.insert_into(notes::table).values(row).execute(db)
        });
        assert!(
            matches!(
                error,
                Error::DatabaseError(diesel::result::DatabaseErrorKind::NotNullViolation, _)
            ),
            "{error:?}"
        );
    });
}

#[test]
fn a_child_without_a_parent_is_refused_before_anything_is_sent() {
    as_acme(|db| {
        let error = failure(db, |db| {
            db.insert_into(notes::table)
                .values((notes::id.eq(51), notes::body.eq("new")))
                .execute(db)
        });
        assert_missing_parent(error);
    });
}

#[test]
fn only_own_children_are_updated() {
    as_acme(|db| {
        let update = db.update(notes::table).set(notes::body.eq("x"));
        golden(
            &update,
            "UPDATE `notes` SET `body` = ? WHERE EXISTS (SELECT 1 FROM `campaigns`
             WHERE `campaigns`.`id` = `notes`.`campaign_id` AND `campaigns`.`company_id` = ?)",
        );
        assert_eq!(update.execute(db).unwrap(), 2);
        assert_eq!(
            db.update(&note(1, 11))
                .set(notes::body.eq("y"))
                .execute(db)
                .unwrap(),
            1
        );
        assert_eq!(
            db.update(&note(3, 21))
                .set(notes::body.eq("y"))
                .execute(db)
                .unwrap(),
            0
        );
        let updated = db
            .update(replies::table)
            .set(replies::likes.eq(replies::likes + 1));
        assert_eq!(updated.execute(db).unwrap(), 2);
    });
}

#[test]
fn only_own_children_are_deleted() {
    as_acme(|db| {
        let delete = db.delete(replies::table);
        golden(
            &delete,
            "DELETE FROM `replies` WHERE EXISTS (SELECT 1 FROM `notes`
             WHERE `notes`.`id` = `replies`.`note_id` AND EXISTS (SELECT 1 FROM `campaigns`
             WHERE `campaigns`.`id` = `notes`.`campaign_id` AND `campaigns`.`company_id` = ?))",
        );
        assert_eq!(delete.execute(db).unwrap(), 2);
        assert_eq!(db.delete(&note(3, 21)).execute(db).unwrap(), 0);
        assert_eq!(db.delete(&note(1, 11)).execute(db).unwrap(), 1);
        assert_eq!(
            db.delete(notes::table)
                .filter(notes::id.gt(0))
                .execute(db)
                .unwrap(),
            1
        );
    });
}

#[test]
fn a_join_table_with_a_composite_key() {
    as_acme(|db| {
        let id = db.tenant();
        let tag = |campaign_id, tag: &str| CampaignTag {
            campaign_id,
            tag: tag.to_owned(),
        };
        let tags: Vec<String> = CampaignTag::for_tenant(id)
            .select(campaign_tags::tag)
            .order(campaign_tags::tag)
            .load(db)
            .unwrap();
        assert_eq!(tags, ["cold", "hot"]);
        let found = CampaignTag::for_tenant(id)
            .find((21, "hot"))
            .first::<CampaignTag>(db);
        assert_eq!(found, Err(Error::NotFound));
        let inserted = db
            .insert_into(campaign_tags::table)
            .values(&[tag(13, "hot"), tag(13, "new")])
            .execute(db);
        assert_eq!(inserted.unwrap(), 2);
        assert_eq!(db.delete(&tag(31, "hot")).execute(db).unwrap(), 0);
        assert_eq!(db.delete(&tag(13, "new")).execute(db).unwrap(), 1);
        let error = failure(db, |db| {
            db.insert_into(campaign_tags::table)
                .values(tag(22, "mine"))
                .execute(db)
        });
        assert_missing_parent(error);
    });
}
