//! What was written in `#[tenant(..)]` and `#[diesel(..)]`, with its spans.

use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Error, Ident, Path, Result, Type};

/// The keys of `#[tenant(..)]`. This table matches them and lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    Column,
    Parent,
    ForeignKey,
    Root,
    Shared,
    Nullable,
    KeyType,
    LookUp,
    Crate,
}

const KEYS: &[(&str, Word, &str)] = &[
    ("column", Word::Column, "column = tenant_id"),
    ("parent", Word::Parent, "parent = posts"),
    ("foreign_key", Word::ForeignKey, "foreign_key = post_id"),
    ("root", Word::Root, "root"),
    ("shared", Word::Shared, "shared"),
    ("nullable", Word::Nullable, "nullable = shared"),
    ("key", Word::KeyType, "key = i64"),
    ("look_up", Word::LookUp, "look_up(api_key)"),
    ("crate", Word::Crate, "crate = path"),
];

/// What a nullable tenant column means for rows without a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nullable {
    Shared,
    Invisible,
}

/// The attributes of one item.
#[derive(Debug, Default)]
pub(crate) struct Attributes {
    pub(crate) seen: Vec<(Word, Span)>,
    pub(crate) column: Option<Ident>,
    pub(crate) parent: Option<Path>,
    pub(crate) foreign_key: Option<Ident>,
    pub(crate) nullable: Option<Nullable>,
    pub(crate) key: Option<Type>,
    pub(crate) look_up: Vec<Ident>,
    pub(crate) krate: Option<Path>,
    pub(crate) table_name: Option<Path>,
    pub(crate) primary_key: Vec<Ident>,
    pub(crate) column_name: Option<Ident>,
    pub(crate) embed: bool,
    pub(crate) skip_insertion: bool,
}

impl Attributes {
    pub(crate) fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut read = Self::default();
        let mut errors = None;
        for attribute in attributes {
            let result = if attribute.path().is_ident("tenant") {
                attribute.parse_nested_meta(|meta| read.tenant(&meta))
            } else if attribute.path().is_ident("diesel") {
                attribute.parse_nested_meta(|meta| read.diesel(&meta))
            } else {
                Ok(())
            };
            combine(&mut errors, result);
        }
        errors.map_or(Ok(read), Err)
    }

    fn tenant(&mut self, meta: &ParseNestedMeta<'_>) -> Result<()> {
        let Some((_, key, _)) = KEYS.iter().find(|(name, ..)| meta.path.is_ident(name)) else {
            let known: Vec<_> = KEYS
                .iter()
                .map(|(.., example)| format!("`{example}`"))
                .collect();
            return Err(meta.error(format!(
                "unknown key in `#[tenant(..)]`; the keys are {}",
                known.join(", ")
            )));
        };
        if self.has(*key) {
            return Err(meta.error("this key was given before; give it once"));
        }
        self.seen.push((*key, span(&meta.path)));
        match key {
            Word::Column => self.column = Some(meta.value()?.parse()?),
            Word::Parent => self.parent = Some(meta.value()?.parse()?),
            Word::ForeignKey => self.foreign_key = Some(meta.value()?.parse()?),
            Word::KeyType => self.key = Some(meta.value()?.parse()?),
            Word::Crate => self.krate = Some(meta.value()?.parse()?),
            Word::Nullable => self.nullable = Some(nullable(&meta.value()?.parse()?)?),
            Word::LookUp => meta.parse_nested_meta(|column| {
                self.look_up.push(column.path.require_ident()?.clone());
                Ok(())
            })?,
            Word::Root | Word::Shared => {}
        }
        Ok(())
    }

    /// Diesel's own attributes: what this crate reads of them, the rest skipped.
    fn diesel(&mut self, meta: &ParseNestedMeta<'_>) -> Result<()> {
        if meta.path.is_ident("table_name") {
            self.table_name = Some(meta.value()?.parse()?);
        } else if meta.path.is_ident("column_name") {
            let value = meta.value()?;
            self.column_name = Some(if value.peek(syn::LitStr) {
                value.parse::<syn::LitStr>()?.parse()?
            } else {
                value.parse()?
            });
        } else if meta.path.is_ident("primary_key") {
            meta.parse_nested_meta(|column| {
                self.primary_key.push(column.path.require_ident()?.clone());
                Ok(())
            })?;
        } else if meta.path.is_ident("embed") {
            self.embed = true;
        } else if meta.path.is_ident("skip_insertion") {
            self.skip_insertion = true;
        } else if meta.input.peek(syn::Token![=]) {
            meta.value()?.parse::<syn::Expr>()?;
        } else if meta.input.peek(syn::token::Paren) {
            let content;
            syn::parenthesized!(content in meta.input);
            content.parse::<proc_macro2::TokenStream>()?;
        }
        Ok(())
    }

    pub(crate) fn has(&self, key: Word) -> bool {
        self.span_of(key).is_some()
    }

    pub(crate) fn span_of(&self, key: Word) -> Option<Span> {
        self.seen
            .iter()
            .find(|(seen, _)| *seen == key)
            .map(|(_, span)| *span)
    }

    /// An error for each key that has no meaning here.
    pub(crate) fn allow(&self, allowed: &[Word]) -> Result<()> {
        let mut errors = None;
        for (key, span) in &self.seen {
            if !allowed.contains(key) {
                combine::<()>(
                    &mut errors,
                    Err(Error::new(
                        *span,
                        "this key has no meaning here; take it out",
                    )),
                );
            }
        }
        errors.map_or(Ok(()), Err)
    }

    pub(crate) fn table_name(&self, item: &Ident) -> Result<Path> {
        self.table_name.clone().ok_or_else(|| {
            Error::new(
                item.span(),
                "the table is not named; write `#[diesel(table_name = posts)]`",
            )
        })
    }

    pub(crate) fn krate(&self) -> Path {
        self.krate
            .clone()
            .unwrap_or_else(|| syn::parse_quote!(::tenant_core))
    }
}

fn nullable(value: &Ident) -> Result<Nullable> {
    if value == "shared" {
        Ok(Nullable::Shared)
    } else if value == "invisible" {
        Ok(Nullable::Invisible)
    } else {
        Err(Error::new(
            value.span(),
            "rows without a tenant are `nullable = shared` (readable by every tenant, writable by \
             none) or `nullable = invisible`",
        ))
    }
}

fn span(path: &Path) -> Span {
    path.get_ident().map_or_else(Span::call_site, Ident::span)
}

/// Keeps all errors, to report them together.
pub(crate) fn combine<T>(errors: &mut Option<Error>, result: Result<T>) {
    if let Err(error) = result {
        match errors {
            Some(errors) => errors.combine(error),
            None => *errors = Some(error),
        }
    }
}
