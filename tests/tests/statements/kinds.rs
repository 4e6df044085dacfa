//! The kinds of table, and the shapes in which they come.

use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::prelude::*;

use super::Conn;
use super::harness::*;
use crate::models::*;
use crate::schema::billing::invoices;
use crate::schema::*;

#[test]
fn the_root_shows_the_tenant_itself() {
    as_acme(|db| {
        let query = Company::for_tenant(db.tenant()).select(companies::name);
        golden(
            &query,
            "SELECT `companies`.`name` FROM `companies` WHERE `companies`.`id` = ?",
        );
        assert_eq!(query.load::<String>(db).unwrap(), ["Acme"]);
        let theirs = Company::for_tenant(db.tenant())
            .find(2)
            .first::<Company>(db);
        assert_eq!(theirs, Err(Error::NotFound));
    });
}

#[test]
fn a_shared_table_is_everybodys_to_read() {
    as_acme(|db| {
        let query = Geo::for_tenant(db.tenant()).order(geo::id);
        golden(
            &query,
            "SELECT `geo`.`id`, `geo`.`country` FROM `geo` ORDER BY `geo`.`id`",
        );
        let rows: Vec<Geo> = query.load(db).unwrap();
        assert_eq!(rows.len(), 2);
        let one: Geo = Geo::for_tenant(db.tenant()).find(2).first(db).unwrap();
        assert_eq!(one.country, "Belgium");
    });
}

#[test]
fn rows_without_a_tenant_are_readable_where_they_are_shared() {
    as_acme(|db| {
        let query = Template::for_tenant(db.tenant())
            .filter(templates::id.gt(0))
            .select(templates::title)
            .order(templates::id);
        golden(
            &query,
            "SELECT `templates`.`title` FROM `templates`
             WHERE ((`templates`.`company_id` = ? OR `templates`.`company_id` IS NULL)
                AND ((`templates`.`id` > ?))) ORDER BY `templates`.`id`",
        );
        assert_eq!(query.load::<String>(db).unwrap(), ["Acme", "Everybody"]);
    });
}

#[test]
fn rows_without_a_tenant_are_written_by_nobody() {
    as_acme(|db| {
        let update = db.update(templates::table).set(templates::title.eq("x"));
        golden(
            &update,
            "UPDATE `templates` SET `title` = ?
             WHERE ((`templates`.`company_id` = ? OR `templates`.`company_id` IS NULL) AND
                 `templates`.`company_id` = ?)",
        );
        assert_eq!(update.execute(db).unwrap(), 1);
        let everybodys: Template = Template::for_tenant(db.tenant()).find(3).first(db).unwrap();
        assert_eq!(everybodys.title, "Everybody");
        let updated = db.update(&everybodys).set(templates::title.eq("x"));
        assert_eq!(updated.execute(db).unwrap(), 0);
        assert_eq!(db.delete(&everybodys).execute(db).unwrap(), 0);
        assert_eq!(db.delete(templates::table).execute(db).unwrap(), 1);
    });
}

#[test]
fn a_row_of_a_table_with_shared_rows_is_inserted_as_the_tenants() {
    as_acme(|db| {
        let inserted = db
            .insert_into(templates::table)
            .values((templates::id.eq(51), templates::title.eq("new")))
            .execute(db);
        assert_eq!(inserted.unwrap(), 1);
        let own: Template = Template::for_tenant(db.tenant())
            .find(51)
            .first(db)
            .unwrap();
        assert_eq!(own.company_id, Some(1));
    });
}

#[test]
fn the_children_of_shared_rows_are_readable_and_written_by_nobody() {
    as_acme(|db| {
        let id = db.tenant();
        let texts: Vec<String> = TemplateLine::for_tenant(id)
            .select(template_lines::text)
            .order(template_lines::id)
            .load(db)
            .unwrap();
        assert_eq!(texts, ["Acme", "Everybody"]);

        let update = db
            .update(template_lines::table)
            .set(template_lines::text.eq("x"));
        golden(
            &update,
            "UPDATE `template_lines` SET `text` = ? WHERE (EXISTS (SELECT 1 FROM `templates`
             WHERE `templates`.`id` = `template_lines`.`template_id` AND
                 (`templates`.`company_id` = ? OR `templates`.`company_id` IS NULL)) AND EXISTS
                 (SELECT 1
             FROM `templates`
             WHERE `templates`.`id` = `template_lines`.`template_id` AND `templates`.`company_id`
                 = ?))",
        );
        assert_eq!(update.execute(db).unwrap(), 1);
        let line = |id, template_id| TemplateLine {
            id,
            template_id,
            text: "new".to_owned(),
        };
        assert_eq!(db.delete(&line(3, 3)).execute(db).unwrap(), 0);
        let inserted = db
            .insert_into(template_lines::table)
            .values(line(51, 1))
            .execute(db);
        assert_eq!(inserted.unwrap(), 1);
        for parent in [2, 3] {
            let error = failure(db, |db| {
                db.insert_into(template_lines::table)
                    .values(line(52, parent))
                    .execute(db)
            });
            assert!(
                matches!(&error, Error::QueryBuilderError(error) if error.is::<tenant_core::write::MissingParent>()),
                "{error}"
            );
        }
        assert_eq!(db.delete(template_lines::table).execute(db).unwrap(), 2);
    });
}

#[test]
fn rows_without_a_tenant_are_invisible_where_that_is_said() {
    as_acme(|db| {
        let query = Draft::for_tenant(db.tenant()).select(drafts::title);
        golden(
            &query,
            "SELECT `drafts`.`title` FROM `drafts` WHERE `drafts`.`company_id` = ?",
        );
        assert_eq!(query.load::<String>(db).unwrap(), ["Acme"]);
        let updated = db.update(drafts::table).set(drafts::title.eq("x"));
        assert_eq!(updated.execute(db).unwrap(), 1);
        assert_eq!(db.delete(drafts::table).execute(db).unwrap(), 1);
    });
}

#[test]
fn shared_rows_are_joined_in_on() {
    as_acme(|db| {
        let on = templates::title
            .eq(companies::name)
            .or(templates::company_id.is_null());
        let query = Company::for_tenant(db.tenant())
            .left_join(templates::table.on(on))
            .select(templates::id.nullable())
            .order(templates::id);
        golden(
            &query,
            "SELECT `templates`.`id` FROM (`companies`
             LEFT OUTER JOIN `templates` ON (((`templates`.`title` = `companies`.`name`) OR
                 (`templates`.`company_id` IS NULL))) AND (`templates`.`company_id` = ? OR
                 `templates`.`company_id` IS NULL))
             WHERE `companies`.`id` = ? ORDER BY `templates`.`id`",
        );
        assert_eq!(query.load::<Option<i64>>(db).unwrap(), [Some(1), Some(3)]);
    });
}

#[test]
fn the_tables_and_columns_have_other_names_in_the_database() {
    as_acme(|db| {
        let query = Event::for_tenant(db.tenant())
            .filter(events::action.eq("login"))
            .order(events::id);
        golden(
            &query,
            "SELECT `audit_log`.`id`, `audit_log`.`org`, `audit_log`.`what` FROM `audit_log`
             WHERE (`audit_log`.`org` = ? AND ((`audit_log`.`what` = ?))) ORDER BY `audit_log`.`id`",
        );
        let rows: Vec<Event> = query.load(db).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].owner, 1);
        let insert = db
            .insert_into(events::table)
            .values((events::id.eq(51), events::action.eq("new")));
        golden(
            &insert,
            "INSERT INTO `audit_log` (`org`, `id`, `what`) VALUES (?, ?, ?)",
        );
        assert_eq!(insert.execute(db).unwrap(), 1);
        let updated = db.update(&rows[0]).set(events::action.eq("x"));
        assert_eq!(updated.execute(db).unwrap(), 1);
    });
}

#[test]
fn a_table_stands_in_another_module_and_its_model_embeds_another() {
    as_acme(|db| {
        let rows: Vec<Invoice> = Invoice::for_tenant(db.tenant())
            .select(Invoice::as_select())
            .order(invoices::id)
            .load(db)
            .unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].amounts, Amounts { net: 20, vat: 4 });
    });
}

type Of<'t, K> = TenantConnection<'t, Conn, K>;

#[test]
fn a_key_is_a_newtype_that_is_not_copy() {
    as_tenant(
        Handle("acme".to_owned()),
        "org acme",
        |db: &mut Of<'_, Handle>| {
            let id = db.tenant();
            let query = Member::for_tenant(id)
                .select(members::name)
                .order(members::id);
            golden(
                &query,
                "SELECT `members`.`name` FROM `members` WHERE `members`.`org` = ?
             ORDER BY `members`.`id`",
            );
            assert_eq!(query.load::<String>(db).unwrap(), ["Ann", "Al"]);
            let joined: Vec<(String, String)> = Org::for_tenant(id)
                .inner_join(members::table)
                .select((orgs::name, members::name))
                .order(members::id)
                .load(db)
                .unwrap();
            assert_eq!(joined.len(), 2);
            let inserted = db
                .insert_into(members::table)
                .values(&[
                    (members::id.eq(51), members::name.eq("Abe")),
                    (members::id.eq(52), members::name.eq("Ada")),
                ])
                .execute(db);
            assert_eq!(inserted.unwrap(), 2);
            let updated = db.update(members::table).set(members::name.eq("x"));
            assert_eq!(updated.execute(db).unwrap(), 4);
            let theirs = Member {
                id: 2,
                org: Handle("bolt".to_owned()),
                name: String::new(),
            };
            assert_eq!(db.delete(&theirs).execute(db).unwrap(), 0);
            assert_eq!(db.delete(members::table).execute(db).unwrap(), 4);
        },
    );
}

#[test]
fn a_key_is_an_i32_and_the_tables_have_no_model() {
    as_tenant(7_i32, "site 7", |db: &mut Of<'_, i32>| {
        let id = db.tenant();
        let names: Vec<String> = devices::table
            .for_tenant(id)
            .select(devices::name)
            .order(devices::id)
            .load(db)
            .unwrap();
        assert_eq!(names, ["lamp", "door"]);
        let joined: i64 = sites::table
            .for_tenant(id)
            .inner_join(devices::table)
            .count()
            .get_result(db)
            .unwrap();
        assert_eq!(joined, 2);
        let inserted = db
            .insert_into(devices::table)
            .values((devices::id.eq(51), devices::name.eq("new")))
            .execute(db);
        assert_eq!(inserted.unwrap(), 1);
        let updated = db.update(devices::table).set(devices::name.eq("x"));
        assert_eq!(updated.execute(db).unwrap(), 3);
        let theirs = db.delete(devices::table.for_tenant(id).find(2)).execute(db);
        assert_eq!(theirs.unwrap(), 0);
        assert_eq!(db.delete(sites::table).execute(db).unwrap(), 1);
    });
}
