//! `update`.

use diesel::prelude::*;
use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

fn budgets(db: &mut Db<'_>) -> Vec<(i64, Option<i64>)> {
    Campaign::for_tenant(db.tenant())
        .select((campaigns::id, campaigns::budget))
        .order(campaigns::id)
        .load(db)
        .unwrap()
}

fn stray(id: i64) -> Campaign {
    Campaign {
        id,
        company_id: 2,
        slug: "spring".to_owned(),
        name: "Taken".to_owned(),
        code: None,
        budget: None,
        state: "live".to_owned(),
    }
}

#[test]
fn a_table_is_updated_within_the_tenant() {
    as_acme(|db| {
        let update = db.update(campaigns::table).set(campaigns::budget.eq(5));
        golden(
            &update,
            "UPDATE `campaigns` SET `budget` = ? WHERE `campaigns`.`company_id` = ?",
        );
        assert_eq!(update.execute(db).unwrap(), 3);
        assert_eq!(budgets(db), [(11, Some(5)), (12, Some(5)), (13, Some(5))]);
    });
}

#[test]
fn a_filter_comes_before_set() {
    as_acme(|db| {
        let update = db
            .update(campaigns::table)
            .filter(campaigns::name.eq("Spring"))
            .set(campaigns::budget.eq(5));
        golden(
            &update,
            "UPDATE `campaigns` SET `budget` = ?
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`name` = ?)))",
        );
        assert_eq!(update.execute(db).unwrap(), 2);
    });
}

#[test]
fn a_filter_comes_after_set() {
    as_acme(|db| {
        let update = db
            .update(campaigns::table)
            .set(campaigns::budget.eq(5))
            .filter(campaigns::name.eq("Spring").or(campaigns::id.eq(21)));
        golden(
            &update,
            "UPDATE `campaigns` SET `budget` = ?
             WHERE (`campaigns`.`company_id` = ? AND (((`campaigns`.`name` = ?) OR
                 (`campaigns`.`id` = ?))))",
        );
        assert_eq!(update.execute(db).unwrap(), 2);
    });
}

#[test]
fn a_scoped_statement_is_updated() {
    as_acme(|db| {
        let live = Campaign::for_tenant(db.tenant()).filter(campaigns::state.eq("live"));
        let update = db.update(live).set(campaigns::budget.eq(5));
        assert_eq!(update.execute(db).unwrap(), 2);
        let one = campaigns::table.for_tenant(db.tenant()).find(13);
        let update = db.update(one).set(campaigns::budget.eq(6));
        golden(
            &update,
            "UPDATE `campaigns` SET `budget` = ?
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`id` = ?)))",
        );
        assert_eq!(update.execute(db).unwrap(), 1);
    });
}

#[test]
fn somebody_elses_row_is_not_updated() {
    as_acme(|db| {
        let theirs = Campaign::for_tenant(db.tenant()).find(21);
        let updated = db.update(theirs).set(campaigns::budget.eq(5)).execute(db);
        assert_eq!(updated.unwrap(), 0);
    });
}

#[test]
fn a_model_is_updated_by_reference() {
    as_acme(|db| {
        let own: Campaign = Campaign::for_tenant(db.tenant())
            .find(11)
            .first(db)
            .unwrap();
        let update = db.update(&own).set(campaigns::budget.eq(5));
        golden(
            &update,
            "UPDATE `campaigns` SET `budget` = ?
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`id` = ?)))",
        );
        assert_eq!(update.execute(db).unwrap(), 1);
    });
}

#[test]
fn somebody_elses_model_is_not_updated() {
    as_acme(|db| {
        let updated = db
            .update(&stray(21))
            .set(campaigns::budget.eq(5))
            .execute(db);
        assert_eq!(updated.unwrap(), 0);
        let ad = Ad {
            company_id: 2,
            id: 1,
            campaign_id: 21,
            title: String::new(),
            cost: 0,
        };
        let updated = db.update(&ad).set(ads::cost.eq(0)).execute(db);
        assert_eq!(updated.unwrap(), 0);
    });
}

#[test]
fn a_model_with_a_composite_key_is_updated() {
    as_acme(|db| {
        let id = db.tenant();
        let own: Ad = Ad::for_tenant(id).find((id, 2)).first(db).unwrap();
        let updated = db.update(&own).set(ads::cost.eq(70)).execute(db);
        assert_eq!(updated.unwrap(), 1);
        let costs: Vec<i64> = Ad::for_tenant(id)
            .order(ads::id)
            .select(ads::cost)
            .load(db)
            .unwrap();
        assert_eq!(costs, [5, 70, 11]);
    });
}

#[test]
fn a_struct_and_a_reference_to_one_are_set() {
    as_acme(|db| {
        let changes = CampaignChanges {
            name: Some("Changed"),
            budget: Some(None),
        };
        let update = db
            .update(Campaign::for_tenant(db.tenant()).find(11))
            .set(&changes);
        golden(
            &update,
            "UPDATE `campaigns` SET `name` = ?, `budget` = ?
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`id` = ?)))",
        );
        assert_eq!(update.execute(db).unwrap(), 1);
        let updated = db
            .update(Campaign::for_tenant(db.tenant()).find(13))
            .set(changes)
            .execute(db);
        assert_eq!(updated.unwrap(), 1);
        assert_eq!(budgets(db), [(11, None), (12, None), (13, None)]);
    });
}

#[test]
fn a_struct_skips_what_it_does_not_have() {
    as_acme(|db| {
        let changes = CampaignChanges {
            name: None,
            budget: Some(Some(9)),
        };
        let update = db.update(campaigns::table).set(&changes);
        golden(
            &update,
            "UPDATE `campaigns` SET `budget` = ? WHERE `campaigns`.`company_id` = ?",
        );
        assert_eq!(update.execute(db).unwrap(), 3);
    });
}

#[test]
fn a_struct_without_changes_is_an_error() {
    as_acme(|db| {
        let changes = CampaignChanges {
            name: None,
            budget: None,
        };
        let error = failure(db, |db| {
            db.update(campaigns::table).set(&changes).execute(db)
        });
        assert!(
            matches!(error, diesel::result::Error::QueryBuilderError(_)),
            "{error}"
        );
    });
}

#[test]
fn a_tuple_is_set() {
    as_acme(|db| {
        let update = db.update(campaigns::table).set((
            campaigns::budget.eq(campaigns::id.nullable()),
            campaigns::name.eq("x"),
        ));
        golden(
            &update,
            "UPDATE `campaigns` SET `budget` = `campaigns`.`id`, `name` = ?
             WHERE `campaigns`.`company_id` = ?",
        );
        assert_eq!(update.execute(db).unwrap(), 3);
        assert_eq!(
            budgets(db),
            [(11, Some(11)), (12, Some(12)), (13, Some(13))]
        );
    });
}

#[test]
fn an_expression_is_set() {
    as_acme(|db| {
        let update = db.update(ads::table).set(ads::cost.eq(ads::cost + 1));
        golden(
            &update,
            "UPDATE `ads` SET `cost` = (`ads`.`cost` + ?) WHERE `ads`.`company_id` = ?",
        );
        assert_eq!(update.execute(db).unwrap(), 3);
    });
}

#[test]
fn an_option_is_set_or_left() {
    as_acme(|db| {
        let name: Option<&str> = None;
        let updated = db
            .update(campaigns::table)
            .set((
                campaigns::budget.eq(1),
                name.map(|name| campaigns::name.eq(name)),
            ))
            .execute(db);
        assert_eq!(updated.unwrap(), 3);
    });
}

#[test]
fn a_struct_in_a_tuple_is_set() {
    as_acme(|db| {
        let changes = CampaignChanges {
            name: Some("x"),
            budget: None,
        };
        let updated = db
            .update(campaigns::table)
            .set((&changes, campaigns::state.eq("done")))
            .execute(db);
        assert_eq!(updated.unwrap(), 3);
    });
}

#[test]
fn a_scoped_subquery_is_set() {
    as_acme(|db| {
        let id = db.tenant();
        let cheapest = Ad::for_tenant(id)
            .select(diesel::dsl::min(ads::cost))
            .single_value();
        let updated = db
            .update(campaigns::table)
            .set(campaigns::budget.eq(cheapest))
            .execute(db);
        assert_eq!(updated.unwrap(), 3);
        assert_eq!(budgets(db)[0], (11, Some(5)));
    });
}

#[test]
fn an_embedded_struct_is_set() {
    as_acme(|db| {
        let updated = db
            .update(Invoice::for_tenant(db.tenant()).find(1))
            .set(&Amounts { net: 1, vat: 2 })
            .execute(db);
        assert_eq!(updated.unwrap(), 1);
        let own: Invoice = Invoice::query_for(db.tenant()).find(1).first(db).unwrap();
        assert_eq!(own.amounts, Amounts { net: 1, vat: 2 });
    });
}

#[test]
fn an_update_is_boxed() {
    as_acme(|db| {
        let mut update = db
            .update(campaigns::table)
            .set(campaigns::budget.eq(5))
            .into_boxed::<super::Backend>();
        for name in ["Spring", "Summer"] {
            if name == "Summer" {
                update = update.filter(campaigns::name.eq(name));
            }
        }
        golden(
            &update,
            "UPDATE `campaigns` SET `budget` = ?
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`name` = ?)))",
        );
        assert_eq!(update.execute(db).unwrap(), 1);
    });
}

#[test]
fn the_tenant_itself_is_updated() {
    as_acme(|db| {
        let updated = db
            .update(companies::table)
            .set(companies::name.eq("Renamed"))
            .execute(db);
        assert_eq!(updated.unwrap(), 1);
    });
}
