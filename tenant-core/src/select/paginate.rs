//! Pages with a total count, in one statement.

use diesel::backend::Backend;
use diesel::query_builder::{AsQuery, AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType};

use crate::run::LoadsScoped;
use crate::select::Scoped;

/// A statement cut into pages, each row with the number of rows in all.
#[derive(Debug, Clone, Copy)]
pub struct Paginated<Q> {
    query: Q,
    limit: i64,
    offset: i64,
}

/// One page of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<U> {
    /// The rows of the page.
    pub rows: Vec<U>,
    /// The number of rows on all pages; 0 on a page past the end.
    pub total: i64,
}

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// The rows of one page, the first page being 0, and their total count.
    ///
    /// Loads `(row, total)`; [`load_page`](Scoped::load_page) takes the count
    /// out. The SQL is that of the guide of Diesel:
    /// `SELECT *, COUNT(*) OVER () FROM (..) t LIMIT ? OFFSET ?`.
    pub fn paginate(self, page: u32, per_page: u32) -> Scoped<'t, K, Paginated<Q::Query>>
    where
        Q: AsQuery,
    {
        self.map(|query| Paginated {
            query: query.as_query(),
            limit: i64::from(per_page),
            offset: i64::from(page) * i64::from(per_page),
        })
    }
}

impl<'t, K, Q> Scoped<'t, K, Paginated<Q>> {
    /// Loads the page.
    ///
    /// # Errors
    ///
    /// As of [`load`](Scoped::load).
    pub fn load_page<'query, U>(
        self,
        conn: &mut impl LoadsScoped<'query, Self, (U, i64)>,
    ) -> QueryResult<Page<U>> {
        Ok(Page::new(self.load::<(U, i64)>(conn)?))
    }
}

impl<U> Page<U> {
    /// Takes the count out of the rows.
    pub(crate) fn new(rows: Vec<(U, i64)>) -> Self {
        let total = rows.first().map_or(0, |(_, total)| *total);
        Self {
            rows: rows.into_iter().map(|(row, _)| row).collect(),
            total,
        }
    }
}

impl<Q: Query> Query for Paginated<Q> {
    type SqlType = (Q::SqlType, BigInt);
}

impl<Q: QueryId> QueryId for Paginated<Q> {
    type QueryId = Paginated<Q::QueryId>;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

impl<Q, DB> QueryFragment<DB> for Paginated<Q>
where
    DB: Backend + HasSqlType<BigInt>,
    Q: QueryFragment<DB>,
    i64: ToSql<BigInt, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("SELECT *, COUNT(*) OVER () FROM (");
        self.query.walk_ast(out.reborrow())?;
        out.push_sql(") t LIMIT ");
        out.push_bind_param::<BigInt, _>(&self.limit)?;
        out.push_sql(" OFFSET ");
        out.push_bind_param::<BigInt, _>(&self.offset)
    }
}
