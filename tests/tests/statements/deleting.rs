//! `delete`.

use diesel::prelude::*;
use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

#[test]
fn a_table_is_emptied_of_own_rows() {
    as_acme(|db| {
        let delete = db.delete(campaigns::table);
        golden(
            &delete,
            "DELETE FROM `campaigns` WHERE `campaigns`.`company_id` = ?",
        );
        assert_eq!(delete.execute(db).unwrap(), 3);
    });
}

#[test]
fn a_filter_narrows_a_delete() {
    as_acme(|db| {
        let delete = db
            .delete(campaigns::table)
            .filter(campaigns::name.eq("Spring").or(campaigns::id.gt(0)))
            .filter(campaigns::budget.is_not_null());
        golden(
            &delete,
            "DELETE FROM `campaigns`
             WHERE ((`campaigns`.`company_id` = ? AND (((`campaigns`.`name` = ?) OR
                 (`campaigns`.`id` > ?)))) AND ((`campaigns`.`budget` IS NOT NULL)))",
        );
        assert_eq!(delete.execute(db).unwrap(), 2);
    });
}

#[test]
fn a_scoped_statement_is_deleted() {
    as_acme(|db| {
        let drafts = Campaign::for_tenant(db.tenant()).filter(campaigns::state.eq("draft"));
        let delete = db.delete(drafts);
        golden(
            &delete,
            "DELETE FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`state` = ?)))",
        );
        assert_eq!(delete.execute(db).unwrap(), 1);
    });
}

#[test]
fn a_found_row_is_deleted_and_somebody_elses_is_not() {
    as_acme(|db| {
        let id = db.tenant();
        let deleted = db.delete(Campaign::for_tenant(id).find(11)).execute(db);
        assert_eq!(deleted.unwrap(), 1);
        let deleted = db.delete(Campaign::for_tenant(id).find(21)).execute(db);
        assert_eq!(deleted.unwrap(), 0);
        let deleted = db.delete(Ad::for_tenant(id).find((id, 1))).execute(db);
        assert_eq!(deleted.unwrap(), 1);
    });
}

#[test]
fn a_model_is_deleted_by_reference() {
    as_acme(|db| {
        let own: Campaign = Campaign::for_tenant(db.tenant())
            .find(11)
            .first(db)
            .unwrap();
        let delete = db.delete(&own);
        golden(
            &delete,
            "DELETE FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`id` = ?)))",
        );
        assert_eq!(delete.execute(db).unwrap(), 1);
        let theirs = Campaign { id: 21, ..own };
        assert_eq!(db.delete(&theirs).execute(db).unwrap(), 0);
    });
}

#[test]
fn a_model_with_a_composite_key_is_deleted() {
    as_acme(|db| {
        let own: Ad = Ad::for_tenant(db.tenant())
            .order(ads::id)
            .first(db)
            .unwrap();
        let theirs = Ad {
            company_id: 2,
            ..own.clone()
        };
        assert_eq!(db.delete(&theirs).execute(db).unwrap(), 0);
        assert_eq!(db.delete(&own).execute(db).unwrap(), 1);
    });
}

#[test]
fn a_delete_is_boxed() {
    as_acme(|db| {
        let mut delete = db.delete(campaigns::table).into_boxed::<super::Backend>();
        delete = delete.filter(campaigns::name.eq("Summer"));
        golden(
            &delete,
            "DELETE FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`name` = ?)))",
        );
        assert_eq!(delete.execute(db).unwrap(), 1);
    });
}

#[test]
fn the_tenant_itself_is_deleted() {
    as_acme(|db| {
        assert_eq!(db.delete(companies::table).execute(db).unwrap(), 1);
    });
}
