//! Upserts onto another tenant's row.

use diesel::prelude::*;
use tenant_core::dsl::excluded;
use tenant_core::prelude::*;

use super::attacks::outcome::*;
use super::harness::*;
use crate::models::*;
use crate::schema::*;

/// The upsert on the primary key.
#[test]
fn d6_an_upsert_on_the_primary_key() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, 11, 21, |db, key| {
            db.insert_into(campaigns::table)
                .values(NewCampaign::new(key, "winter"))
                .on_conflict(campaigns::id)
                .do_update()
                .set(campaigns::name.eq(excluded(campaigns::name)))
                .execute(db)
        })
    })
}

#[test]
fn d6_an_upsert_on_a_unique_key_without_the_tenant() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, "a-11", "b-21", |db, code| {
            db.insert_into(campaigns::table)
                .values((
                    campaigns::id.eq(51),
                    campaigns::slug.eq("winter"),
                    campaigns::name.eq("Mine"),
                    campaigns::code.eq(code),
                ))
                .on_conflict(campaigns::code)
                .do_update()
                .set(campaigns::name.eq("Mine"))
                .execute(db)
        })
    })
}

#[test]
fn d6_an_upsert_of_many_rows_changes_own_ones() -> OwnRowsOnly {
    as_acme(|db| {
        let upserted = db
            .insert_into(campaigns::table)
            .values(vec![
                NewCampaign::new(11, "winter"),
                NewCampaign::new(21, "advent"),
            ])
            .on_conflict(campaigns::id)
            .do_update()
            .set(campaigns::name.eq("Mine"))
            .execute(db);
        OwnRowsOnly::changed(upserted, 1)
    })
}

#[test]
fn d6_an_upsert_of_a_child() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, 1, 3, |db, id| {
            let note = Note {
                id,
                campaign_id: 11,
                body: "planted".to_owned(),
            };
            db.insert_into(notes::table)
                .values(note)
                .on_conflict(notes::id)
                .do_update()
                .set(notes::body.eq("Mine"))
                .execute(db)
        })
    })
}

#[test]
fn d6_an_upsert_does_not_return_another_tenants_row() -> NoRows {
    as_acme(|db| {
        NoRows::found(db, 11, 21, |db, key| {
            db.insert_into(campaigns::table)
                .values(NewCampaign::new(key, "winter"))
                .on_conflict(campaigns::id)
                .do_update()
                .set(campaigns::slug.eq(campaigns::slug))
                .returning(campaigns::name)
                .load::<String>(db)
        })
    })
}

#[test]
fn d6_an_upsert_from_a_statement() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, 11, 21, |db, key| {
            let source = Geo::for_tenant(db.tenant())
                .filter(geo::id.eq(1))
                .select((geo::id + (key - 1), geo::country, geo::country));
            db.insert_into(campaigns::table)
                .values(source)
                .into_columns((campaigns::id, campaigns::slug, campaigns::name))
                .on_conflict(campaigns::id)
                .do_update()
                .set(campaigns::name.eq("Mine"))
                .execute(db)
        })
    })
}

#[test]
fn e5_an_upsert_onto_a_row_without_a_tenant() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, 1, 3, |db, key| {
            db.insert_into(templates::table)
                .values((templates::id.eq(key), templates::title.eq("Mine")))
                .on_conflict(templates::id)
                .do_update()
                .set(templates::title.eq("Mine"))
                .execute(db)
        })
    })
}

/// The database says that the key is taken, as it says of an own one, and does not
/// say by whom.
#[test]
fn g3_nothing_done_says_the_same_of_own_and_foreign_rows() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, [51, 52], [11, 21], |db, keys| {
            let insert = |db: &mut Db<'_>, key: i64, slug: &'static str| {
                db.insert_into(campaigns::table)
                    .values(NewCampaign::new(key, slug))
                    .on_conflict_do_nothing()
                    .execute(db)
            };
            let counts = [insert(db, keys[0], "winter")?, insert(db, keys[1], "advent")?];
            assert_eq!(counts[0], counts[1]);
            Ok(counts[0])
        })
    })
}

#[test]
fn d1_an_update_does_not_return_another_tenants_row() -> NoRows {
    as_acme(|db| {
        NoRows::found(db, 11, 21, |db, key| {
            db.update(campaigns::table)
                .filter(campaigns::id.eq(key))
                .set(campaigns::budget.eq(0))
                .returning(campaigns::code)
                .load::<Option<String>>(db)
        })
    })
}

#[test]
fn d1_a_delete_does_not_return_another_tenants_row() -> NoRows {
    as_acme(|db| {
        NoRows::found(db, 1, 3, |db, key| {
            db.delete(notes::table)
                .filter(notes::id.eq(key))
                .returning(notes::body)
                .load::<String>(db)
        })
    })
}
