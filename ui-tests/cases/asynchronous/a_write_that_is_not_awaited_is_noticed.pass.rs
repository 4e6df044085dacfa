// E3
#![deny(unused_must_use)]
use ui_tests::*;

async fn case(db: &mut AsyncDb<'_>) -> () {
    let _ = db.delete(campaigns::table).execute_async(db).await;
}

fn main() {}
