//! Keys that MySQL and MariaDB make up.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tenant_core::prelude::*;

use super::harness::*;
use super::{connect, establish};

diesel::table! {
    made_up_posts (id) {
        id -> BigInt,
        company_id -> BigInt,
    }
}
diesel::table! {
    /// The foreign key is a part of the key here, and the whole of it in the database.
    made_up_texts (post_id, lang) {
        post_id -> BigInt,
        lang -> Text,
    }
}

tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64)]
    made_up_posts;
    #[tenant(parent = made_up_posts, foreign_key = post_id)]
    made_up_texts;
}

#[test]
fn no_key_is_made_up_in_any_mode() {
    // Takes the turn, so that the tables are this test's.
    let mut conn = connect();
    let mut owner = establish("TENANT_TEST_MYSQL_OWNER_URL");
    owner
        .batch_execute(
            "DROP TABLE IF EXISTS made_up_texts, made_up_posts;
             CREATE TABLE made_up_posts (id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL);
             CREATE TABLE made_up_texts (
                 post_id BIGINT PRIMARY KEY AUTO_INCREMENT, lang VARCHAR(9) NOT NULL);
             INSERT INTO made_up_posts VALUES (1, 1), (2, 2), (3, 1), (4, 1);
             INSERT INTO made_up_texts VALUES (1, 'en')",
        )
        .unwrap();
    let row = |post: i64| (made_up_texts::post_id.eq(post), made_up_texts::lang.eq("en"));
    for mode in ["STRICT_ALL_TABLES", ""] {
        conn.batch_execute(&format!("SET sql_mode = '{mode}'")).unwrap();
        for post in [2, 77] {
            claim(1).scope(&mut conn, |db: &mut Db<'_>| {
                let one = db.insert_into(made_up_texts::table).values(row(post));
                assert_missing_parent_of("post_id", one.execute(db).unwrap_err());
                let many = db
                    .insert_into(made_up_texts::table)
                    .values(vec![row(3), row(post)]);
                assert_missing_parent_of("post_id", many.execute(db).unwrap_err());
            });
        }
    }
    let own = claim(1).scope(&mut conn, |db: &mut Db<'_>| {
        let many = db.insert_into(made_up_texts::table).values(vec![row(3), row(4)]);
        many.execute(db)
    });
    assert_eq!(own, Ok(2));
    let posts = made_up_texts::table
        .select(made_up_texts::post_id)
        .order(made_up_texts::post_id);
    assert_eq!(posts.load::<i64>(&mut conn).unwrap(), [1, 3, 4]);
    drop(conn);
    owner
        .batch_execute("DROP TABLE made_up_texts, made_up_posts")
        .unwrap();
}
