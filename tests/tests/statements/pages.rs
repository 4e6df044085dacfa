//! Pages with a total count, and statements wrapped in a node of one's own.

use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::BigInt;
use tenant_core::prelude::*;
use tenant_core::select::WrapsScoped;

use super::Backend;
use super::harness::*;
use crate::models::*;
use crate::schema::*;

#[test]
fn a_page_has_its_rows_and_the_total() {
    as_acme(|db| {
        let query = Campaign::query_for(db.tenant())
            .order(campaigns::id)
            .paginate(1, 2);
        golden(
            &query,
            "SELECT *, COUNT(*) OVER ()
             FROM (SELECT `campaigns`.`id`, `campaigns`.`company_id`, `campaigns`.`slug`,
                 `campaigns`.`name`, `campaigns`.`code`, `campaigns`.`budget`,
                 `campaigns`.`state`
             FROM `campaigns` WHERE `campaigns`.`company_id` = ? ORDER BY `campaigns`.`id`) t
             LIMIT ? OFFSET ?",
        );
        let page = query.load_page::<Campaign>(db).unwrap();
        assert_eq!(page.total, 3);
        let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
        assert_eq!(ids, [13]);
    });
}

#[test]
fn a_page_is_loaded_with_the_total_beside_each_row() {
    as_acme(|db| {
        let rows: Vec<(i64, i64)> = Ad::for_tenant(db.tenant())
            .select(ads::id)
            .order(ads::id)
            .paginate(0, 2)
            .load(db)
            .unwrap();
        assert_eq!(rows, [(1, 3), (2, 3)]);
    });
}

#[test]
fn a_page_past_the_end_is_empty() {
    as_acme(|db| {
        let page = Campaign::query_for(db.tenant())
            .paginate(9, 2)
            .load_page::<Campaign>(db)
            .unwrap();
        assert_eq!((page.rows.len(), page.total), (0, 0));
    });
}

#[test]
fn a_boxed_statement_is_cut_into_pages() {
    as_acme(|db| {
        let page = Campaign::query_for(db.tenant())
            .into_boxed::<Backend>()
            .filter(campaigns::name.eq("Spring"))
            .paginate(0, 1)
            .load_page::<Campaign>(db)
            .unwrap();
        assert_eq!((page.rows.len(), page.total), (1, 2));
    });
}

/// `SELECT COUNT(*)` of whatever it is given.
#[derive(Debug, Clone, Copy, QueryId)]
struct NumberOf<Q>(Q);

impl<Q> WrapsScoped for NumberOf<Q> {}

impl<Q: Query> Query for NumberOf<Q> {
    type SqlType = BigInt;
}

impl<Q: QueryFragment<Backend>> QueryFragment<Backend> for NumberOf<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        out.push_sql("SELECT COUNT(*) FROM (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") AS inside");
        Ok(())
    }
}

#[test]
fn a_statement_is_wrapped_in_a_node_of_ones_own() {
    as_acme(|db| {
        let query = Ad::for_tenant(db.tenant())
            .select(ads::title)
            .distinct()
            .wrap(NumberOf);
        golden(
            &query,
            "SELECT COUNT(*) FROM (SELECT DISTINCT `ads`.`title` FROM `ads`
                WHERE `ads`.`company_id` = ?) AS inside",
        );
        assert_eq!(query.get_result::<i64>(db).unwrap(), 2);
    });
}
