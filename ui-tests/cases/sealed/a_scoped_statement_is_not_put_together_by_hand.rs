// E2
use ui_tests::*;

fn case<'t>(id: TenantId<'t, i64>) -> Scoped<'t, i64, campaigns::table> {
    Scoped {
        query: campaigns::table,
        id,
    }
}

fn main() {}
