//! From an API key to a claim.

use diesel::prelude::*;
use tenant_core::lookup::{LookUpError, look_up};
use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_one_tenant_has_makes_a_claim() {
    let mut conn = Database::new().connect().await;
    let claim = look_up(api_keys::secret, "k-bolt")
        .claim_async(&mut conn)
        .await
        .unwrap();
    assert_eq!(claim.key(), &2);
    let keys: i64 = claim
        .scope_async(&mut conn, async |db| {
            let keys = ApiKey::for_tenant(db.tenant()).count();
            keys.get_result_async(db).await.unwrap()
        })
        .await;
    assert_eq!(keys, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_nobody_has_is_not_found() {
    let pool = Database::new().deadpool(1);
    let mut conn = pool.get().await.unwrap();
    let none = look_up(api_keys::secret, "k-none").claim_async(&mut conn).await;
    assert!(matches!(none, Err(LookUpError::NotFound)), "{none:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn further_columns_of_a_row_that_meets_the_conditions_come_with_the_claim() {
    let mut conn = Database::new().connect().await;
    let (claim, label) = look_up(api_keys::secret, "k-bolt")
        .filter(api_keys::id.gt(0))
        .select(api_keys::label)
        .claim_async::<_, String>(&mut conn)
        .await
        .unwrap();
    assert_eq!((claim.key(), &*label), (&2, "web"));
    let revoked = look_up(api_keys::secret, "k-bolt").filter(api_keys::id.lt(0));
    let none = revoked.claim_async(&mut conn).await;
    assert!(matches!(none, Err(LookUpError::NotFound)), "{none:?}");
}
