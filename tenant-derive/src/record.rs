//! The check of `Insertable` and `AsChangeset` structs, one bound a field.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Error, Result};

use crate::attribute::{Attributes, Word};

pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let attributes = Attributes::read(&input.attrs)?;
    attributes.allow(&[Word::Crate])?;
    let table = attributes.table_name(&input.ident)?;
    let krate = attributes.krate();
    let Data::Struct(data) = &input.data else {
        return Err(Error::new(
            input.ident.span(),
            "only a struct is a record of a table",
        ));
    };
    let mut checks = TokenStream::new();
    for field in &data.fields {
        let attributes = Attributes::read(&field.attrs)?;
        if attributes.embed || attributes.skip_insertion {
            continue;
        }
        let Some(column) = attributes.column_name.as_ref().or(field.ident.as_ref()) else {
            return Err(Error::new(
                field.span(),
                "which column this field sets is missing; write `#[diesel(column_name = body)]`",
            ));
        };
        let span = field
            .ident
            .as_ref()
            .map_or(field.ty.span(), syn::Ident::span);
        let column = syn::Ident::new(&column.to_string(), span);
        // All of it stands under the field, the name of the table too.
        let table: TokenStream = quote!(#table)
            .into_iter()
            .map(|mut token| {
                token.set_span(span);
                token
            })
            .collect();
        checks.extend(quote_spanned! {span=>
            const _: fn() = #krate::__private::of_a_record::<#table::columns::#column>;
        });
    }
    Ok(checks)
}
