//! The children of loaded parents.

use diesel::prelude::*;
use tenant_core::prelude::*;

use super::harness::*;
use crate::golden::sql;
use crate::models::*;
use crate::schema::*;

#[test]
fn the_children_of_parents_are_loaded_and_grouped() {
    as_acme(|db| {
        let id = db.tenant();
        let parents: Vec<Campaign> = Campaign::for_tenant(id)
            .order(campaigns::id)
            .load(db)
            .unwrap();
        let query = Ad::for_tenant_belonging_to(id, &parents);
        golden(
            &query.clone().select(ads::id),
            sql("SELECT `ads`.`id` FROM `ads` WHERE (`ads`.`company_id` = ?
                    AND ((`ads`.`campaign_id` IN (?, ?, ?))))")
            .on_postgres(
                "SELECT `ads`.`id` FROM `ads` WHERE (`ads`.`company_id` = ?
                    AND ((`ads`.`campaign_id` = ANY(?))))",
            ),
        );
        let children: Vec<Ad> = query.load(db).unwrap();
        let grouped = children.grouped_by(&parents);
        let numbers: Vec<_> = grouped.iter().map(Vec::len).collect();
        assert_eq!(numbers, [2, 1, 0]);
        assert!(grouped.iter().flatten().all(|ad| ad.company_id == 1));
    });
}

#[test]
fn children_narrow_further() {
    as_acme(|db| {
        let id = db.tenant();
        let parents: Vec<Campaign> = Campaign::for_tenant(id).load(db).unwrap();
        let rows: Vec<i64> = Ad::for_tenant_belonging_to(id, &parents)
            .filter(ads::cost.gt(6))
            .order(ads::id)
            .select(ads::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [2, 3]);
    });
}

#[test]
fn children_owned_through_their_parents_are_grouped() {
    as_acme(|db| {
        let id = db.tenant();
        let campaigns: Vec<Campaign> = Campaign::for_tenant(id)
            .order(campaigns::id)
            .load(db)
            .unwrap();
        let notes: Vec<Note> = Note::for_tenant_belonging_to(id, &campaigns)
            .order(notes::id)
            .load(db)
            .unwrap();
        let replies: Vec<Reply> = Reply::for_tenant_belonging_to(id, &notes).load(db).unwrap();
        let tree: Vec<(Campaign, Vec<(Note, Vec<Reply>)>)> = campaigns
            .iter()
            .cloned()
            .zip(
                notes
                    .iter()
                    .cloned()
                    .zip(replies.grouped_by(&notes))
                    .grouped_by(&campaigns),
            )
            .collect();
        let shape: Vec<_> = tree.iter().map(|(_, notes)| notes.len()).collect();
        assert_eq!(shape, [1, 1, 0]);
    });
}

#[test]
fn the_children_of_somebody_elses_parent_are_not_found() {
    as_acme(|db| {
        let theirs = Campaign {
            id: 21,
            company_id: 2,
            slug: String::new(),
            name: String::new(),
            code: None,
            budget: None,
            state: String::new(),
        };
        let rows: Vec<Ad> = Ad::for_tenant_belonging_to(db.tenant(), &[theirs])
            .load(db)
            .unwrap();
        assert!(rows.is_empty());
    });
}
