//! A program into which no declarations are linked is told so.
#![cfg(feature = "postgres")]
#![allow(missing_docs, clippy::unwrap_used, reason = "a test")]

use std::process::ExitCode;

use diesel::prelude::*;
use tenant_core::rls::{PlanError, RowLevelSecurity};

#[test]
fn a_program_without_declarations_proves_nothing() {
    let url = std::env::var("TENANT_TEST_POSTGRES_URL").unwrap();
    let mut conn = PgConnection::establish(&url).unwrap();
    let wall = RowLevelSecurity::for_role("tenant_app");
    let audit = wall.audit(&mut conn);
    assert!(
        matches!(audit, Err(PlanError::NothingDeclared)),
        "{audit:?}"
    );
    let migration = wall.migration(&mut conn);
    assert!(
        matches!(migration, Err(PlanError::NothingDeclared)),
        "{migration:?}"
    );
    for words in [vec!["audit"], vec!["lister", "lister"]] {
        let code = wall.command("", &url, words.into_iter().map(str::to_owned));
        assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::from(2)));
    }
}
