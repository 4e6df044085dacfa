//! From an API key, a host name or a login to a claim.

use diesel::prelude::*;
use tenant_core::lookup::{LookUpError, look_up};
use tenant_core::prelude::*;
use tenant_core::{Provenance, danger};

use super::connect;
use super::harness::*;
use crate::models::*;
use crate::schema::*;

#[test]
fn a_value_that_one_tenant_has_makes_a_claim() {
    let mut conn = connect();
    let query = look_up(api_keys::secret, "k-bolt");
    golden(
        &query,
        "SELECT `api_keys`.`company_id` FROM `api_keys`
             WHERE `api_keys`.`secret` = ? AND `api_keys`.`company_id` IS NOT NULL LIMIT 2",
    );
    let claim = query.claim(&mut conn).unwrap();
    assert_eq!(claim.key(), &2);
    assert_eq!(
        claim.provenance(),
        &Provenance::LookedUp { column: "secret" }
    );
    let keys: i64 = claim.scope(&mut conn, |db: &mut Db<'_>| {
        ApiKey::for_tenant(db.tenant())
            .count()
            .get_result(db)
            .unwrap()
    });
    assert_eq!(keys, 1);
}

#[test]
fn the_table_of_tenants_is_looked_up() {
    let mut conn = connect();
    let claim = look_up(companies::host, "cord.test")
        .claim(&mut conn)
        .unwrap();
    assert_eq!(claim.key(), &3);
}

#[test]
fn a_value_that_nobody_has_is_not_found() {
    let mut conn = connect();
    let error = look_up(api_keys::secret, "k-none")
        .claim(&mut conn)
        .unwrap_err();
    assert!(matches!(error, LookUpError::NotFound), "{error:?}");
    assert_eq!(error.to_string(), "no tenant has this value");
}

#[test]
fn a_value_that_two_tenants_have_is_ambiguous() {
    let mut conn = connect();
    let error = look_up(api_keys::label, "web")
        .claim(&mut conn)
        .unwrap_err();
    assert!(
        matches!(error, LookUpError::Ambiguous { column: "label" }),
        "{error:?}"
    );
    assert_eq!(
        error.to_string(),
        "more than one row has this value; give `label` a unique key"
    );
}

#[test]
fn a_row_that_does_not_meet_a_condition_is_not_found() {
    let mut conn = connect();
    let key = || look_up(api_keys::secret, "k-bolt");
    let live = key().filter(api_keys::label.eq("web"));
    assert_eq!(live.claim(&mut conn).unwrap().key(), &2);
    let revoked = key()
        .filter(api_keys::id.gt(0))
        .filter(api_keys::label.eq("revoked"));
    let error = revoked.claim(&mut conn).unwrap_err();
    assert!(matches!(error, LookUpError::NotFound), "{error:?}");
    // A condition narrows; it does not find another row.
    let either = key().filter(api_keys::label.eq("batch").or(api_keys::id.gt(0)));
    assert_eq!(either.claim(&mut conn).unwrap().key(), &2);
    let raw = diesel::dsl::sql::<diesel::sql_types::Bool>("1 = 0 OR 1 = 1");
    assert_eq!(key().filter(raw).claim(&mut conn).unwrap().key(), &2);
}

#[test]
fn conditions_decide_between_rows_of_one_value() {
    let mut conn = connect();
    let claim = look_up(api_keys::label, "web")
        .filter(api_keys::secret.like("%bolt"))
        .claim(&mut conn)
        .unwrap();
    assert_eq!(claim.key(), &2);
}

#[test]
fn further_columns_of_the_row_come_with_the_claim() {
    let mut conn = connect();
    let query = look_up(api_keys::secret, "k-cord")
        .select((api_keys::id, api_keys::label))
        .filter(api_keys::id.gt(0));
    golden(
        &query,
        "SELECT `api_keys`.`company_id`, `api_keys`.`id`, `api_keys`.`label` FROM `api_keys`
             WHERE `api_keys`.`secret` = ? AND ((`api_keys`.`id` > ?))
             AND `api_keys`.`company_id` IS NOT NULL LIMIT 2",
    );
    let (claim, (id, label)) = query.claim::<_, (i64, String)>(&mut conn).unwrap();
    assert_eq!((claim.key(), id, &*label), (&3, 3, "batch"));
    let (claim, row) = look_up(api_keys::secret, "k-cord")
        .select(ApiKey::as_select())
        .claim(&mut conn)
        .unwrap();
    assert_eq!((claim.key(), row.company_id), (&3, 3));
}

#[test]
fn a_look_up_writes_nothing() {
    let mut conn = connect();
    let before = rows(&mut conn);
    let _ = look_up(api_keys::secret, "' OR 1 = 1 --")
        .claim(&mut conn)
        .unwrap_err();
    assert_eq!(rows(&mut conn), before);
}

#[test]
fn a_reason_that_is_empty_is_refused() {
    let error = danger::assume_tenant(1_i64, " ").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the reason is empty; say why this code may go round the tenant wall"
    );
    let mut conn = connect();
    assert!(danger::across_tenants(&mut conn, "", |_| ()).is_err());
    claim(1).scope(&mut conn, |db: &mut Db<'_>| {
        assert!(danger::raw_connection(db, "\t").is_err());
    });
}
