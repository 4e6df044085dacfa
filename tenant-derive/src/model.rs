//! What the attributes mean: one kind for one table.

use syn::spanned::Spanned;
use syn::{
    Data, DeriveInput, Error, Fields, GenericArgument, Ident, Path, PathArguments, Result, Type,
};

use crate::attribute::{Attributes, Nullable, Word};

/// A declared table.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) path: Path,
    pub(crate) krate: Path,
    pub(crate) kind: Kind,
    pub(crate) look_up: Vec<Ident>,
}

/// What the rows of a table belong to.
#[derive(Debug)]
pub(crate) enum Kind {
    /// To the tenant in `column`. The table of tenants itself is one of these,
    /// with its primary key as the column.
    Owned {
        column: Ident,
        key: Type,
        nullable: Option<Nullable>,
        root: bool,
    },
    /// To whoever owns the parent row.
    Child { parent: Path, foreign_key: Ident },
    /// To everybody, for reading.
    Shared,
}

impl Table {
    pub(crate) fn from_derive(input: &DeriveInput) -> Result<Self> {
        let attributes = Attributes::read(&input.attrs)?;
        let path = attributes.table_name(&input.ident)?;
        let fields = match &input.data {
            Data::Struct(data) => &data.fields,
            _ => {
                return Err(Error::new(
                    input.ident.span(),
                    "only a struct is a model of a table",
                ));
            }
        };
        Self::new(attributes, path, Some(fields), &input.ident)
    }

    pub(crate) fn new(
        attributes: Attributes,
        path: Path,
        fields: Option<&Fields>,
        item: &impl Spanned,
    ) -> Result<Self> {
        let kind = Kind::new(&attributes, &path, fields, item)?;
        Ok(Self {
            krate: attributes.krate(),
            look_up: attributes.look_up,
            path,
            kind,
        })
    }
}

impl Kind {
    fn new(
        attributes: &Attributes,
        table: &Path,
        fields: Option<&Fields>,
        item: &impl Spanned,
    ) -> Result<Self> {
        // The table of tenants may name its key, as a `column`.
        let kinds: &[_] = if attributes.has(Word::Root) {
            &[Word::Root, Word::Shared, Word::Parent]
        } else {
            &[Word::Column, Word::Shared, Word::Parent]
        };
        let mut given = kinds.iter().filter_map(|key| attributes.span_of(*key));
        if let (Some(_), Some(second)) = (given.next(), given.next()) {
            return Err(Error::new(
                second,
                "a table is of one kind: `column`, `parent`, `root` or `shared`",
            ));
        }
        if attributes.has(Word::Shared) {
            attributes.allow(&[Word::Shared, Word::Crate])?;
            Ok(Self::Shared)
        } else if let Some(parent) = &attributes.parent {
            attributes.allow(&[Word::Parent, Word::ForeignKey, Word::Crate])?;
            if parent == table {
                return Err(Error::new(
                    parent.span(),
                    "a table cannot be its own parent; name the table whose rows say who owns these",
                ));
            }
            let foreign_key = attributes.foreign_key.clone().ok_or_else(|| {
                Error::new(
                    parent.span(),
                    "which column points at the parent is missing; write `foreign_key = post_id`",
                )
            })?;
            Ok(Self::Child {
                parent: parent.clone(),
                foreign_key,
            })
        } else if let Some(root) = attributes.span_of(Word::Root) {
            attributes.allow(&[
                Word::Root,
                Word::Column,
                Word::KeyType,
                Word::LookUp,
                Word::Crate,
            ])?;
            let column = match (&attributes.column, attributes.primary_key.as_slice()) {
                (Some(column), _) => column.clone(),
                (None, [key]) => key.clone(),
                (None, []) => Ident::new("id", root),
                (None, _) => {
                    return Err(Error::new(
                        root,
                        "the table of tenants has a primary key of one column, the tenant key; name \
                         it with `column = id`",
                    ));
                }
            };
            Ok(Self::Owned {
                key: key_type(attributes, fields, &column)?,
                column,
                nullable: None,
                root: true,
            })
        } else if let Some(column) = &attributes.column {
            attributes.allow(&[
                Word::Column,
                Word::Nullable,
                Word::KeyType,
                Word::LookUp,
                Word::Crate,
            ])?;
            Ok(Self::Owned {
                key: key_type(attributes, fields, column)?,
                column: column.clone(),
                nullable: attributes.nullable,
                root: false,
            })
        } else {
            Err(Error::new(
                item.span(),
                "what the rows belong to is missing; write `#[tenant(column = tenant_id)]`, \
                 `#[tenant(parent = posts, foreign_key = post_id)]`, `#[tenant(root)]` or \
                 `#[tenant(shared)]`",
            ))
        }
    }
}

/// The type of the tenant key: as stated, or that of the model's field.
fn key_type(attributes: &Attributes, fields: Option<&Fields>, column: &Ident) -> Result<Type> {
    if let Some(key) = &attributes.key {
        return Ok(key.clone());
    }
    for field in fields.into_iter().flatten() {
        let attributes = Attributes::read(&field.attrs)?;
        let name = attributes.column_name.as_ref().or(field.ident.as_ref());
        if name == Some(column) {
            return Ok(without_option(&field.ty).clone());
        }
    }
    Err(Error::new(
        column.span(),
        "the type of the tenant key is not known: the model has no field for this column; write \
         `key = i64`",
    ))
}

/// `T` of `Option<T>`: a nullable column has keys of the type inside.
fn without_option(ty: &Type) -> &Type {
    if let Type::Path(path) = ty
        && let Some(last) = path.path.segments.last()
        && last.ident == "Option"
        && let PathArguments::AngleBracketed(arguments) = &last.arguments
        && let Some(GenericArgument::Type(inner)) = arguments.args.first()
    {
        return inner;
    }
    ty
}
