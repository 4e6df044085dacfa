//! `checked_sql!`: a text is read at compile time, and its ties to the tenant
//! become bounds.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, Expr, Ident, LitStr, Path, Result, Token, Type};
use tenant_sql::{Dialect, Finding, Piece, Tie, Tied, TiedTable};

/// `tenant, "SQL", name: SqlType = value, ..`, perhaps behind `crate = path,`.
pub(crate) struct CheckedSql {
    krate: Path,
    tenant: Expr,
    sql: LitStr,
    binds: Vec<Bind>,
}

/// `name: SqlType = value`.
struct Bind {
    name: Ident,
    sql_type: Type,
    value: Expr,
}

impl Parse for Bind {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let name = input.parse()?;
        input.parse::<Token![:]>()?;
        let sql_type = input.parse()?;
        input.parse::<Token![=]>()?;
        Ok(Self {
            name,
            sql_type,
            value: input.parse()?,
        })
    }
}

impl Parse for CheckedSql {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let krate = if input.peek(Token![crate]) && input.peek2(Token![=]) {
            input.parse::<Token![crate]>()?;
            input.parse::<Token![=]>()?;
            let path = input.parse()?;
            input.parse::<Token![,]>()?;
            path
        } else {
            syn::parse_quote!(::tenant_core)
        };
        let tenant = input.parse()?;
        input.parse::<Token![,]>()?;
        let sql = input.parse().map_err(|error| {
            let text = "the SQL is a literal, which is read at compile time";
            Error::new(error.span(), text)
        })?;
        let mut binds = Vec::new();
        if input.parse::<Option<Token![,]>>()?.is_some() {
            let list = Punctuated::<Bind, Token![,]>::parse_terminated(input)?;
            binds.extend(list);
        }
        Ok(Self {
            krate,
            tenant,
            sql,
            binds,
        })
    }
}

const DIALECTS: [Dialect; 3] = [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql];

impl CheckedSql {
    pub(crate) fn expand(&self) -> Result<TokenStream> {
        let span = self.sql.span();
        let sql = self.sql.value();
        let results = DIALECTS.map(|dialect| tenant_sql::tie(&sql, dialect));
        let tied = self.safe(&results)?;
        let runs_on = results.iter().map(|result| {
            result
                .as_ref()
                .is_ok_and(|result| result.means_the_same(tied))
        });
        let pieces = self.pieces(&tied.pieces)?;
        let krate = &self.krate;
        let checked = quote!(#krate::checked);
        let ties = tied
            .tables
            .iter()
            .map(|table| tie(table, &checked, span))
            .collect::<Result<Vec<_>>>()?;
        let reads = tied
            .columns
            .iter()
            .map(|(table, column)| {
                let module = ident(table, span)?;
                let column = ident(column, span)?;
                Ok(quote_spanned!(span=> .reads::<#module::columns::#column>()))
            })
            .collect::<Result<Vec<_>>>()?;
        let key = if tied.pieces.contains(&tenant_sql::Piece::Tenant) {
            let key_type = key_type(&tied.tables, krate, span)?;
            quote!(#checked::KeyOf<#key_type>)
        } else {
            quote!(#checked::NoKey)
        };
        let binds = self
            .binds
            .iter()
            .rev()
            .fold(quote!(#checked::End), |rest, bind| {
                let Bind {
                    sql_type, value, ..
                } = bind;
                quote!(#checked::Bind::<#sql_type, _, _>::new(#value, #rest))
            });
        let tenant = &self.tenant;
        Ok(quote_spanned! {span=>
            #checked::Tied::new(#tenant, #krate::__private::seal())
                #(#ties)*
                #(#reads)*
                .statement::<#key, _, #(#runs_on),*>(
                    { use #checked::Piece; const { &[#(#pieces),*] } },
                    #binds,
                )
        })
    }

    /// What the text is tied by, on a database where all is well: the first of those
    /// where most tables are tied.
    fn safe<'r>(
        &self,
        results: &'r [std::result::Result<Tied, Vec<Finding>>; 3],
    ) -> Result<&'r Tied> {
        let untied = |tied: &&Tied| {
            let tables = tied.tables.iter();
            tables.filter(|table| table.by == Tie::Nothing).count()
        };
        let safe = results.iter().filter_map(|result| result.as_ref().ok());
        if let Some(tied) = safe.min_by_key(untied) {
            return Ok(tied);
        }
        let mut said: Vec<String> = Vec::new();
        for result in results {
            for finding in result.as_ref().err().into_iter().flatten() {
                let text = finding.to_string();
                if !said.contains(&text) {
                    said.push(text);
                }
            }
        }
        let mut errors = said
            .into_iter()
            .map(|text| Error::new(self.sql.span(), format!("this SQL is refused: {text}")));
        let first = errors.next();
        Err(first.unwrap_or_else(|| Error::new(self.sql.span(), "this SQL is refused")))
    }

    fn pieces(&self, pieces: &[Piece]) -> Result<Vec<TokenStream>> {
        let place = |name: &str| self.binds.iter().position(|bind| bind.name == name);
        for bind in &self.binds {
            let used = |piece: &Piece| matches!(piece, Piece::Bind(name) if bind.name == name);
            if !pieces.iter().any(used) {
                let text = format!("the SQL has no `:{}`", bind.name);
                return Err(Error::new(bind.name.span(), text));
            }
        }
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => Ok(quote!(Piece::Text(#text))),
                Piece::Tenant => Ok(quote!(Piece::Tenant)),
                Piece::Bind(name) => match place(name) {
                    Some(place) => Ok(quote!(Piece::Bind(#place))),
                    None => Err(Error::new(
                        self.sql.span(),
                        format!(
                            "`:{name}` has no value; write `{name}: BigInt = value` behind the SQL"
                        ),
                    )),
                },
            })
            .collect()
    }
}

/// One bound for each table.
fn tie(table: &TiedTable, checked: &TokenStream, span: Span) -> Result<TokenStream> {
    let module = ident(&table.name, span)?;
    let written = table
        .written
        .then(|| quote_spanned!(span=> .written::<#module::table>()));
    let columns = Columns::of(&module, &table.by, span)?;
    // What cannot be named in Rust cannot have been declared.
    let or: Vec<Columns> = table
        .or
        .iter()
        .filter_map(|tie| Columns::of(&module, tie, span).ok())
        .collect();
    if or.is_empty() {
        return Ok(match columns {
            Columns::By(column) => {
                quote_spanned!(span=> .by::<#module::table, #column>() #written)
            }
            Columns::Under(key) => {
                quote_spanned!(span=> .under::<#module::table, #key>() #written)
            }
            Columns::None => quote_spanned!(span=> .shared::<#module::table>()),
        });
    }
    let list = std::iter::once(&columns)
        .chain(&or)
        .rev()
        .fold(quote!(()), |rest, tie| match tie {
            Columns::By(column) => quote_spanned!(span=> (#checked::By<#column>, #rest)),
            Columns::Under(key) => quote_spanned!(span=> (#checked::Under<#key>, #rest)),
            Columns::None => rest,
        });
    Ok(quote_spanned!(span=> .by_one_of::<#module::table, #list, _>() #written))
}

/// The columns of a tie, as types.
enum Columns {
    By(TokenStream),
    Under(TokenStream),
    None,
}

impl Columns {
    fn of(module: &Ident, tie: &Tie, span: Span) -> Result<Self> {
        Ok(match tie {
            Tie::Column(column) => {
                let column = ident(column, span)?;
                Self::By(quote_spanned!(span=> #module::columns::#column))
            }
            Tie::Parent {
                foreign_key,
                parent,
                parent_key,
            } => {
                let foreign_key = ident(foreign_key, span)?;
                let parent = ident(parent, span)?;
                let parent_key = ident(parent_key, span)?;
                Self::Under(quote_spanned! {span=>
                    #module::columns::#foreign_key, #parent::table, #parent::columns::#parent_key
                })
            }
            Tie::Nothing => Self::None,
        })
    }
}

/// The SQL type of the tenant's key: that of the column which it is compared
/// with. Where there is none, `:tenant` is compared with nothing that counts.
fn key_type(tables: &[TiedTable], krate: &Path, span: Span) -> Result<TokenStream> {
    for table in tables {
        if let Tie::Column(column) = &table.by {
            let module = ident(&table.name, span)?;
            let column = ident(column, span)?;
            return Ok(quote! {
                <#krate::__private::diesel::dsl::SqlTypeOf<#module::columns::#column>
                    as #krate::__private::KeyType>::KeyType
            });
        }
    }
    Ok(quote!(#krate::__private::diesel::sql_types::BigInt))
}

fn ident(name: &str, span: Span) -> Result<Ident> {
    syn::parse_str::<Ident>(name)
        .map(|mut ident| {
            ident.set_span(span);
            ident
        })
        .map_err(|_| {
            Error::new(
                span,
                format!("`{name}` is no name of a `table!` module or column"),
            )
        })
}
