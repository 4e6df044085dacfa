//! `insert_or_ignore_into`, which PostgreSQL does not have.

use diesel::prelude::*;
use tenant_core::prelude::*;

use super::harness::*;
use crate::golden::sql;
use crate::models::*;
use crate::schema::*;

#[test]
fn a_row_that_is_there_is_skipped_whoever_owns_it() {
    as_acme(|db| {
        for (id, expected) in [(11, 0), (21, 0), (51, 1)] {
            let insert = db.insert_or_ignore_into(campaigns::table).values((
                campaigns::id.eq(id),
                campaigns::slug.eq("winter"),
                campaigns::name.eq("Winter"),
            ));
            if id == 11 {
                golden(
                    &insert,
                    sql(
                        "INSERT OR IGNORE INTO `campaigns` (`company_id`, `id`, `slug`, `name`)
             VALUES (?, ?, ?, ?)",
                    )
                    .on_mysql(
                        "INSERT IGNORE INTO `campaigns` (`company_id`, `id`, `slug`, `name`)
                         VALUES (?, ?, ?, ?)",
                    ),
                );
            }
            assert_eq!(insert.execute(db).unwrap(), expected, "{id}");
        }
    });
}

#[test]
fn rows_that_are_there_are_skipped() {
    as_acme(|db| {
        let rows = vec![
            NewCampaign::new(11, "x"),
            NewCampaign::new(21, "y"),
            NewCampaign::new(51, "z"),
        ];
        let inserted = db
            .insert_or_ignore_into(campaigns::table)
            .values(&rows)
            .execute(db);
        assert_eq!(inserted.unwrap(), 1);
    });
}

#[test]
fn selected_rows_that_are_there_are_skipped() {
    as_acme(|db| {
        let copies = Campaign::for_tenant(db.tenant()).select((
            campaigns::id + 10,
            campaigns::name,
            campaigns::slug,
        ));
        let inserted = db
            .insert_or_ignore_into(campaigns::table)
            .values(copies)
            .into_columns((campaigns::id, campaigns::name, campaigns::slug))
            .execute(db);
        // 11 and 12 would become Bolt's 21 and 22, 13 has a slug that is taken.
        assert_eq!(inserted.unwrap(), 0);
    });
}
