//! Writes that aim at another tenant's rows, or want to leave their own.

use diesel::prelude::*;
use tenant_core::prelude::*;

use super::harness::*;
use super::outcome::*;
use crate::models::*;
use crate::schema::*;
use crate::seed::BOLT;

fn form(id: i64) -> CampaignForm {
    CampaignForm {
        id,
        name: "Mine".to_owned(),
    }
}

fn note(id: i64, campaign_id: i64) -> Note {
    Note {
        id,
        campaign_id,
        body: "planted".to_owned(),
    }
}

#[test]
fn d1_an_update_by_primary_key() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, 11, 21, |db, key| {
            db.update(campaigns::table)
                .filter(campaigns::id.eq(key))
                .set(campaigns::name.eq("Mine"))
                .execute(db)
        })
    })
}

#[test]
fn d1_a_delete_by_primary_key() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, 13, 21, |db, key| {
            db.delete(Campaign::for_tenant(db.tenant()).find(key))
                .execute(db)
        })
    })
}

#[test]
fn d1_an_update_of_a_held_model() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, 11, 21, |db, key| {
            db.update(&form(key)).set(&form(key)).execute(db)
        })
    })
}

#[test]
fn d1_a_delete_of_a_held_model() -> NoRows {
    as_acme(|db| NoRows::changed(db, 13, 21, |db, key| db.delete(&form(key)).execute(db)))
}

/// The update that checks one key and writes another.
#[test]
fn d1_an_update_that_checks_one_key_and_writes_another() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, 11, 21, |db, written| {
            let own = Campaign::for_tenant(db.tenant()).find(11);
            let _checked: Campaign = own.first(db)?;
            db.update(&form(written))
                .set(campaigns::name.eq("Mine"))
                .execute(db)
        })
    })
}

#[test]
fn d1_a_child_by_primary_key() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, 1, 3, |db, key| {
            db.update(notes::table)
                .filter(notes::id.eq(key))
                .set(notes::body.eq("Mine"))
                .execute(db)
        })
    })
}

#[test]
fn d1_a_grandchild_by_primary_key() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, 1, 3, |db, key| {
            db.delete(replies::table)
                .filter(replies::id.eq(key))
                .execute(db)
        })
    })
}

#[test]
fn d1_the_row_of_another_tenant_itself() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, 1, 2, |db, key| {
            db.update(companies::table)
                .filter(companies::id.eq(key))
                .set(companies::name.eq("Mine"))
                .execute(db)
        })
    })
}

/// The others' campaigns have the same names.
#[test]
fn d2_a_bulk_update_by_a_name_that_everybody_has() -> OwnRowsOnly {
    as_acme(|db| {
        let changed = db
            .update(campaigns::table)
            .filter(campaigns::name.eq("Spring"))
            .set(campaigns::budget.eq(0))
            .execute(db);
        OwnRowsOnly::changed(changed, 2)
    })
}

/// The others' ads have the same keys.
#[test]
fn d2_a_bulk_delete_by_keys_that_everybody_has() -> OwnRowsOnly {
    as_acme(|db| {
        let deleted = db
            .delete(ads::table)
            .filter(ads::id.eq_any([1, 2, 3, 4]))
            .execute(db);
        OwnRowsOnly::changed(deleted, 3)
    })
}

#[test]
fn d2_a_bulk_delete_without_any_filter() -> OwnRowsOnly {
    as_acme(|db| OwnRowsOnly::changed(db.delete(replies::table).execute(db), 2))
}

#[test]
fn d3_a_merge_deletes_own_rows_that_are_not_in_the_list() -> OwnRowsOnly {
    as_acme(|db| {
        let deleted = db
            .delete(ads::table)
            .filter(ads::id.ne_all([1]))
            .execute(db);
        OwnRowsOnly::changed(deleted, 2)
    })
}

#[test]
fn d3_a_merge_with_an_empty_list_deletes_own_rows() -> OwnRowsOnly {
    as_acme(|db| {
        let kept: [i64; 0] = [];
        let deleted = db
            .delete(campaign_tags::table)
            .filter(campaign_tags::campaign_id.ne_all(kept))
            .execute(db);
        OwnRowsOnly::changed(deleted, 2)
    })
}

#[test]
fn d4_a_primary_key_is_not_moved_onto_another_tenants() -> Refused {
    as_acme(|db| {
        Refused::by_the_database(db, 51, 21, |db, key| {
            db.update(campaigns::table)
                .filter(campaigns::id.eq(13))
                .set(campaigns::id.eq(key))
                .execute(db)
        })
    })
}

#[test]
fn d5_a_row_is_not_inserted_over_another_tenants() -> Refused {
    as_acme(|db| {
        Refused::by_the_database(db, 51, 21, |db, key| {
            db.insert_into(campaigns::table)
                .values(NewCampaign::new(key, "winter"))
                .execute(db)
        })
    })
}

/// What was read in another scope says whose it was; the insert does not listen.
#[test]
fn d5_a_row_carried_over_becomes_the_own_tenants() -> OwnRowsOnly {
    let carried: Ad = as_company(BOLT, |db| {
        Ad::for_tenant(db.tenant())
            .filter(ads::id.eq(4))
            .first(db)
            .unwrap()
    });
    as_acme(|db| {
        let new = NewAd {
            id: carried.id,
            campaign_id: carried.campaign_id,
            title: carried.title.clone(),
            cost: carried.cost,
        };
        db.insert_into(ads::table).values(new).execute(db).unwrap();
        let owners = Ad::for_tenant(db.tenant())
            .filter(ads::id.eq(4))
            .select(ads::company_id)
            .load::<i64>(db);
        OwnRowsOnly::found(owners, [1])
    })
}

#[test]
fn d5_a_batch_with_one_foreign_key_writes_nothing() -> Refused {
    as_acme(|db| {
        Refused::by_the_database(db, [51, 52], [53, 21], |db, [one, two]| {
            db.insert_into(campaigns::table)
                .values(vec![
                    NewCampaign::new(one, "winter"),
                    NewCampaign::new(two, "advent"),
                ])
                .execute(db)
        })
    })
}

#[test]
fn d7_a_copy_of_another_tenants_row() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, 11, 21, |db, template| {
            let source = Campaign::for_tenant(db.tenant())
                .filter(campaigns::id.eq(template))
                .select((campaigns::id + 1000, campaigns::state, campaigns::name));
            db.insert_into(campaigns::table)
                .values(source)
                .into_columns((campaigns::id, campaigns::slug, campaigns::name))
                .execute(db)
        })
    })
}

#[test]
fn d8_a_child_under_another_tenants_parent() -> Refused {
    as_acme(|db| {
        Refused::by_the_database(db, 11, 21, |db, campaign| {
            db.insert_into(notes::table)
                .values(note(51, campaign))
                .execute(db)
        })
    })
}

#[test]
fn d8_a_batch_with_one_child_under_another_tenants_parent() -> Refused {
    as_acme(|db| {
        Refused::by_the_database(db, 12, 21, |db, campaign| {
            db.insert_into(notes::table)
                .values(vec![note(51, 11), note(52, campaign)])
                .execute(db)
        })
    })
}

#[test]
fn d10_a_grandchild_under_another_tenants_child() -> Refused {
    as_acme(|db| {
        Refused::by_the_database(db, 1, 3, |db, note_id| {
            let reply = Reply {
                id: 51,
                note_id,
                body: "planted".to_owned(),
                likes: 0,
            };
            db.insert_into(replies::table).values(reply).execute(db)
        })
    })
}

#[test]
fn d10_a_tag_on_another_tenants_campaign() -> Refused {
    as_acme(|db| {
        Refused::by_the_database(db, 11, 21, |db, campaign_id| {
            db.insert_into(campaign_tags::table)
                .values(CampaignTag {
                    campaign_id,
                    tag: "planted".to_owned(),
                })
                .execute(db)
        })
    })
}

/// A form that was filled in for a row of Bolt's, saved in Acme's scope.
#[test]
fn d12_a_held_object_is_not_saved_under_another_tenant() -> NoRows {
    as_acme(|db| {
        NoRows::missing(db, [11, 21, 99], |db, key| {
            db.save_changes::<Campaign, _, _, _, _, _>(&form(key))
        })
    })
}

#[test]
fn e6_a_row_without_a_tenant_is_not_changed() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, 1, 3, |db, key| {
            db.update(templates::table)
                .filter(templates::id.eq(key))
                .set(templates::title.eq("Mine"))
                .execute(db)
        })
    })
}

#[test]
fn e6_a_row_without_a_tenant_is_not_deleted() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, 1, 3, |db, key| {
            db.delete(templates::table)
                .filter(templates::id.eq(key))
                .execute(db)
        })
    })
}

#[test]
fn e6_a_line_of_a_shared_row_is_not_changed() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, 1, 3, |db, key| {
            db.update(template_lines::table)
                .filter(template_lines::id.eq(key))
                .set(template_lines::text.eq("Mine"))
                .execute(db)
        })
    })
}

#[test]
fn g4_writing_a_foreign_row_and_a_missing_one_look_the_same() -> NoRows {
    as_acme(|db| {
        NoRows::changed(db, [11, 12], [21, 99], |db, keys| {
            let set = |db: &mut Db<'_>, key| {
                db.update(campaigns::table)
                    .filter(campaigns::id.eq(key))
                    .set(campaigns::budget.eq(0))
                    .execute(db)
            };
            let counts = [set(db, keys[0])?, set(db, keys[1])?];
            assert_eq!(counts[0], counts[1]);
            Ok(counts[0])
        })
    })
}
