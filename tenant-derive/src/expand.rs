//! The impls for a declared table.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Generics, Ident, Path, Type};

use crate::attribute::Nullable;
use crate::model::{Kind, Table};

/// `Model::for_tenant`.
pub(crate) fn model(model: &Ident, generics: &Generics, table: &Path, krate: &Path) -> TokenStream {
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics #krate::TenantModel for #model #type_generics #where_clause {
            type Table = #table::table;

            fn table() -> Self::Table {
                #table::table
            }
        }
    }
}

/// Everything that makes a table of its kind.
pub(crate) fn table(table: &Table) -> TokenStream {
    let Table {
        path,
        krate,
        kind,
        look_up,
    } = table;
    let private = quote!(#krate::__private);
    let body = match kind {
        Kind::Owned {
            column,
            key,
            nullable,
            root,
        } => {
            let look_ups = look_up.iter().map(|look_up| {
                quote! {
                    #[automatically_derived]
                    impl #private::LookUpColumn for #path::columns::#look_up {
                        type Key = #key;
                        type TenantColumn = __Column;
                        const SEAL: #private::Seal = #private::seal();

                        fn tenant_column() -> __Column {
                            ::core::default::Default::default()
                        }
                    }
                }
            });
            let owned = owned(path, &private, column, key, *nullable, *root, look_up);
            quote!(#owned #(#look_ups)*)
        }
        Kind::Child {
            parent,
            foreign_key,
        } => child(path, &private, parent, foreign_key),
        Kind::Shared => shared(&private),
    };
    quote! {
        const _: () = {
            type __Table = #path::table;
            #body

            #[automatically_derived]
            impl #private::Declared for __Table {
                type Rows = __Rows;
                const SEAL: #private::Seal = #private::seal();
            }
        };
    }
}

/// Takes the auto traits away by which a raw `SELECT` over the table, and an
/// assignment to the column, would pass.
///
/// An impl under a condition that never holds takes the automatic one away. The
/// higher-ranked lifetime keeps rustc from rejecting the condition as trivially
/// false. Type and trait are made on the spot, so that rustc can be sure that it
/// never holds: then two declarations of one table do not conflict here as well,
/// which would be one mistake told five times. The checks see to it that nothing
/// else implements the traits.
fn switched_off(private: &TokenStream) -> TokenStream {
    quote! {
        struct __Hidden<'__h>(::core::marker::PhantomData<&'__h ()>);
        trait __Never {}

        #[automatically_derived]
        impl ::core::panic::UnwindSafe for __Table where for<'__h> __Hidden<'__h>: __Never {}
        #[automatically_derived]
        impl ::core::panic::RefUnwindSafe for __Table where for<'__h> __Hidden<'__h>: __Never {}
        #[automatically_derived]
        impl ::core::panic::RefUnwindSafe for __Column where for<'__h> __Hidden<'__h>: __Never {}

        const _: fn() = <__Table as #private::NotUnwindSafe<_>>::check;
        const _: fn() = <__Table as #private::NotRefUnwindSafe<_>>::check;
        const _: fn() = <__Column as #private::NotRefUnwindSafe<_>>::check;
    }
}

/// The names under which a database knows a key beside its own, if the table declares
/// them as columns of their own.
fn second_names(private: &TokenStream, table: &Path, column: &Ident) -> TokenStream {
    let names = ["rowid", "oid", "_rowid_", "_rowid"];
    let names = names.into_iter().filter(|name| column != name);
    let names = names.map(|name| Ident::new(name, Span::call_site()));
    let is_one = quote_spanned! {column.span()=>
        type __CalledOnce = #private::CalledOnce<
            {
                #private::Columns::<<__Table as #private::diesel::Table>::AllColumns>::called(
                    <__Column as #private::diesel::query_source::Column>::NAME,
                ) == 1
            },
        >;
        const _: fn() = #private::is_one_column::<__CalledOnce>;
    };
    quote! {
        #private::second_names!([#table::columns] #(#names)*);
        #is_one
    }
}

fn owned(
    table: &Path,
    private: &TokenStream,
    column: &Ident,
    key: &Type,
    nullable: Option<Nullable>,
    root: bool,
    look_up: &[Ident],
) -> TokenStream {
    let switched_off = switched_off(private);
    let second_names = second_names(private, table, column);
    let without_tenant = match nullable {
        None => quote!(None),
        Some(Nullable::Shared) => quote!(Shared),
        Some(Nullable::Invisible) => quote!(Invisible),
    };
    let declared = if root {
        quote!(root::<__Column, #key>())
    } else {
        quote!(column::<__Column, #key>(#without_tenant))
    };
    let checks = {
        let fits = quote_spanned! {key.span()=>
            const _: fn() = #private::key_fits::<__Column, #key>;
        };
        let not_null = nullable.is_none().then(|| {
            quote_spanned! {column.span()=>
                const _: fn() = #private::not_null::<__Column>;
            }
        });
        quote!(#fits #not_null)
    };
    let rows = match nullable {
        Some(Nullable::Shared) => quote!(OwnedOrShared),
        Some(Nullable::Invisible) | None => quote!(Owned),
    };
    quote! {
        type __Column = #table::columns::#column;
        type __Rows = #private::#rows<__Column, #key>;

        #switched_off
        #second_names
        #[automatically_derived]
        impl ::core::marker::Unpin for __Column where for<'__h> __Hidden<'__h>: __Never {}
        #checks
        #private::register!(#declared [#(#table::columns::#look_up),*]);
    }
}

fn child(table: &Path, private: &TokenStream, parent: &Path, foreign_key: &Ident) -> TokenStream {
    let switched_off = switched_off(private);
    let second_names = second_names(private, table, foreign_key);
    let not_null = quote_spanned! {foreign_key.span()=>
        const _: fn() = #private::not_null_foreign_key::<__Column>;
        const _: fn() = #private::points_at::<__Column, __ParentKey>;
    };
    let parent_checks = quote_spanned! {parent.span()=>
        const _: fn() = #private::owned_parent::<__Parent>;
        const _: fn() = #private::sole_key::<__ParentKey>;
    };
    quote! {
        type __Column = #table::columns::#foreign_key;
        type __Parent = #parent::table;
        type __ParentKey = <__Parent as #private::diesel::Table>::PrimaryKey;
        type __Rows = #private::Child<__Column, __Parent>;

        #switched_off
        #second_names
        #not_null
        #parent_checks
        #private::register!(child::<__Column, __Parent>());
    }
}

fn shared(private: &TokenStream) -> TokenStream {
    quote! {
        type __Rows = #private::Shared;

        #private::register!(shared::<__Table>());
    }
}
