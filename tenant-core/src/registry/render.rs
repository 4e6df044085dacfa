//! The names of tables and columns, which Diesel tells only to who renders
//! them: a backend that keeps the identifiers.

use diesel::backend::{Backend, DieselReserveSpecialization, SqlDialect, TrustedBackend};
use diesel::query_builder::bind_collector::RawBytesBindCollector;
use diesel::query_builder::{QueryBuilder, QueryFragment};
use diesel::result::QueryResult;
use diesel::sql_types::{
    BigInt, Binary, Date, Double, Float, HasSqlType, Integer, SmallInt, Text, Time, Timestamp,
    TypeMetadata,
};

/// Something that can be rendered into names.
#[doc(hidden)]
pub trait Rendered: QueryFragment<Names> {}

impl<T: QueryFragment<Names>> Rendered for T {}

/// The identifiers of one path, `schema.table`.
pub(super) fn path(fragment: &impl Rendered) -> Vec<String> {
    paths(fragment).pop().unwrap_or_default()
}

/// The last identifier of each path: the names of columns.
pub(super) fn last(fragment: &impl Rendered) -> Vec<String> {
    let paths = paths(fragment);
    paths
        .into_iter()
        .filter_map(|mut path| path.pop())
        .collect()
}

fn paths(fragment: &impl Rendered) -> Vec<Vec<String>> {
    let mut names = PathsBuilder::default();
    // Names have no binds, and nothing else can fail here.
    let _ = fragment.to_sql(&mut names, &Names);
    names.paths
}

/// The backend that keeps the identifiers. Nothing can be run on it.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Names;

/// The identifiers so far. A `.` joins two of them into a path.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct PathsBuilder {
    paths: Vec<Vec<String>>,
    in_path: bool,
}

impl QueryBuilder<Names> for PathsBuilder {
    fn push_sql(&mut self, sql: &str) {
        self.in_path = sql == ".";
    }

    fn push_identifier(&mut self, identifier: &str) -> QueryResult<()> {
        match self.paths.last_mut() {
            Some(path) if self.in_path => path.push(identifier.to_owned()),
            _ => self.paths.push(vec![identifier.to_owned()]),
        }
        self.in_path = false;
        Ok(())
    }

    fn push_bind_param(&mut self) {}

    fn finish(self) -> String {
        String::new()
    }
}

impl Backend for Names {
    type QueryBuilder = PathsBuilder;
    type RawValue<'a> = ();
    type BindCollector<'a> = RawBytesBindCollector<Self>;
}

impl SqlDialect for Names {
    type ReturningClause = ();
    type OnConflictClause = ();
    type InsertWithDefaultKeyword = ();
    type BatchInsertSupport = ();
    type ConcatClause = ();
    type DefaultValueClauseForInsert = ();
    type EmptyFromClauseSyntax = ();
    type SelectStatementSyntax = ();
    type ExistsSyntax = ();
    type ArrayComparison = ();
    type AliasSyntax = ();
    type WindowFrameClauseGroupSupport = ();
    type WindowFrameExclusionSupport = ();
    type AggregateFunctionExpressions = ();
    type BuiltInWindowFunctionRequireOrder = ();
}

impl TypeMetadata for Names {
    type TypeMetadata = ();
    type MetadataLookup = ();
}

macro_rules! types {
    ($($ST:ty),+) => {$(
        impl HasSqlType<$ST> for Names {
            fn metadata((): &mut ()) {}
        }
    )+};
}

types!(
    SmallInt, Integer, BigInt, Float, Double, Text, Binary, Date, Time, Timestamp
);

impl DieselReserveSpecialization for Names {}
impl TrustedBackend for Names {}
