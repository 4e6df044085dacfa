// D7
use ui_tests::*;

fn case(a: &Claim<i64>, b: &Claim<i64>, one: &mut Raw, two: &mut Raw) {
    a.scope(one, |db_a| {
        let _ = &db_a;
        b.scope(two, |db_b| {
            let rows = Ad::for_tenant(db_b.tenant()).select(ads::title);
            let _ = db_b
                .insert_into(campaigns::table)
                .values(rows)
                .into_columns(campaigns::name);
        });
    });
}

fn main() {}
