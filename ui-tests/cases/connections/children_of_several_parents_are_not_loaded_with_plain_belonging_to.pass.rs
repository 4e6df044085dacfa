// C3
use ui_tests::*;

fn case(db: &mut Db<'_>, campaigns: &[Campaign]) -> QueryResult<Vec<Ad>> {
    Ad::for_tenant_belonging_to(db.tenant(), campaigns).load(db)
}

fn main() {}
