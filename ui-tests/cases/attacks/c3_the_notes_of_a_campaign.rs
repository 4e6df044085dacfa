// C3, E4
use ui_tests::*;

fn case(db: &mut Db<'_>, campaign: &Campaign) -> QueryResult<Vec<String>> {
    notes::table
        .filter(notes::campaign_id.eq(campaign.id))
        .select(notes::body)
        .load(db)
}

fn main() {}
