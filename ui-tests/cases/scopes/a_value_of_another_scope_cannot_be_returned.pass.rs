// C4
use ui_tests::*;

fn case(a: &Claim<i64>, b: &Claim<i64>, one: &mut Raw, two: &mut Raw) {
    a.scope(one, |db_a| {
        let _ = &db_a;
        b.scope(two, |db_b| {
            let title = Ad::for_tenant(db_b.tenant())
                .select(ads::title)
                .single_value();
            let _ = db_b.delete(campaigns::table).returning(title);
        });
    });
}

fn main() {}
