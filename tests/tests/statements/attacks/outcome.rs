//! How an attack ended.

use std::fmt::Debug;
use std::process::{ExitCode, Termination};

use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::OtherTenant;
use tenant_core::write::MissingParent;

use super::harness::{Db, failure};

/// The statement ran, and reached no row.
#[derive(Debug)]
pub struct NoRows(());

/// The statement ran, and reached all rows of the tenant's own and no other.
#[derive(Debug)]
pub struct OwnRowsOnly(());

/// The statement was an error.
#[derive(Debug)]
pub struct Refused(());

macro_rules! ended {
    ($($outcome:ident),+) => {$(
        impl Termination for $outcome {
            fn report(self) -> ExitCode {
                ExitCode::SUCCESS
            }
        }
    )+};
}

ended!(NoRows, OwnRowsOnly, Refused);

impl NoRows {
    /// `read` finds something with what is the tenant's own, and nothing with
    /// what is somebody else's.
    #[track_caller]
    pub fn found<X, T: Debug>(
        db: &mut Db<'_>,
        own: X,
        theirs: X,
        read: impl Fn(&mut Db<'_>, X) -> QueryResult<Vec<T>>,
    ) -> Self {
        let found = read(db, theirs).unwrap();
        assert!(found.is_empty(), "found {found:?}");
        assert!(!read(db, own).unwrap().is_empty(), "finds nothing at all");
        Self(())
    }

    /// A scope of the key `own` sees rows, and one of `nobodys` sees none.
    #[track_caller]
    pub fn seen_by<K, T: Debug>(
        own: K,
        nobodys: K,
        read: impl Fn(K) -> QueryResult<Vec<T>>,
    ) -> Self {
        let found = read(nobodys).unwrap();
        assert!(found.is_empty(), "found {found:?}");
        assert!(!read(own).unwrap().is_empty(), "finds nothing at all");
        Self(())
    }

    /// `write` touches a row with what is the tenant's own, and none with what is
    /// somebody else's.
    #[track_caller]
    pub fn changed<X>(
        db: &mut Db<'_>,
        own: X,
        theirs: X,
        write: impl Fn(&mut Db<'_>, X) -> QueryResult<usize>,
    ) -> Self {
        assert_eq!(write(db, theirs), Ok(0));
        assert!(write(db, own).unwrap() > 0, "changes nothing at all");
        Self(())
    }

    /// `read` gives an own row, and of somebody else's says what it says of a row
    /// that is not there.
    #[track_caller]
    pub fn missing<T: Debug + PartialEq>(
        db: &mut Db<'_>,
        [own, theirs, nobodys]: [i64; 3],
        read: impl Fn(&mut Db<'_>, i64) -> QueryResult<T>,
    ) -> Self {
        let found = read(db, theirs);
        assert_eq!(found, read(db, nobodys));
        assert_eq!(found, Err(Error::NotFound));
        read(db, own).unwrap();
        Self(())
    }
}

impl OwnRowsOnly {
    /// These are all of them.
    #[track_caller]
    pub fn found<T: Debug + PartialEq>(found: QueryResult<Vec<T>>, own: impl Into<Vec<T>>) -> Self {
        let own = own.into();
        assert!(!own.is_empty(), "nothing is expected");
        assert_eq!(found, Ok(own));
        Self(())
    }

    /// So many of them were changed, and [`as_acme`](super::harness::as_acme) sees
    /// that nobody else's were.
    #[track_caller]
    pub fn changed(changed: QueryResult<usize>, own: usize) -> Self {
        assert!(own > 0, "nothing is expected");
        assert_eq!(changed, Ok(own));
        Self(())
    }
}

impl Refused {
    /// The database refuses `write` with what is somebody else's, and takes it with
    /// what is the tenant's own.
    #[track_caller]
    pub fn by_the_database<X: Copy>(
        db: &mut Db<'_>,
        own: X,
        theirs: X,
        write: impl Fn(&mut Db<'_>, X) -> QueryResult<usize>,
    ) -> Self {
        let error = failure(db, |db| write(db, theirs));
        // A parent that the database did not find has an error of its own.
        assert!(
            match &error {
                Error::QueryBuilderError(error) => error.is::<MissingParent>(),
                error => matches!(error, Error::DatabaseError(..)),
            },
            "{error:?}"
        );
        assert!(write(db, own).unwrap() > 0, "changes nothing at all");
        Self(())
    }

    /// The statement was another scope's, which is found before it is sent.
    #[track_caller]
    pub fn before_it_was_sent<T: Debug>(result: QueryResult<T>) -> Self {
        match result {
            Err(Error::QueryBuilderError(error)) if error.is::<OtherTenant>() => Self(()),
            other => panic!("{other:?}"),
        }
    }
}
