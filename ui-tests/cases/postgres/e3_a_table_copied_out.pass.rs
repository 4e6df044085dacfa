// E3, E1
use diesel::pg::CopyFormat;
use ui_tests::*;

type Db<'t> = TenantConnection<'t, PgConnection, i64>;

fn case(conn: &mut PgConnection) {
    let copy = diesel::copy_to(campaigns::table).with_format(CopyFormat::Csv);
    let _ = copy.load_raw(conn);
}

fn main() {}
