//! `on_conflict`: a row that is there already is changed if it is the tenant's
//! own, and left alone if it is not.

use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::dsl::excluded;
use tenant_core::prelude::*;

use super::harness::*;
use crate::golden::sql;
use crate::models::*;
use crate::schema::*;

/// A campaign that collides with the one of this key.
fn colliding(id: i64) -> NewCampaign<'static> {
    NewCampaign {
        budget: Some(77),
        ..NewCampaign::new(id, "winter")
    }
}

fn name_of(db: &mut Db<'_>, id: i64) -> String {
    Campaign::for_tenant(db.tenant())
        .find(id)
        .select(campaigns::name)
        .first(db)
        .unwrap()
}

#[test]
fn an_own_row_is_changed() {
    as_acme(|db| {
        let upsert = db
            .insert_into(campaigns::table)
            .values(colliding(11))
            .on_conflict(campaigns::id)
            .do_update()
            .set(campaigns::name.eq("Changed"));
        golden(
            &upsert,
            "INSERT INTO `campaigns` (`company_id`, `id`, `slug`, `name`, `budget`)
             VALUES (?, ?, ?, ?, ?) ON CONFLICT (`id`) DO UPDATE SET `name` = ?
             WHERE `campaigns`.`company_id` = ?",
        );
        assert_eq!(upsert.execute(db).unwrap(), 1);
        assert_eq!(name_of(db, 11), "Changed");
    });
}

#[test]
fn somebody_elses_row_is_not_changed() {
    as_acme(|db| {
        let upserted = db
            .insert_into(campaigns::table)
            .values(colliding(21))
            .on_conflict(campaigns::id)
            .do_update()
            .set(campaigns::name.eq("Stolen"))
            .execute(db);
        assert_eq!(upserted.unwrap(), 0);
    });
}

#[test]
fn a_new_row_is_inserted() {
    as_acme(|db| {
        let upserted = db
            .insert_into(campaigns::table)
            .values(colliding(51))
            .on_conflict(campaigns::id)
            .do_update()
            .set(campaigns::name.eq("Changed"))
            .execute(db);
        assert_eq!(upserted.unwrap(), 1);
        assert_eq!(name_of(db, 51), "New");
    });
}

#[test]
fn a_unique_key_without_the_tenant_steals_nothing() {
    as_acme(|db| {
        let upsert = |code: &'static str, id| {
            (
                campaigns::id.eq(id),
                campaigns::slug.eq("winter"),
                campaigns::name.eq("Stolen"),
                campaigns::code.eq(code),
            )
        };
        let stolen = db
            .insert_into(campaigns::table)
            .values(upsert("b-21", 51))
            .on_conflict(campaigns::code)
            .do_update()
            .set((
                campaigns::name.eq(excluded(campaigns::name)),
                campaigns::slug.eq(excluded(campaigns::slug)),
            ))
            .execute(db);
        assert_eq!(stolen.unwrap(), 0);
        let own = db
            .insert_into(campaigns::table)
            .values(upsert("a-11", 51))
            .on_conflict(campaigns::code)
            .do_update()
            .set(campaigns::name.eq(excluded(campaigns::name)))
            .execute(db);
        assert_eq!(own.unwrap(), 1);
        assert_eq!(name_of(db, 11), "Stolen");
    });
}

#[test]
fn the_target_is_a_tuple_with_the_tenant_column() {
    as_acme(|db| {
        let upsert = db
            .insert_into(campaigns::table)
            .values((
                campaigns::id.eq(51),
                campaigns::slug.eq("spring"),
                campaigns::name.eq("Again"),
            ))
            .on_conflict((campaigns::company_id, campaigns::slug))
            .do_update()
            .set((
                campaigns::name.eq(excluded(campaigns::name)),
                campaigns::budget.eq(campaigns::budget + 1),
            ));
        golden(
            &upsert,
            "INSERT INTO `campaigns` (`company_id`, `id`, `slug`, `name`) VALUES (?, ?, ?, ?)
             ON CONFLICT (`company_id`, `slug`) DO UPDATE
             SET `name` = excluded.`name`, `budget` = (`campaigns`.`budget` + ?)
             WHERE `campaigns`.`company_id` = ?",
        );
        assert_eq!(upsert.execute(db).unwrap(), 1);
        assert_eq!(name_of(db, 11), "Again");
    });
}

#[test]
fn a_composite_primary_key_is_the_target() {
    as_acme(|db| {
        let new = NewAd {
            id: 1,
            campaign_id: 13,
            title: "Green".to_owned(),
            cost: 1,
        };
        let upserted = db
            .insert_into(ads::table)
            .values(&new)
            .on_conflict((ads::company_id, ads::id))
            .do_update()
            .set((
                ads::title.eq(excluded(ads::title)),
                ads::cost.eq(ads::cost + excluded(ads::cost)),
            ))
            .execute(db);
        assert_eq!(upserted.unwrap(), 1);
        let id = db.tenant();
        let own: Ad = Ad::for_tenant(id).find((id, 1)).first(db).unwrap();
        assert_eq!((own.campaign_id, own.cost), (11, 6));
    });
}

#[test]
fn a_struct_is_set() {
    as_acme(|db| {
        let changes = CampaignChanges {
            name: Some("Changed"),
            budget: None,
        };
        for (id, expected) in [(11, 1), (21, 0)] {
            let upserted = db
                .insert_into(campaigns::table)
                .values(colliding(id))
                .on_conflict(campaigns::id)
                .do_update()
                .set(&changes)
                .execute(db);
            assert_eq!(upserted.unwrap(), expected);
        }
    });
}

#[test]
fn an_open_predicate_in_set_does_not_open_the_upsert() {
    as_acme(|db| {
        let name = diesel::dsl::sql::<diesel::sql_types::Text>("'x' || 'y'");
        let upserted = db
            .insert_into(campaigns::table)
            .values(colliding(21))
            .on_conflict(campaigns::id)
            .do_update()
            .set(campaigns::name.eq(name))
            .execute(db);
        assert_eq!(upserted.unwrap(), 0);
    });
}

#[test]
fn many_rows_change_own_ones_only() {
    as_acme(|db| {
        let rows: Vec<_> = [11, 21, 51]
            .into_iter()
            .map(|id| {
                (
                    campaigns::id.eq(id),
                    campaigns::slug.eq(format!("s{id}")),
                    campaigns::name.eq("Changed"),
                )
            })
            .collect();
        let upsert = db
            .insert_into(campaigns::table)
            .values(&rows)
            .on_conflict(campaigns::id)
            .do_update()
            .set(campaigns::name.eq(excluded(campaigns::name)));
        assert_eq!(upsert.execute(db).unwrap(), 2);
        assert_eq!(name_of(db, 11), "Changed");
        assert_eq!(name_of(db, 51), "Changed");
    });
}

#[test]
fn structs_with_different_defaults_change_own_rows_only() {
    as_acme(|db| {
        let rows = vec![NewCampaign::new(11, "x"), colliding(21), colliding(51)];
        let upsert = db
            .insert_into(campaigns::table)
            .values(&rows)
            .on_conflict(campaigns::id)
            .do_update()
            .set(campaigns::name.eq(excluded(campaigns::name)));
        assert_eq!(upsert.execute(db).unwrap(), 2);
    });
}

#[test]
fn selected_rows_change_own_ones_only() {
    as_acme(|db| {
        let copies = Campaign::for_tenant(db.tenant())
            .filter(campaigns::id.ne(13))
            .select((campaigns::id + 10, campaigns::slug, campaigns::name));
        let upsert = db
            .insert_into(campaigns::table)
            .values(copies)
            .into_columns((campaigns::id, campaigns::slug, campaigns::name))
            .on_conflict(campaigns::id)
            .do_update()
            .set(campaigns::name.eq("Stolen"));
        assert_eq!(upsert.execute(db).unwrap(), 0);
    });
}

#[test]
fn do_nothing_skips_a_row_that_is_there() {
    as_acme(|db| {
        for id in [11, 21] {
            let upsert = db
                .insert_into(campaigns::table)
                .values(colliding(id))
                .on_conflict(campaigns::id)
                .do_nothing();
            if id == 11 {
                golden(
                    &upsert,
                    "INSERT INTO `campaigns` (`company_id`, `id`, `slug`, `name`, `budget`)
             VALUES (?, ?, ?, ?, ?) ON CONFLICT (`id`) DO NOTHING",
                );
            }
            assert_eq!(upsert.execute(db).unwrap(), 0);
        }
    });
}

#[test]
fn on_conflict_do_nothing_skips_any_conflict() {
    as_acme(|db| {
        let rows = vec![colliding(11), colliding(21), colliding(51)];
        let upsert = db
            .insert_into(campaigns::table)
            .values(&rows)
            .on_conflict_do_nothing();
        assert_eq!(upsert.execute(db).unwrap(), 1);
        let upsert = db
            .insert_into(campaigns::table)
            .values((campaigns::slug.eq("spring"), campaigns::name.eq("x")))
            .on_conflict_do_nothing();
        golden(
            &upsert,
            "INSERT INTO `campaigns` (`company_id`, `slug`, `name`) VALUES (?, ?, ?)
             ON CONFLICT DO NOTHING",
        );
        assert_eq!(upsert.execute(db).unwrap(), 0);
    });
}

#[test]
fn an_upsert_returns_own_rows_only() {
    as_acme(|db| {
        for (id, expected) in [(11, Ok("Changed".to_owned())), (21, Err(Error::NotFound))] {
            let returned: QueryResult<String> = db
                .insert_into(campaigns::table)
                .values(colliding(id))
                .on_conflict(campaigns::id)
                .do_update()
                .set(campaigns::name.eq("Changed"))
                .returning(campaigns::name)
                .get_result(db);
            assert_eq!(returned, expected);
        }
    });
}

#[test]
fn a_child_changes_own_rows_only() {
    as_acme(|db| {
        let note = |id| Note {
            id,
            campaign_id: 11,
            body: "Changed".to_owned(),
        };
        let upsert = db
            .insert_into(notes::table)
            .values(note(1))
            .on_conflict(notes::id)
            .do_update()
            .set(notes::body.eq(excluded(notes::body)));
        golden(
            &upsert,
            sql("INSERT INTO `notes` (`id`, `campaign_id`, `body`)
             VALUES (?, (SELECT `campaigns`.`id` FROM `campaigns`
             WHERE `campaigns`.`id` = (?) AND `campaigns`.`company_id` = ?), ?)
             ON CONFLICT (`id`) DO UPDATE SET `body` = excluded.`body` WHERE EXISTS (SELECT 1
             FROM `campaigns`
             WHERE `campaigns`.`id` = `notes`.`campaign_id` AND `campaigns`.`company_id` = ?)")
            .on_sqlite(
                "INSERT INTO `notes` (`id`, `campaign_id`, `body`)
             VALUES (?, COALESCE((SELECT `campaigns`.`id` FROM `campaigns`
             WHERE `campaigns`.`id` = (?) AND `campaigns`.`company_id` = ?),
             abs((SELECT -9223372036854775807 - 1))), ?)
             ON CONFLICT (`id`) DO UPDATE SET `body` = excluded.`body` WHERE EXISTS (SELECT 1
             FROM `campaigns`
             WHERE `campaigns`.`id` = `notes`.`campaign_id` AND `campaigns`.`company_id` = ?)",
            ),
        );
        assert_eq!(upsert.execute(db).unwrap(), 1);
        let upsert = db
            .insert_into(notes::table)
            .values(note(3))
            .on_conflict(notes::id)
            .do_update()
            .set(notes::body.eq(excluded(notes::body)));
        assert_eq!(upsert.execute(db).unwrap(), 0);
    });
}

#[test]
fn a_child_under_somebody_elses_parent_is_refused() {
    as_acme(|db| {
        let note = Note {
            id: 1,
            campaign_id: 21,
            body: "Moved".to_owned(),
        };
        let error = failure(db, |db| {
            db.insert_into(notes::table)
                .values(&note)
                .on_conflict(notes::id)
                .do_update()
                .set(notes::body.eq("Moved"))
                .execute(db)
        });
        assert_missing_parent(error);
        let note = Note { id: 51, ..note };
        let error = failure(db, |db| {
            db.insert_into(notes::table)
                .values(&note)
                .on_conflict_do_nothing()
                .execute(db)
        });
        assert_missing_parent(error);
    });
}

#[test]
fn a_row_under_somebody_elses_parent_lacks_its_parent() {
    as_acme(|db| {
        for parent in [21, 999] {
            let row = (
                notes::id.eq(51),
                notes::campaign_id.eq(parent),
                notes::body.eq("new"),
            );
            let ignored = failure(db, |db| {
                let insert = db.insert_into(notes::table).values(row);
                insert.on_conflict_do_nothing().execute(db)
            });
            assert_missing_parent(ignored);
            let changed = failure(db, |db| {
                let insert = db.insert_into(notes::table).values(row);
                let upsert = insert.on_conflict(notes::id).do_update();
                upsert.set(notes::body.eq("changed")).execute(db)
            });
            assert_missing_parent(changed);
        }
    });
}
