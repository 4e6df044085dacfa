//! The input of `tenant_tables!`: attributes and a path for each table.

use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Path, Result, Token};

use crate::attribute::{Attributes, combine};
use crate::model::Table;

/// Declared tables.
#[derive(Debug)]
pub(crate) struct Tables(pub(crate) Vec<Table>);

impl Parse for Tables {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut tables = Vec::new();
        let mut errors = None;
        while !input.is_empty() {
            let attributes = input.call(Attribute::parse_outer)?;
            let path: Path = input.parse()?;
            input.parse::<Token![;]>()?;
            let table = Attributes::read(&attributes)
                .and_then(|attributes| Table::new(attributes, path.clone(), None, &path));
            match table {
                Ok(table) => tables.push(table),
                Err(error) => combine::<()>(&mut errors, Err(error)),
            }
        }
        errors.map_or(Ok(Self(tables)), Err)
    }
}
