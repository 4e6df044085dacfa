// F2
use ui_tests::*;
use diesel::r2d2::{Pool, PoolError};
use tenant_core::rls::BoundManager;

fn case(claim: &Claim<i64>, pool: &Pool<BoundManager>) -> Result<QueryResult<i64>, PoolError> {
    claim.scope_bound_pooled(pool, |db| {
        let campaigns = campaigns::table.for_tenant(db.tenant());
        campaigns.count().get_result(db)
    })
}

fn main() {}
