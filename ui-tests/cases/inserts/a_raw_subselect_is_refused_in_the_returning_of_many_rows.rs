// C4
use ui_tests::*;

fn case(db: &mut Db<'_>, rows: &[NewCampaign]) -> QueryResult<Vec<Option<String>>> {
    let title = ads::table.select(ads::title).single_value();
    db.insert_into(campaigns::table)
        .values(rows)
        .returning(title)
        .get_results(db)
}

fn main() {}
