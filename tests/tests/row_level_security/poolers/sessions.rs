//! Why a bound session is for direct connections alone.

use diesel::prelude::*;
use tenant_core::prelude::*;
use tenant_core::rls::BoundSession;

use crate::database::*;
use crate::schema::ads;

type Session<'c> = BoundSession<'c, PgConnection>;

fn scoped(db: &mut Db<'_>) -> Vec<i64> {
    let ids = ads::table.for_tenant(db.tenant()).select(ads::id).load(db);
    ids.unwrap()
}

/// Two sessions share a connection, and the second binds it while the first is
/// in its scope. The wall in the database holds the wrong tenant then; scoped
/// statements, which name their own, find nothing.
#[test]
fn sessions_that_share_a_connection_see_each_others_rows() {
    let database = Database::walled();
    let (mut one, mut other) = (database.pooled(), database.pooled());
    BoundSession::with(&mut one, |acme: &mut Session<'_>| {
        BoundSession::with(&mut other, |bolt: &mut Session<'_>| {
            let in_acme = acme.scope(&claim(1_i64), |db: &mut Db<'_>| {
                assert_eq!((ids(raw(db), "ads"), scoped(db)), (vec![10], vec![10]));
                bolt.scope(&claim(2_i64), |_: &mut Db<'_>| ()).unwrap();
                assert_eq!((ids(raw(db), "ads"), scoped(db)), (vec![20], vec![]));
            });
            in_acme.unwrap();
        });
    });
    assert_eq!(ids(&mut one, "ads"), [0; 0]);
}
