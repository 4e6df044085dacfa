// C1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<(Campaign, Ad)>> {
    Campaign::for_tenant(db.tenant())
        .inner_join(ads::table)
        .select((Campaign::as_select(), Ad::as_select()))
        .load(db)
}

fn main() {}
