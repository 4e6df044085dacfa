// C4
use diesel::sqlite::Sqlite;
use tenant_core::BoxedPredicate;
use ui_tests::*;

fn case<P>(predicate: P) -> BoxedPredicate<'static, 'static, campaigns::table, Sqlite>
where
    P: diesel::BoxableExpression<campaigns::table, Sqlite, SqlType = diesel::sql_types::Bool>
        + diesel::expression::ValidGrouping<(), IsAggregate = diesel::expression::is_aggregate::No>
        + Send
        + 'static
        + tenant_core::wall::TenantSafe<'static>,
{
    BoxedPredicate::new(predicate)
}

fn main() {}
