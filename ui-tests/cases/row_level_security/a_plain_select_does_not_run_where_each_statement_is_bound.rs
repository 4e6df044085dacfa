// A1
use tenant_core::rls::BoundEach;
use diesel_async::RunQueryDsl;
use ui_tests::*;

type Each<'t, 'e> = AsyncTenantConnection<'t, BoundEach<'e>, i64>;

async fn case(db: &mut Each<'_, '_>) -> QueryResult<Vec<String>> {
    let campaigns = campaigns::table.select(campaigns::name);
    campaigns.load(db).await
}

fn main() {}
