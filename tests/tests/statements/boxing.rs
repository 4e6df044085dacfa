//! `into_boxed`, what comes after it, and boxed predicates.

use diesel::dsl::count_star;
use diesel::prelude::*;
use tenant_core::BoxedPredicate;
use tenant_core::prelude::*;

use super::Backend;
use super::harness::*;
use crate::models::*;
use crate::schema::*;

#[test]
fn a_boxed_statement_goes_on_as_before() {
    as_acme(|db| {
        let mut query = Campaign::for_tenant(db.tenant()).into_boxed::<Backend>();
        for (column, wanted) in [("name", "Spring"), ("slug", "autumn")] {
            query = match column {
                "name" => query.filter(campaigns::name.eq(wanted)),
                _ => query.filter(campaigns::slug.eq(wanted)),
            };
        }
        query = query.order(campaigns::id.desc()).limit(10).offset(0);
        let query = query.select(campaigns::id);
        golden(
            &query,
            "SELECT `campaigns`.`id` FROM `campaigns`
             WHERE ((`campaigns`.`company_id` = ? AND ((`campaigns`.`name` = ?))) AND
                 ((`campaigns`.`slug` = ?)))
             ORDER BY `campaigns`.`id` DESC LIMIT ? OFFSET ?",
        );
        assert_eq!(query.load::<i64>(db).unwrap(), [13]);
    });
}

#[test]
fn a_boxed_statement_is_ordered_by_one_more_column() {
    as_acme(|db| {
        let rows: Vec<i64> = Ad::for_tenant(db.tenant())
            .into_boxed::<Backend>()
            .order(ads::title)
            .then_order_by(ads::id.desc())
            .select(ads::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [2, 3, 1]);
    });
}

#[test]
fn a_boxed_statement_is_distinct() {
    as_acme(|db| {
        let rows: Vec<String> = Ad::for_tenant(db.tenant())
            .into_boxed::<Backend>()
            .select(ads::title)
            .distinct()
            .load(db)
            .unwrap();
        assert_eq!(rows.len(), 2);
    });
}

#[test]
fn a_boxed_statement_is_counted_and_gives_a_first_row() {
    as_acme(|db| {
        let id = db.tenant();
        let boxed = || Campaign::for_tenant(id).into_boxed::<Backend>();
        assert_eq!(boxed().count().get_result::<i64>(db).unwrap(), 3);
        let first = boxed().order(campaigns::id).first::<Campaign>(db).unwrap();
        assert_eq!(first.id, 11);
        let theirs = boxed()
            .filter(campaigns::id.eq(21))
            .first::<Campaign>(db)
            .optional()
            .unwrap();
        assert_eq!(theirs, None);
    });
}

#[test]
fn a_boxed_statement_is_grouped() {
    as_acme(|db| {
        let rows: Vec<(String, i64)> = Ad::for_tenant(db.tenant())
            .group_by(ads::title)
            .select((ads::title, count_star()))
            .into_boxed::<Backend>()
            .having(count_star().gt(1))
            .load(db)
            .unwrap();
        assert_eq!(rows, [("Red".to_owned(), 2)]);
    });
}

#[test]
fn a_join_is_boxed() {
    as_acme(|db| {
        let rows: Vec<(i64, i64)> = Campaign::for_tenant(db.tenant())
            .inner_join(ads::table)
            .select((campaigns::id, ads::id))
            .into_boxed::<Backend>()
            .filter(ads::cost.gt(6))
            .order(ads::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [(11, 2), (12, 3)]);
    });
}

#[test]
fn a_boxed_statement_is_joined() {
    as_acme(|db| {
        let rows: Vec<(i64, i64)> = Campaign::for_tenant(db.tenant())
            .into_boxed::<Backend>()
            .inner_join(ads::table)
            .filter(ads::cost.gt(6))
            .select((campaigns::id, ads::id))
            .order(ads::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [(11, 2), (12, 3)]);
    });
}

#[test]
fn predicates_are_collected_and_folded() {
    as_acme(|db| {
        let mut predicates: Vec<BoxedPredicate<'_, '_, campaigns::table, Backend>> = Vec::new();
        for name in ["Spring", "Summer"] {
            predicates.push(BoxedPredicate::new(campaigns::name.eq(name)));
        }
        predicates.push(BoxedPredicate::new(campaigns::budget.gt(1_000)));
        let any = predicates.into_iter().reduce(BoxedPredicate::or).unwrap();
        let query = Campaign::for_tenant(db.tenant())
            .filter(any)
            .select(campaigns::id);
        golden(
            &query,
            "SELECT `campaigns`.`id` FROM `campaigns`
             WHERE (`campaigns`.`company_id` = ? AND (((((`campaigns`.`name` = ?)) OR
                 ((`campaigns`.`name` = ?))) OR ((`campaigns`.`budget` > ?)))))",
        );
        assert_eq!(query.load::<i64>(db).unwrap().len(), 3);
    });
}

#[test]
fn predicates_are_folded_with_and() {
    as_acme(|db| {
        let predicates = vec![
            BoxedPredicate::new(campaigns::name.eq("Spring")),
            BoxedPredicate::new(campaigns::budget.gt(150)),
            BoxedPredicate::new(campaigns::id.eq(13).or(campaigns::id.eq(23))),
        ];
        let all = predicates.into_iter().reduce(BoxedPredicate::and).unwrap();
        let rows: Vec<i64> = Campaign::for_tenant(db.tenant())
            .filter(all)
            .select(campaigns::id)
            .load(db)
            .unwrap();
        assert_eq!(rows, [13]);
    });
}

#[test]
fn a_boxed_predicate_narrows_an_update_and_a_delete() {
    as_acme(|db| {
        let wanted = BoxedPredicate::<campaigns::table, Backend>::new(campaigns::id.gt(11));
        let updated = db
            .update(campaigns::table)
            .filter(wanted)
            .set(campaigns::name.eq("x"))
            .execute(db)
            .unwrap();
        assert_eq!(updated, 2);
        let wanted = BoxedPredicate::<campaigns::table, Backend>::new(campaigns::name.eq("x"));
        let deleted = db
            .delete(campaigns::table)
            .filter(wanted)
            .execute(db)
            .unwrap();
        assert_eq!(deleted, 2);
    });
}

#[test]
fn a_boxed_predicate_filters_a_boxed_statement() {
    as_acme(|db| {
        let wanted = BoxedPredicate::new(campaigns::id.gt(11));
        let rows: Vec<Campaign> = Campaign::for_tenant(db.tenant())
            .into_boxed::<Backend>()
            .filter(wanted)
            .load(db)
            .unwrap();
        assert_eq!(rows.len(), 2);
    });
}
