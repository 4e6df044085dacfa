//! `insert_into`: the scope fills the tenant column in.

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use tenant_core::prelude::*;

use super::harness::*;
use crate::golden::sql;
use crate::models::*;
use crate::schema::*;

fn names(db: &mut Db<'_>) -> Vec<(i64, i64, String)> {
    Campaign::for_tenant(db.tenant())
        .filter(campaigns::id.gt(50))
        .select((campaigns::id, campaigns::company_id, campaigns::name))
        .order(campaigns::id)
        .load(db)
        .unwrap()
}

#[test]
fn a_struct_is_inserted() {
    as_acme(|db| {
        let insert = db.insert_into(campaigns::table).values(NewCampaign {
            id: 51,
            slug: "winter",
            name: "Winter",
            budget: Some(7),
        });
        golden(
            &insert,
            "INSERT INTO `campaigns` (`company_id`, `id`, `slug`, `name`, `budget`)
             VALUES (?, ?, ?, ?, ?)",
        );
        assert_eq!(insert.execute(db).unwrap(), 1);
        assert_eq!(names(db), [(51, 1, "Winter".to_owned())]);
    });
}

#[test]
fn a_reference_to_a_struct_is_inserted() {
    as_acme(|db| {
        let new = NewCampaign {
            budget: Some(7),
            ..NewCampaign::new(51, "winter")
        };
        let inserted = db.insert_into(campaigns::table).values(&new).execute(db);
        assert_eq!(inserted.unwrap(), 1);
        assert_eq!(names(db), [(51, 1, "New".to_owned())]);
    });
}

#[test]
fn a_tuple_is_inserted() {
    as_acme(|db| {
        let insert = db.insert_into(campaigns::table).values((
            campaigns::id.eq(51),
            campaigns::slug.eq("winter"),
            campaigns::name.eq("Winter"),
        ));
        golden(
            &insert,
            "INSERT INTO `campaigns` (`company_id`, `id`, `slug`, `name`) VALUES (?, ?, ?, ?)",
        );
        assert_eq!(insert.execute(db).unwrap(), 1);
        assert_eq!(names(db), [(51, 1, "Winter".to_owned())]);
    });
}

#[test]
fn a_struct_stands_in_a_tuple() {
    as_acme(|db| {
        let new = NewCampaign {
            budget: Some(1),
            ..NewCampaign::new(51, "winter")
        };
        let inserted = db
            .insert_into(campaigns::table)
            .values((&new, campaigns::state.eq("live")))
            .execute(db);
        assert_eq!(inserted.unwrap(), 1);
        let state: String = Campaign::for_tenant(db.tenant())
            .find(51)
            .select(campaigns::state)
            .first(db)
            .unwrap();
        assert_eq!(state, "live");
    });
}

#[test]
fn a_single_value_is_inserted() {
    as_acme(|db| {
        let insert = db
            .insert_into(drafts::table)
            .values(drafts::title.eq("one"));
        golden(
            &insert,
            "INSERT INTO `drafts` (`company_id`, `title`) VALUES (?, ?)",
        );
        assert_eq!(insert.execute(db).unwrap(), 1);
    });
}

#[test]
fn an_expression_is_inserted() {
    as_acme(|db| {
        let id = db.tenant();
        let inserted = db
            .insert_into(ads::table)
            .values((
                ads::id.eq(51),
                ads::campaign_id.eq(11),
                ads::title.eq("Green"),
                ads::cost.eq(4.into_sql::<BigInt>() + 5),
            ))
            .execute(db);
        assert_eq!(inserted.unwrap(), 1);
        let own = Ad::for_tenant(id).find((id, 51)).select(ads::cost);
        assert_eq!(own.first::<i64>(db).unwrap(), 9);
    });
}

#[test]
fn a_missing_option_takes_the_default() {
    as_acme(|db| {
        let insert = db
            .insert_into(campaigns::table)
            .values(NewCampaign::new(51, "winter"));
        golden(
            &insert,
            sql(
                "INSERT INTO `campaigns` (`company_id`, `id`, `slug`, `name`, `budget`)
                 VALUES (?, ?, ?, ?, DEFAULT)",
            )
            .on_sqlite(
                "INSERT INTO `campaigns` (`company_id`, `id`, `slug`, `name`) VALUES (?, ?, ?, ?)",
            ),
        );
        assert_eq!(insert.execute(db).unwrap(), 1);
    });
}

#[test]
fn default_values_hold_the_tenant() {
    as_acme(|db| {
        let insert = db.insert_into(drafts::table).default_values();
        golden(&insert, "INSERT INTO `drafts` (`company_id`) VALUES (?)");
        assert_eq!(insert.execute(db).unwrap(), 1);
        let rows: Vec<(Option<i64>, String)> = Draft::for_tenant(db.tenant())
            .filter(drafts::id.gt(3))
            .select((drafts::company_id, drafts::title))
            .load(db)
            .unwrap();
        assert_eq!(rows, [(Some(1), "untitled".to_owned())]);
    });
}

#[test]
fn a_composite_key_is_filled_in() {
    as_acme(|db| {
        let inserted = db
            .insert_into(ads::table)
            .values(NewAd {
                id: 4,
                campaign_id: 11,
                title: "Green".to_owned(),
                cost: 1,
            })
            .execute(db);
        // Bolt has an ad 4 of its own.
        assert_eq!(inserted.unwrap(), 1);
    });
}

#[test]
fn a_key_that_somebody_else_has_is_an_error() {
    as_acme(|db| {
        let error = failure(db, |db| {
            db.insert_into(campaigns::table)
                .values(NewCampaign::new(21, "winter"))
                .execute(db)
        });
        assert!(
            matches!(
                error,
                diesel::result::Error::DatabaseError(
                    diesel::result::DatabaseErrorKind::UniqueViolation,
                    _
                )
            ),
            "{error}"
        );
    });
}

#[test]
fn an_embedded_struct_is_inserted() {
    as_acme(|db| {
        let insert = db.insert_into(billing::invoices::table).values(NewInvoice {
            id: 51,
            reference: "I-51".to_owned(),
            amounts: Amounts { net: 100, vat: 20 },
        });
        golden(
            &insert,
            "INSERT INTO `invoices` (`company_id`, `id`, `reference`, `net`, `vat`)
             VALUES (?, ?, ?, ?, ?)",
        );
        assert_eq!(insert.execute(db).unwrap(), 1);
    });
}

#[test]
fn the_tenant_itself_is_inserted_once() {
    as_tenant(9_i64, &company(9), |db| {
        let inserted = db
            .insert_into(companies::table)
            .values((companies::name.eq("Dent"), companies::host.eq("dent.test")))
            .execute(db);
        assert_eq!(inserted.unwrap(), 1);
        let own: Company = Company::for_tenant(db.tenant()).first(db).unwrap();
        assert_eq!(own.id, 9);
    });
}
