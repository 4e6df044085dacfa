//! Inserts of many rows.

use diesel::prelude::*;
use tenant_core::prelude::*;

use super::harness::*;
use crate::golden::sql;
use crate::models::*;
use crate::schema::*;

fn three() -> Vec<NewCampaign<'static>> {
    vec![
        NewCampaign::new(51, "one"),
        NewCampaign {
            budget: Some(2),
            ..NewCampaign::new(52, "two")
        },
        NewCampaign::new(53, "three"),
    ]
}

/// Two columns that a row may leave to their defaults.
#[derive(Debug, Clone, Insertable, TenantRecord)]
#[diesel(table_name = campaigns)]
struct CodedCampaign {
    id: i64,
    slug: String,
    name: &'static str,
    code: Option<&'static str>,
    budget: Option<i64>,
}

fn ad(id: i64) -> NewAd {
    NewAd {
        id,
        campaign_id: 11,
        title: "New".to_owned(),
        cost: id,
    }
}

/// The new campaigns: key, tenant, budget.
fn new_campaigns(db: &mut Db<'_>) -> Vec<(i64, i64, Option<i64>)> {
    Campaign::for_tenant(db.tenant())
        .filter(campaigns::id.gt(50))
        .select((campaigns::id, campaigns::company_id, campaigns::budget))
        .order(campaigns::id)
        .load(db)
        .unwrap()
}

#[test]
fn rows_of_one_shape_are_one_statement() {
    as_acme(|db| {
        let new = [ad(51), ad(52)];
        let insert = db.insert_into(ads::table).values(&new);
        golden(
            &insert,
            "INSERT INTO `ads` (`company_id`, `id`, `campaign_id`, `title`, `cost`)
             VALUES (?, ?, ?, ?, ?), (?, ?, ?, ?, ?)",
        );
        assert_eq!(insert.execute(db).unwrap(), 2);
        let ids: Vec<i64> = Ad::for_tenant(db.tenant())
            .filter(ads::id.gt(50))
            .select(ads::id)
            .load(db)
            .unwrap();
        assert_eq!(ids, [51, 52]);
    });
}

#[test]
fn a_vec_a_slice_and_an_array_are_inserted() {
    as_acme(|db| {
        let inserted = [
            db.insert_into(ads::table)
                .values(vec![ad(51), ad(52)])
                .execute(db),
            db.insert_into(ads::table)
                .values(&vec![ad(53), ad(54)])
                .execute(db),
            db.insert_into(ads::table)
                .values([ad(55), ad(56)].as_slice())
                .execute(db),
            db.insert_into(ads::table)
                .values([ad(57), ad(58)])
                .execute(db),
            db.insert_into(ads::table)
                .values(&[ad(59), ad(60)])
                .execute(db),
        ];
        for number in inserted {
            assert_eq!(number.unwrap(), 2);
        }
        let number: i64 = Ad::for_tenant(db.tenant()).count().get_result(db).unwrap();
        assert_eq!(number, 13);
    });
}

#[test]
fn a_vec_of_tuples_is_inserted() {
    as_acme(|db| {
        let rows: Vec<_> = (51..54)
            .map(|id| {
                (
                    ads::id.eq(id),
                    ads::campaign_id.eq(11),
                    ads::title.eq("New"),
                    ads::cost.eq(1),
                )
            })
            .collect();
        let inserted = db.insert_into(ads::table).values(&rows).execute(db);
        assert_eq!(inserted.unwrap(), 3);
    });
}

#[test]
fn an_empty_vec_inserts_nothing() {
    as_acme(|db| {
        let none: Vec<NewAd> = Vec::new();
        assert_eq!(
            db.insert_into(ads::table)
                .values(&none)
                .execute(db)
                .unwrap(),
            0
        );
        let none: Vec<NewCampaign<'_>> = Vec::new();
        let inserted = db.insert_into(campaigns::table).values(none).execute(db);
        assert_eq!(inserted.unwrap(), 0);
    });
}

#[test]
fn rows_with_different_defaults_are_inserted() {
    as_acme(|db| {
        let new = three();
        let insert = db.insert_into(campaigns::table).values(&new);
        // Without the keyword `DEFAULT` it becomes one statement a row.
        if super::DIALECT != crate::golden::Dialect::Sqlite {
            golden(
                &insert,
                sql(
                    "INSERT INTO `campaigns` (`company_id`, `id`, `slug`, `name`, `budget`)
                     VALUES (?, ?, ?, ?, DEFAULT), (?, ?, ?, ?, ?), (?, ?, ?, ?, DEFAULT)",
                ),
            );
        }
        assert_eq!(insert.execute(db).unwrap(), 3);
        assert_eq!(
            new_campaigns(db),
            [(51, 1, None), (52, 1, Some(2)), (53, 1, None)]
        );
    });
}

#[test]
fn an_array_of_rows_with_different_defaults_is_inserted() {
    as_acme(|db| {
        let new = [(51, Some("c-51"), None), (52, None, Some(2))].map(|(id, code, budget)| {
            CodedCampaign {
                id,
                slug: id.to_string(),
                name: "New",
                code,
                budget,
            }
        });
        let inserted = db.insert_into(campaigns::table).values(&new).execute(db);
        assert_eq!(inserted.unwrap(), 2);
        assert_eq!(new_campaigns(db), [(51, 1, None), (52, 1, Some(2))]);
    });
}

#[test]
fn one_row_that_fails_takes_the_others_with_it() {
    as_acme(|db| {
        let mut new = three();
        new[2].id = 21;
        let error = failure(db, |db| {
            db.insert_into(campaigns::table).values(&new).execute(db)
        });
        assert!(
            matches!(error, diesel::result::Error::DatabaseError(..)),
            "{error}"
        );
        assert!(new_campaigns(db).is_empty());

        let new = vec![ad(51), ad(1)];
        let error = failure(db, |db| db.insert_into(ads::table).values(&new).execute(db));
        assert!(
            matches!(error, diesel::result::Error::DatabaseError(..)),
            "{error}"
        );
        let number: i64 = Ad::for_tenant(db.tenant()).count().get_result(db).unwrap();
        assert_eq!(number, 3);
    });
}

#[test]
fn more_rows_than_the_database_has_binds_for_are_an_error() {
    as_acme(|db| {
        let new: Vec<_> = (51..20_051)
            .map(|id| {
                (
                    ads::id.eq(id),
                    ads::campaign_id.eq(11),
                    ads::title.eq("New"),
                    ads::cost.eq(id),
                )
            })
            .collect();
        let error = failure(db, |db| db.insert_into(ads::table).values(&new).execute(db));
        assert!(
            matches!(error, diesel::result::Error::DatabaseError(..)),
            "{error}"
        );
        let number: i64 = Ad::for_tenant(db.tenant()).count().get_result(db).unwrap();
        assert_eq!(number, 3);
    });
}

#[test]
fn chunks_stay_under_the_limit() {
    as_acme(|db| {
        let new: Vec<NewAd> = (51..2_051).map(ad).collect();
        let inserted: QueryResult<usize> = db.transaction(|db| {
            new.chunks(500)
                .map(|chunk| db.insert_into(ads::table).values(chunk).execute(db))
                .sum()
        });
        assert_eq!(inserted.unwrap(), 2_000);
    });
}
