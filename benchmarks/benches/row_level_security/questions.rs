//! What is asked, by hand and scoped.

use diesel::prelude::*;
use tenant_core::prelude::*;

use crate::database::{ROWS, TENANTS};

diesel::table! {
    campaigns (company_id, id) {
        company_id -> BigInt,
        id -> BigInt,
        name -> Text,
        budget -> BigInt,
    }
}

diesel::table! {
    ads (company_id, id) {
        company_id -> BigInt,
        id -> BigInt,
        campaign_id -> BigInt,
        clicks -> BigInt,
    }
}

tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64)]
    campaigns;
    #[tenant(column = company_id, key = i64)]
    ads;
}

pub(crate) type Db<'t> = TenantConnection<'t, PgConnection, i64>;

/// A row, and whose it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ask {
    pub(crate) company: i64,
    pub(crate) id: i64,
}

impl Ask {
    /// One that is different for each number.
    pub(crate) fn number(company: u64, row: u64) -> Self {
        let company = company as i64 * 7919 % TENANTS;
        let row = row as i64 * 7907 % (ROWS / TENANTS);
        Self {
            company: company + 1,
            id: row * TENANTS + company + 1,
        }
    }

    /// The same row of another tenant.
    pub(crate) fn of(self, company: u64) -> Self {
        let other = Self::number(company, 0).company;
        Self {
            company: other,
            id: self.id - self.company + other,
        }
    }
}

/// A question, whose answer is a sum, so that answers can be compared.
pub(crate) trait Question {
    const NAME: &'static str;

    /// With the tenant's predicate, as a careful colleague writes it.
    fn by_hand(conn: &mut PgConnection, ask: Ask) -> QueryResult<i64>;

    /// From the scope.
    fn scoped(db: &mut Db<'_>, ask: Ask) -> QueryResult<i64>;

    /// Without a predicate for the tenant: policies are all there is.
    fn bare(conn: &mut PgConnection, ask: Ask) -> QueryResult<i64>;
}

/// A row by its key.
pub(crate) struct Find;

impl Question for Find {
    const NAME: &'static str = "find";

    fn by_hand(conn: &mut PgConnection, ask: Ask) -> QueryResult<i64> {
        campaigns::table
            .filter(campaigns::company_id.eq(ask.company))
            .filter(campaigns::id.eq(ask.id))
            .select(campaigns::budget)
            .get_result(conn)
    }

    fn scoped(db: &mut Db<'_>, ask: Ask) -> QueryResult<i64> {
        campaigns::table
            .for_tenant(db.tenant())
            .filter(campaigns::id.eq(ask.id))
            .select(campaigns::budget)
            .get_result(db)
    }

    fn bare(conn: &mut PgConnection, ask: Ask) -> QueryResult<i64> {
        campaigns::table
            .filter(campaigns::id.eq(ask.id))
            .select(campaigns::budget)
            .get_result(conn)
    }
}

/// A tenant's ten rows of a short, ordered list.
pub(crate) struct List;

/// A row of the list.
pub(crate) type Row = (i64, String, i64);

pub(crate) const LENGTH: i64 = 10;

pub(crate) fn sum(rows: Vec<Row>) -> i64 {
    rows.iter().map(|(id, _, budget)| id + budget).sum()
}

impl Question for List {
    const NAME: &'static str = "list";

    fn by_hand(conn: &mut PgConnection, ask: Ask) -> QueryResult<i64> {
        campaigns::table
            .filter(campaigns::company_id.eq(ask.company))
            .order(campaigns::budget.desc())
            .limit(LENGTH)
            .select((campaigns::id, campaigns::name, campaigns::budget))
            .load(conn)
            .map(sum)
    }

    fn scoped(db: &mut Db<'_>, _: Ask) -> QueryResult<i64> {
        campaigns::table
            .for_tenant(db.tenant())
            .order(campaigns::budget.desc())
            .limit(LENGTH)
            .select((campaigns::id, campaigns::name, campaigns::budget))
            .load(db)
            .map(sum)
    }

    fn bare(conn: &mut PgConnection, _: Ask) -> QueryResult<i64> {
        campaigns::table
            .order(campaigns::budget.desc())
            .limit(LENGTH)
            .select((campaigns::id, campaigns::name, campaigns::budget))
            .load(conn)
            .map(sum)
    }
}
