// C3
use ui_tests::*;

fn case(db: &mut Db<'_>, parents: &[Campaign]) -> QueryResult<Vec<Ad>> {
    let keys = parents.iter().map(|parent| parent.id);
    ads::table.filter(ads::campaign_id.eq_any(keys)).load(db)
}

fn main() {}
