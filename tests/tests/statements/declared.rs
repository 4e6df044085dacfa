//! The declarations as data.

use std::fmt::Write;

use tenant_core::registry::{Ownership, WithoutTenant, tables};

#[test]
fn each_declared_table_is_known_with_its_owner() {
    let mut known = String::new();
    for table in tables() {
        let owner = match &table.ownership {
            Ownership::Column {
                column,
                without_tenant,
                key,
                ..
            } => format!("{column}: {key}, without: {without_tenant:?}"),
            Ownership::Parent {
                foreign_key,
                parent,
                parent_key,
                ..
            } => format!("{foreign_key} -> {parent}.{parent_key}"),
            Ownership::Root { column, key, .. } => format!("root, {column}: {key}"),
            Ownership::Shared => "shared".to_owned(),
            other => format!("{other:?}"),
        };
        writeln!(known, "{} by {:?}, {owner}", table.name, table.primary_key).unwrap();
    }
    assert_eq!(known, EXPECTED);
}

#[test]
fn columns_have_their_names_in_sql_and_their_order() {
    let tables = tables();
    let events = tables.iter().find(|table| table.name.name == "audit_log");
    assert_eq!(events.unwrap().columns, ["id", "org", "what"]);
    assert_eq!(
        WithoutTenant::Shared,
        tables
            .iter()
            .find_map(|table| match &table.ownership {
                Ownership::Column { without_tenant, .. } if table.name.name == "templates" =>
                    Some(*without_tenant),
                _ => None,
            })
            .unwrap()
    );
}

#[test]
fn a_declaration_knows_where_it_stands() {
    let at = |name: &str| {
        let tables = tables();
        let table = tables.iter().find(|table| table.name.name == name);
        table.unwrap().declared_at.clone()
    };
    assert!(
        at("campaigns").contains("statements/models.rs:"),
        "{}",
        at("campaigns")
    );
}

const EXPECTED: &str = "\
ads by [\"company_id\", \"id\"], company_id: i64, without: None
api_keys by [\"id\"], company_id: i64, without: None
audit_log by [\"id\"], org: i64, without: None
campaign_tags by [\"campaign_id\", \"tag\"], campaign_id -> campaigns.id
campaigns by [\"id\"], company_id: i64, without: None
clicks by [\"company_id\", \"id\"], company_id: i64, without: None
companies by [\"id\"], root, id: i64
devices by [\"id\"], site_id: i32, without: None
drafts by [\"id\"], company_id: i64, without: Invisible
geo by [\"id\"], shared
invoices by [\"id\"], company_id: i64, without: None
members by [\"id\"], org: statements::models::Handle, without: None
notes by [\"id\"], campaign_id -> campaigns.id
orgs by [\"handle\"], root, handle: statements::models::Handle
replies by [\"id\"], note_id -> notes.id
sites by [\"id\"], root, id: i32
template_lines by [\"id\"], template_id -> templates.id
templates by [\"id\"], company_id: i64, without: Shared
";
