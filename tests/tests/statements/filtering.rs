//! `filter` and `find`: narrower within the tenant, never wider.

use diesel::dsl::{case_when, not, sql};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

diesel::define_sql_function! {
    /// There under the same name in all three databases.
    fn upper(text: Text) -> Text;
}

#[diesel::declare_sql_function]
extern "SQL" {
    fn lower(text: Text) -> Text;
}

diesel::infix_operator!(Or, " OR ");

#[test]
fn a_filter_narrows_within_the_tenant() {
    as_acme(|db| {
        let query = Campaign::for_tenant(db.tenant())
            .filter(campaigns::name.eq("Spring"))
            .filter(campaigns::budget.gt(150))
            .select(campaigns::id);
        golden(
            &query,
            "SELECT `campaigns`.`id` FROM `campaigns`
             WHERE ((`campaigns`.`company_id` = ? AND ((`campaigns`.`name` = ?))) AND
                 ((`campaigns`.`budget` > ?)))",
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [13]);
    });
}

#[test]
fn alternatives_stay_within_the_tenant() {
    as_acme(|db| {
        let query = Campaign::for_tenant(db.tenant())
            .filter(campaigns::slug.eq("spring").or(campaigns::id.gt(0)))
            .select(campaigns::id);
        golden(
            &query,
            "SELECT `campaigns`.`id` FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND (((`campaigns`.`slug` = ?) OR
                 (`campaigns`.`id` > ?))))",
        );
        let mut rows: Vec<i64> = query.load(db).unwrap();
        rows.sort_unstable();
        assert_eq!(rows, [11, 12, 13]);
    });
}

#[test]
fn a_fragment_cannot_escape_by_precedence() {
    as_acme(|db| {
        let query = Campaign::for_tenant(db.tenant())
            .filter(sql::<Bool>("1 = 1 OR 1 = 1"))
            .select(campaigns::id);
        assert_eq!(query.load::<i64>(db).unwrap().len(), 3);

        let query = Ad::for_tenant(db.tenant())
            .filter(
                sql::<Bool>("cost > ")
                    .bind::<diesel::sql_types::BigInt, _>(0)
                    .sql(" OR 1 = 1"),
            )
            .select(ads::id);
        assert_eq!(query.load::<i64>(db).unwrap().len(), 3);
    });
}

#[test]
fn an_operator_cannot_escape_by_precedence() {
    as_acme(|db| {
        let either = Or::new(campaigns::id.gt(0), campaigns::id.le(0));
        let query = Campaign::for_tenant(db.tenant())
            .filter(either)
            .select(campaigns::id);
        assert_eq!(query.load::<i64>(db).unwrap().len(), 3);
    });
}

#[test]
fn nulls_lists_ranges_and_patterns_filter() {
    as_acme(|db| {
        let id = db.tenant();
        macro_rules! found {
            ($predicate:expr) => {
                Campaign::for_tenant(id)
                    .filter($predicate)
                    .select(campaigns::id)
                    .order(campaigns::id)
                    .load::<i64>(db)
                    .unwrap()
            };
        }
        assert_eq!(found!(campaigns::budget.is_null()), [12]);
        assert_eq!(found!(campaigns::budget.is_not_null()), [11, 13]);
        assert_eq!(found!(not(campaigns::id.eq(11))), [12, 13]);
        assert_eq!(found!(campaigns::id.between(12, 31)), [12, 13]);
        assert_eq!(found!(campaigns::slug.like("s%")), [11, 12]);
        assert_eq!(found!(campaigns::id.ne_all(vec![11, 21])), [12, 13]);
        assert!(found!(campaigns::id.eq_any(Vec::<i64>::new())).is_empty());
    });
}

#[test]
fn a_list_of_values_finds_only_own_rows() {
    as_acme(|db| {
        let query = Campaign::for_tenant(db.tenant())
            .filter(campaigns::id.eq_any([11_i64, 21, 31]))
            .select(campaigns::id);
        golden(
            &query,
            crate::golden::sql(
                "SELECT `campaigns`.`id` FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`id` IN (?, ?, ?))))",
            )
            .on_postgres(
                "SELECT `campaigns`.`id` FROM `campaigns`
                 WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`id` = ANY(?))))",
            ),
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [11]);
    });
}

#[test]
fn a_filter_on_the_tenant_column_narrows_too() {
    as_acme(|db| {
        let theirs = Campaign::for_tenant(db.tenant()).filter(campaigns::company_id.eq(2));
        assert!(theirs.load::<Campaign>(db).unwrap().is_empty());
        let any = Campaign::for_tenant(db.tenant())
            .filter(campaigns::company_id.eq(campaigns::company_id));
        assert_eq!(any.load::<Campaign>(db).unwrap().len(), 3);
    });
}

#[test]
fn find_finds_an_own_row_and_no_other() {
    as_acme(|db| {
        let query = Campaign::for_tenant(db.tenant()).find(11);
        golden(
            &query.clone().select(campaigns::id),
            "SELECT `campaigns`.`id` FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND ((`campaigns`.`id` = ?)))",
        );
        assert_eq!(query.first::<Campaign>(db).unwrap().company_id, 1);
        let theirs = Campaign::for_tenant(db.tenant()).find(21);
        assert_eq!(
            theirs.first::<Campaign>(db),
            Err(diesel::result::Error::NotFound)
        );
    });
}

#[test]
fn find_takes_a_composite_key_with_the_token() {
    as_acme(|db| {
        let id = db.tenant();
        let query = Ad::for_tenant(id).find((id, 2)).select(ads::title);
        golden(
            &query,
            "SELECT `ads`.`title` FROM `ads`
             WHERE (`ads`.`company_id` = ? AND (((`ads`.`company_id` = ?) AND (`ads`.`id` = ?))))",
        );
        assert_eq!(query.first::<String>(db).unwrap(), "Blue");
    });
}

#[test]
fn find_by_somebody_elses_composite_key_finds_nothing() {
    as_acme(|db| {
        let theirs = Ad::for_tenant(db.tenant()).find((2, 4)).first::<Ad>(db);
        assert_eq!(theirs, Err(diesel::result::Error::NotFound));
    });
}

#[test]
fn functions_of_ones_own_filter_and_are_selected() {
    as_acme(|db| {
        let query = Campaign::for_tenant(db.tenant())
            .filter(upper(campaigns::slug).eq("SPRING"))
            .select(lower(campaigns::name));
        golden(
            &query,
            "SELECT lower(`campaigns`.`name`) FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND ((upper(`campaigns`.`slug`) = ?)))",
        );
        assert_eq!(query.load::<String>(db).unwrap(), ["spring"]);
    });
}

#[test]
fn case_is_selected_and_filters() {
    as_acme(|db| {
        let size = || {
            case_when(campaigns::budget.gt(200), "big".into_sql::<Text>())
                .when(campaigns::budget.gt(0), "small".into_sql::<Text>())
                .otherwise("none".into_sql::<Text>())
        };
        let query = Campaign::for_tenant(db.tenant())
            .select((campaigns::id, size()))
            .order(campaigns::id);
        let rows: Vec<(i64, String)> = query.load(db).unwrap();
        let sizes: Vec<_> = rows.iter().map(|(_, size)| size.as_str()).collect();
        assert_eq!(sizes, ["small", "none", "big"]);

        let query = Campaign::for_tenant(db.tenant())
            .filter(size().eq("big"))
            .select(campaigns::id);
        golden(
            &query,
            "SELECT `campaigns`.`id` FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND ((CASE WHEN ((`campaigns`.`budget` > ?))
                 THEN (?) WHEN ((`campaigns`.`budget` > ?)) THEN (?) ELSE (?) END = ?)))",
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [13]);
    });
}
