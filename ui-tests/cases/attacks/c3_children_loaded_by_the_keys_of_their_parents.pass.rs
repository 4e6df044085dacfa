// C3
use ui_tests::*;

fn case(db: &mut Db<'_>, parents: &[Campaign]) -> QueryResult<Vec<Ad>> {
    let keys = parents.iter().map(|parent| parent.id);
    Ad::for_tenant(db.tenant())
        .filter(ads::campaign_id.eq_any(keys))
        .load(db)
}

fn main() {}
