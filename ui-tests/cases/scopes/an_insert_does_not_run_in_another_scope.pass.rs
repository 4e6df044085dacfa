// D5
use ui_tests::*;

fn case(a: &Claim<i64>, b: &Claim<i64>, one: &mut Raw, two: &mut Raw, row: NewCampaign) {
    a.scope(one, |db_a| {
        let id = db_a.tenant();
        b.scope(two, |db_b| {
            let insert = id.insert_into(campaigns::table).values(&row);
            let _ = (insert.execute(db_a), db_b);
        });
    });
}

fn main() {}
