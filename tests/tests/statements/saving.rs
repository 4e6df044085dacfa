//! `save_changes`.

use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

#[test]
fn a_model_is_saved_and_read_back() {
    as_acme(|db| {
        let form = CampaignForm {
            id: 11,
            name: "Saved".to_owned(),
        };
        let saved: Campaign = db.save_changes(&form).unwrap();
        assert_eq!((saved.id, saved.company_id), (11, 1));
        assert_eq!(saved.name, "Saved");
    });
}

#[test]
fn somebody_elses_model_is_not_found() {
    as_acme(|db| {
        let form = CampaignForm {
            id: 21,
            name: "Taken".to_owned(),
        };
        let saved: QueryResult<Campaign> = db.save_changes(&form);
        assert_eq!(saved, Err(Error::NotFound));
    });
}

#[test]
fn the_tenant_itself_is_saved() {
    as_acme(|db| {
        let mut own: Company = Company::for_tenant(db.tenant()).first(db).unwrap();
        own.name = "Renamed".to_owned();
        let saved: Company = db.save_changes(&own).unwrap();
        assert_eq!(saved, own);
        own.id = 2;
        let theirs: QueryResult<Company> = db.save_changes(&own);
        assert_eq!(theirs, Err(Error::NotFound));
    });
}

#[derive(Debug, Clone, Identifiable, AsChangeset)]
#[diesel(table_name = notes)]
struct NoteForm {
    id: i64,
    body: String,
}

#[test]
fn a_child_is_saved() {
    as_acme(|db| {
        let mut form = NoteForm {
            id: 1,
            body: "Saved".to_owned(),
        };
        let saved: Note = db.save_changes(&form).unwrap();
        assert_eq!(saved.body, "Saved");
        form.id = 3;
        let theirs: QueryResult<Note> = db.save_changes(&form);
        assert_eq!(theirs, Err(Error::NotFound));
    });
}

/// It reads such a row, and cannot write it.
#[derive(Debug, Clone, Identifiable, AsChangeset)]
#[diesel(table_name = templates)]
struct TemplateForm {
    id: i64,
    title: String,
}

#[test]
fn a_row_that_is_shared_is_not_saved() {
    as_acme(|db| {
        let form = TemplateForm {
            id: 3,
            title: "Taken".to_owned(),
        };
        let read: Template = templates::table
            .for_tenant(db.tenant())
            .find(form.id)
            .first(db)
            .unwrap();
        assert_eq!(read.company_id, None);
        let saved: QueryResult<Template> = db.save_changes(&form);
        assert_eq!(saved, Err(Error::NotFound));
    });
}
