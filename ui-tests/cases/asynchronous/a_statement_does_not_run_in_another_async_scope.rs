// A4
use ui_tests::*;

async fn case(a: &Claim<i64>, b: &Claim<i64>, one: &mut AsyncRaw, two: &mut AsyncRaw) {
    a.scope_async(one, async |db_a| {
        let id = db_a.tenant();
        b.scope_async(two, async |db_b| {
            let _ = (Campaign::for_tenant(id).load_async::<Campaign>(db_b).await, db_a);
        })
        .await;
    })
    .await;
}

fn main() {}
