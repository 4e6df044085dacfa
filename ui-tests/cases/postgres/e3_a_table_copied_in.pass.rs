// E3, D5
use ui_tests::*;

type Db<'t> = TenantConnection<'t, PgConnection, i64>;

#[derive(Insertable)]
#[diesel(table_name = geo_ips, treat_none_as_default_value = false)]
struct Row {
    id: i64,
    country: String,
}

fn case(conn: &mut PgConnection, rows: Vec<Row>) -> QueryResult<usize> {
    let copy = diesel::copy_from(geo_ips::table).from_insertable(rows);
    diesel::ExecuteCopyFromDsl::execute(copy, conn)
}

fn main() {}
