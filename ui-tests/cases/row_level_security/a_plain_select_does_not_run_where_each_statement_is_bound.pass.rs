// A1
use tenant_core::rls::BoundEach;
use ui_tests::*;

type Each<'t, 'e> = AsyncTenantConnection<'t, BoundEach<'e>, i64>;

async fn case(db: &mut Each<'_, '_>) -> QueryResult<Vec<String>> {
    let campaigns = campaigns::table.for_tenant(db.tenant()).select(campaigns::name);
    campaigns.load_async(db).await
}

fn main() {}
