//! Keys that SQLite and MySQL make up, and names that they give to keys by themselves.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tenant_core::prelude::*;

use super::tenant;

diesel::table! {
    posts (id) {
        id -> BigInt,
        company_id -> BigInt,
    }
}
diesel::table! {
    /// The foreign key is a part of the key here, and the whole of it in the database.
    texts (post_id, lang) {
        post_id -> BigInt,
        lang -> Text,
        body -> Text,
    }
}
diesel::table! {
    /// The foreign key is no key here, and the whole of it in the database.
    covers (slug) {
        slug -> Text,
        post_id -> BigInt,
        rowid -> BigInt,
    }
}
diesel::table! {
    pages (slug) {
        slug -> Text,
        company_id -> BigInt,
    }
}
diesel::table! {
    /// A text can be replaced too, by the column's default.
    blurbs (page, lang) {
        page -> Text,
        lang -> Text,
    }
}

tenant_core::tenant_tables! {
    #[tenant(column = company_id, key = i64)]
    posts;
    #[tenant(parent = posts, foreign_key = post_id)]
    texts;
    #[tenant(parent = posts, foreign_key = post_id)]
    covers;
    #[tenant(column = company_id, key = i64)]
    pages;
    #[tenant(parent = pages, foreign_key = page)]
    blurbs;
}

// Without enforced foreign keys: what is guarded here must not lean on them.
fn connect() -> SqliteConnection {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.batch_execute(
        "PRAGMA foreign_keys = OFF;
         CREATE TABLE posts (id INTEGER PRIMARY KEY NOT NULL, company_id BIGINT NOT NULL);
         CREATE TABLE texts (
             post_id INTEGER PRIMARY KEY NOT NULL REFERENCES posts (id),
             lang TEXT NOT NULL, body TEXT NOT NULL);
         CREATE TABLE covers (
             post_id INTEGER PRIMARY KEY NOT NULL REFERENCES posts (id), slug TEXT NOT NULL);
         CREATE TABLE pages (slug TEXT PRIMARY KEY NOT NULL, company_id BIGINT NOT NULL);
         CREATE TABLE blurbs (
             page TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'b-page', lang TEXT NOT NULL);
         INSERT INTO posts VALUES (1, 1), (2, 2), (3, 1);
         INSERT INTO texts VALUES (1, 'en', 'of 1');
         INSERT INTO covers VALUES (1, 'of 1');
         INSERT INTO pages VALUES ('a-page', 1), ('b-page', 2)",
    )
    .unwrap();
    conn
}

#[test]
fn no_key_is_made_up_for_a_part_of_the_stated_key() {
    let mut conn = connect();
    for post in [2, 77] {
        let row = (
            texts::post_id.eq(post),
            texts::lang.eq("en"),
            texts::body.eq("by 1"),
        );
        let one = tenant(1).scope(&mut conn, |db| {
            db.insert_into(texts::table).values(row).execute(db)
        });
        assert_missing_parent(one);
        let many = tenant(1).scope(&mut conn, |db| {
            db.insert_into(texts::table).values(vec![row]).execute(db)
        });
        assert_missing_parent(many);
        let upserted = tenant(1).scope(&mut conn, |db| {
            db.insert_into(texts::table)
                .values(row)
                .on_conflict_do_nothing()
                .execute(db)
        });
        assert_missing_parent(upserted);
    }
    let own = tenant(1).scope(&mut conn, |db| {
        db.insert_into(texts::table)
            .values((
                texts::post_id.eq(3),
                texts::lang.eq("en"),
                texts::body.eq("by 1"),
            ))
            .execute(db)
    });
    assert_eq!(own, Ok(1));
    let posts = texts::table.select(texts::post_id).order(texts::post_id);
    assert_eq!(posts.load::<i64>(&mut conn).unwrap(), [1, 3]);
}

#[test]
fn no_key_is_made_up_for_a_column_that_is_not_in_the_stated_key() {
    let mut conn = connect();
    let inserted = tenant(1).scope(&mut conn, |db| {
        db.insert_into(covers::table)
            .values((covers::post_id.eq(2), covers::slug.eq("by 1")))
            .execute(db)
    });
    assert_missing_parent(inserted);
    // The second name can be read.
    let names = tenant(1).scope(&mut conn, |db| {
        covers::table
            .for_tenant(db.tenant())
            .select((covers::rowid, covers::slug))
            .load::<(i64, String)>(db)
    });
    assert_eq!(names.unwrap(), [(1, "of 1".to_owned())]);
}

#[test]
fn a_default_does_not_take_the_place_of_a_parent() {
    let mut conn = connect();
    for page in ["b-page", "none"] {
        let inserted = tenant(1).scope(&mut conn, |db| {
            db.insert_into(blurbs::table)
                .values((blurbs::page.eq(page), blurbs::lang.eq("en")))
                .execute(db)
        });
        assert_missing_parent(inserted);
    }
    let own = tenant(1).scope(&mut conn, |db| {
        db.insert_into(blurbs::table)
            .values((blurbs::page.eq("a-page"), blurbs::lang.eq("en")))
            .execute(db)
    });
    assert_eq!(own, Ok(1));
}

/// As wide as Diesel's feature `128-column-tables` allows, which is not on here.
#[test]
fn the_widest_tables_are_looked_through() {
    use tenant_core::__private::Columns;

    macro_rules! wide {
        ($last:ty; $($four:literal)+) => {
            ($(wide!(@ $four), wide!(@ $four), wide!(@ $four), wide!(@ $four),)+ $last,)
        };
        (@ $four:literal) => { covers::slug };
    }
    type Wide =
        wide!(covers::rowid; 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24);
    type One = Columns<Wide>;
    assert_eq!((One::COUNT, One::called("rowid")), (1, 1));
    assert_eq!((One::called("slug"), One::called("slu")), (96, 0));
}

/// The connection of an application that chooses its database at start.
#[cfg(all(feature = "postgres", feature = "mysql"))]
#[derive(diesel::MultiConnection)]
pub(crate) enum AnyConnection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
    Mysql(MysqlConnection),
}

#[cfg(all(feature = "postgres", feature = "mysql"))]
#[test]
fn no_key_is_made_up_where_the_type_does_not_tell_the_database() {
    let mut conn = AnyConnection::Sqlite(connect());
    for post in [2, 77] {
        let inserted = tenant(1).scope(&mut conn, |db| {
            db.insert_into(texts::table)
                .values((
                    texts::post_id.eq(post),
                    texts::lang.eq("en"),
                    texts::body.eq("by 1"),
                ))
                .execute(db)
        });
        assert_missing_parent(inserted);
    }
}

#[cfg(feature = "mysql")]
mod on_mysql {
    use super::*;

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

    fn establish(variable: &str) -> MysqlConnection {
        let url = std::env::var(variable)
            .unwrap_or_else(|_| panic!("{variable} is not set: run scripts/test"));
        MysqlConnection::establish(&url).unwrap()
    }

    #[test]
    fn no_key_is_made_up_in_any_mode() {
        const DROP: &str = "DROP TABLE IF EXISTS made_up_texts, made_up_posts";
        let mut owner = establish("TENANT_TEST_MYSQL_OWNER_URL");
        owner.batch_execute(DROP).unwrap();
        owner
            .batch_execute(
                "CREATE TABLE made_up_posts (id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL);
                 CREATE TABLE made_up_texts (
                     post_id BIGINT PRIMARY KEY AUTO_INCREMENT, lang VARCHAR(9) NOT NULL);
                 INSERT INTO made_up_posts VALUES (1, 1), (2, 2), (3, 1), (4, 1);
                 INSERT INTO made_up_texts VALUES (1, 'en')",
            )
            .unwrap();
        let mut conn = establish("TENANT_TEST_MYSQL_URL");
        let row = |post: i64| {
            (
                made_up_texts::post_id.eq(post),
                made_up_texts::lang.eq("en"),
            )
        };
        for mode in ["STRICT_ALL_TABLES", ""] {
            let mode = format!("SET sql_mode = '{mode}'");
            conn.batch_execute(&mode).unwrap();
            for post in [2, 77] {
                let one = tenant(1).scope(&mut conn, |db| {
                    let insert = db.insert_into(made_up_texts::table).values(row(post));
                    insert.execute(db)
                });
                assert_missing_parent(one);
                let many = tenant(1).scope(&mut conn, |db| {
                    let rows = vec![row(3), row(post)];
                    let insert = db.insert_into(made_up_texts::table).values(rows);
                    insert.execute(db)
                });
                assert_missing_parent(many);
            }
        }
        let own = tenant(1).scope(&mut conn, |db| {
            let rows = vec![row(3), row(4)];
            db.insert_into(made_up_texts::table)
                .values(rows)
                .execute(db)
        });
        assert_eq!(own, Ok(2));
        let posts = made_up_texts::table
            .select(made_up_texts::post_id)
            .order(made_up_texts::post_id);
        assert_eq!(posts.load::<i64>(&mut conn).unwrap(), [1, 3, 4]);
        owner.batch_execute(DROP).unwrap();
    }
}

#[track_caller]
fn assert_missing_parent(inserted: QueryResult<usize>) {
    match inserted {
        Err(diesel::result::Error::QueryBuilderError(error)) => {
            assert!(error.is::<tenant_core::write::MissingParent>(), "{error}");
        }
        other => panic!("{other:?}"),
    }
}
