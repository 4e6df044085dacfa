//! The ways to run a statement, and to look at it before.

use diesel::connection::DefaultLoadingMode;
use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::prelude::*;

use super::harness::*;
use super::{Backend, connect};
use crate::models::*;
use crate::schema::*;
use crate::seed::ACME;

#[test]
fn load_and_get_results_give_all_rows() {
    as_acme(|db| {
        let id = db.tenant();
        let loaded: Vec<Campaign> = Campaign::for_tenant(id).load(db).unwrap();
        let got: Vec<Campaign> = Campaign::for_tenant(id).get_results(db).unwrap();
        assert_eq!(loaded.len(), 3);
        assert_eq!(loaded, got);
    });
}

#[test]
fn first_adds_a_limit() {
    as_acme(|db| {
        let first: i64 = Campaign::for_tenant(db.tenant())
            .order(campaigns::id)
            .select(campaigns::id)
            .first(db)
            .unwrap();
        assert_eq!(first, 11);
    });
}

#[test]
fn get_result_gives_one_row() {
    as_acme(|db| {
        let name: String = Campaign::for_tenant(db.tenant())
            .find(12)
            .select(campaigns::name)
            .get_result(db)
            .unwrap();
        assert_eq!(name, "Summer");
    });
}

#[test]
fn somebody_elses_row_and_a_missing_row_look_the_same() {
    as_acme(|db| {
        let id = db.tenant();
        for key in [21, 999] {
            let row = Campaign::for_tenant(id).find(key).first::<Campaign>(db);
            assert_eq!(row, Err(Error::NotFound));
            let row = Campaign::for_tenant(id)
                .find(key)
                .get_result::<Campaign>(db);
            assert_eq!(row.optional().unwrap(), None);
        }
    });
}

#[test]
fn load_iter_knows_as_much_of_its_length_as_diesels() {
    let mut conn = connect();
    let all = campaigns::table.filter(campaigns::company_id.eq(1));
    let all = all.load_iter::<Campaign, DefaultLoadingMode>(&mut conn).unwrap();
    let expected = all.size_hint();
    drop(all);
    claim(ACME).scope(&mut conn, |db: &mut Db<'_>| {
        let scoped = Campaign::for_tenant(db.tenant());
        let scoped = scoped.load_iter::<Campaign, _>(db).unwrap();
        assert_eq!(scoped.size_hint(), expected);
    });
}

#[test]
fn load_iter_gives_rows_one_by_one() {
    as_acme(|db| {
        let rows = Campaign::for_tenant(db.tenant())
            .order(campaigns::id)
            .select(campaigns::id)
            .load_iter::<i64, _>(db)
            .unwrap();
        let ids: QueryResult<Vec<i64>> = rows.collect();
        assert_eq!(ids.unwrap(), [11, 12, 13]);
    });
}

#[test]
fn an_iterator_may_be_left_early() {
    as_acme(|db| {
        let id = db.tenant();
        let first = Campaign::for_tenant(id)
            .order(campaigns::id)
            .load_iter::<Campaign, _>(db)
            .unwrap()
            .next()
            .unwrap()
            .unwrap();
        assert_eq!(first.id, 11);
        assert_eq!(Ad::for_tenant(id).load::<Ad>(db).unwrap().len(), 3);
    });
}

#[test]
fn debug_query_prints_what_will_run() {
    as_acme(|db| {
        let query = Campaign::for_tenant(db.tenant()).filter(campaigns::name.eq("Spring"));
        let printed = diesel::debug_query::<Backend, _>(&query).to_string();
        assert!(printed.contains("company_id"), "{printed}");
        assert!(printed.ends_with("-- binds: [1, \"Spring\"]"), "{printed}");
        let debugged = format!("{:?}", diesel::debug_query::<Backend, _>(&query));
        assert!(debugged.contains("company_id"), "{debugged}");
    });
}

#[test]
fn a_statement_is_cloned_and_run_again() {
    as_acme(|db| {
        let query = Campaign::for_tenant(db.tenant()).select(campaigns::id);
        let again = query.clone();
        assert_eq!(
            query.load::<i64>(db).unwrap().len(),
            again.load::<i64>(db).unwrap().len()
        );
    });
}

#[test]
fn a_prepared_statement_is_used_by_the_next_tenant() {
    let mut conn = super::connect();
    for (company, expected) in [(1, 3), (2, 2), (3, 1), (1, 3)] {
        let number = claim(company).scope(&mut conn, |db: &mut Db<'_>| {
            Campaign::for_tenant(db.tenant())
                .load::<Campaign>(db)
                .unwrap()
                .len()
        });
        assert_eq!(number, expected, "company {company}");
    }
}
