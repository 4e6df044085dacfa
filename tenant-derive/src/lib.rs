//! Derives for `tenant-core`: what a table's rows belong to, said once.
//!
//! The passes are `attribute` (what was written) → `model` (what it means) →
//! `expand` (the impls). Use the derives through `tenant_core`, where they are
//! documented.

mod attribute;
#[cfg(feature = "checked-sql")]
mod checked_sql;
mod expand;
mod model;
mod record;
mod tables;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Declares the table of a model: what its rows belong to. See the crate docs
/// of `tenant_core`.
#[proc_macro_derive(TenantTable, attributes(tenant, diesel))]
pub fn derive_tenant_table(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    model::Table::from_derive(&input)
        .map(|table| {
            let mut tokens = expand::table(&table);
            tokens.extend(expand::model(
                &input.ident,
                &input.generics,
                &table.path,
                &table.krate,
            ));
            tokens
        })
        .unwrap_or_else(|error| error.into_compile_error())
        .into()
}

/// Gives a further model of a declared table the entry `Model::for_tenant`.
#[proc_macro_derive(TenantModel, attributes(tenant, diesel))]
pub fn derive_tenant_model(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    attribute::Attributes::read(&input.attrs)
        .and_then(|attributes| {
            attributes.allow(&[attribute::Word::Crate])?;
            let path = attributes.table_name(&input.ident)?;
            Ok(expand::model(
                &input.ident,
                &input.generics,
                &path,
                &attributes.krate(),
            ))
        })
        .unwrap_or_else(|error| error.into_compile_error())
        .into()
}

/// Checks, field by field, that an `Insertable` or `AsChangeset` struct leaves
/// the tenant column alone.
#[proc_macro_derive(TenantRecord, attributes(tenant, diesel))]
pub fn derive_tenant_record(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    record::expand(&input)
        .unwrap_or_else(|error| error.into_compile_error())
        .into()
}

/// Declares tables that have no model.
///
/// ```text
/// tenant_tables! {
///     #[tenant(column = company_id, key = i64)]
///     ads;
///     #[tenant(shared)]
///     geo_ips;
/// }
/// ```
#[proc_macro]
pub fn tenant_tables(input: TokenStream) -> TokenStream {
    let tables::Tables(tables) = parse_macro_input!(input as tables::Tables);
    tables
        .iter()
        .map(expand::table)
        .collect::<proc_macro2::TokenStream>()
        .into()
}

/// Raw SQL with the tenant in it, checked at compile time. See
/// `tenant_core::checked`.
#[cfg(feature = "checked-sql")]
#[proc_macro]
pub fn checked_sql(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as checked_sql::CheckedSql);
    input
        .expand()
        .unwrap_or_else(|error| error.into_compile_error())
        .into()
}
