//! The impls for a declared table.

use proc_macro2::TokenStream;
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
                            #path::columns::#column
                        }
                    }
                }
            });
            let owned = owned(path, &private, column, key, *nullable, *root);
            quote!(#owned #(#look_ups)*)
        }
        Kind::Child {
            parent,
            foreign_key,
        } => child(path, &private, parent, foreign_key),
        Kind::Shared => shared(path, &private),
    };
    quote! {
        const _: () = {
            #body
        };
    }
}

/// Takes the auto traits away by which a raw `SELECT` over the table, and an
/// assignment to the column, would pass.
fn switched_off(private: &TokenStream) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::core::panic::UnwindSafe for __Table where
            for<'__h> #private::Hidden<'__h>: #private::Never
        {
        }
        #[automatically_derived]
        impl ::core::panic::RefUnwindSafe for __Table where
            for<'__h> #private::Hidden<'__h>: #private::Never
        {
        }
        #[automatically_derived]
        impl ::core::panic::RefUnwindSafe for __Column where
            for<'__h> #private::Hidden<'__h>: #private::Never
        {
        }
    }
}

fn owned(
    table: &Path,
    private: &TokenStream,
    column: &Ident,
    key: &Type,
    nullable: Option<Nullable>,
    root: bool,
) -> TokenStream {
    let switched_off = switched_off(private);
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
    let value = quote!(#table::columns::#column);
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
    // Rows without a tenant are read, but never written.
    let read = match nullable {
        Some(Nullable::Shared) => quote!(TenantOrNull),
        Some(Nullable::Invisible) | None => quote!(TenantEq),
    };
    let (guard_type, guard) = match nullable {
        Some(Nullable::Shared) => (
            quote!(#private::TenantEq<__Column, #key>),
            quote!(#private::TenantEq::new(#value, __id)),
        ),
        Some(Nullable::Invisible) | None => {
            (quote!(#private::NoPredicate), quote!(#private::NoPredicate))
        }
    };
    quote! {
        type __Table = #table::table;
        type __Column = #table::columns::#column;

        #switched_off
        #checks
        #private::register!(#declared);

        #[automatically_derived]
        impl #private::TenantSource<#key> for __Table {
            type Predicate = #private::#read<__Column, #key>;
            type AliasPredicate<__S> =
                #private::#read<#private::AliasColumn<__S, __Column>, #key>;
            const SEAL: #private::Seal = #private::seal();

            fn predicate(__id: #private::TenantId<'_, #key>) -> Self::Predicate {
                #private::#read::new(#value, __id)
            }

            fn alias_predicate<__S>(
                __id: #private::TenantId<'_, #key>,
            ) -> Self::AliasPredicate<__S> {
                #private::#read::new(#private::AliasColumn::new(), __id)
            }
        }

        #[automatically_derived]
        impl #private::WritableTable<#key> for __Table {
            type Fill = #private::TenantValue<__Column, #key>;
            type WriteGuard = #guard_type;
            type WritePredicate = #private::TenantEq<__Column, #key>;
            const SEAL: #private::Seal = #private::seal();

            fn fill(__id: #private::TenantId<'_, #key>) -> Self::Fill {
                #private::TenantValue::new(#value, __id)
            }

            fn write_guard(__id: #private::TenantId<'_, #key>) -> Self::WriteGuard {
                #guard
            }

            fn write_predicate(
                __id: #private::TenantId<'_, #key>,
            ) -> Self::WritePredicate {
                #private::TenantEq::new(#value, __id)
            }
        }
    }
}

fn child(table: &Path, private: &TokenStream, parent: &Path, foreign_key: &Ident) -> TokenStream {
    let switched_off = switched_off(private);
    let value = quote!(#table::columns::#foreign_key);
    let not_null = quote_spanned! {foreign_key.span()=>
        const _: fn() = #private::not_null_foreign_key::<__Column>;
    };
    let sole_key = quote_spanned! {parent.span()=>
        const _: fn() = #private::sole_key::<__ParentKey>;
    };
    let parent_key = quote!(#private::diesel::Table::primary_key(&#parent::table));
    quote! {
        type __Table = #table::table;
        type __Column = #table::columns::#foreign_key;
        type __Parent = #parent::table;
        type __ParentKey = <__Parent as #private::diesel::Table>::PrimaryKey;

        #switched_off
        #not_null
        #sole_key
        #private::register!(child::<__Column, __Parent>());

        #[automatically_derived]
        impl<__K: 'static> #private::TenantSource<__K> for __Table
        where
            __Parent: #private::TenantSource<__K>,
        {
            type Predicate = #private::InParent<
                __Column,
                __Parent,
                __ParentKey,
                <__Parent as #private::TenantSource<__K>>::Predicate,
            >;
            type AliasPredicate<__S> = #private::AmongParents<
                #private::AliasColumn<__S, __Column>,
                __Parent,
                __ParentKey,
                <__Parent as #private::TenantSource<__K>>::Predicate,
            >;
            const SEAL: #private::Seal = #private::seal();

            fn predicate(__id: #private::TenantId<'_, __K>) -> Self::Predicate {
                #private::InParent::new(
                    #value,
                    #parent::table,
                    #parent_key,
                    <__Parent as #private::TenantSource<__K>>::predicate(__id),
                )
            }

            fn alias_predicate<__S>(
                __id: #private::TenantId<'_, __K>,
            ) -> Self::AliasPredicate<__S> {
                #private::AmongParents::new(
                    #private::AliasColumn::new(),
                    #parent::table,
                    #parent_key,
                    <__Parent as #private::TenantSource<__K>>::predicate(__id),
                )
            }
        }

        #[automatically_derived]
        impl<__K: 'static> #private::WritableTable<__K> for __Table
        where
            __Parent: #private::WritableTable<__K>,
        {
            type Fill = #private::ParentGuard<
                __Column,
                __Parent,
                __ParentKey,
                <__Parent as #private::WritableTable<__K>>::WritePredicate,
            >;
            type WriteGuard = <<__Parent as #private::WritableTable<__K>>::WriteGuard as #private::Guard>::Under<__Column, __Parent, __ParentKey>;
            type WritePredicate = #private::InParent<
                __Column,
                __Parent,
                __ParentKey,
                <__Parent as #private::WritableTable<__K>>::WritePredicate,
            >;
            const SEAL: #private::Seal = #private::seal();

            fn fill(__id: #private::TenantId<'_, __K>) -> Self::Fill {
                #private::ParentGuard::new(
                    #value,
                    #parent::table,
                    #parent_key,
                    <__Parent as #private::WritableTable<__K>>::write_predicate(__id),
                )
            }

            fn write_guard(__id: #private::TenantId<'_, __K>) -> Self::WriteGuard {
                #private::Guard::under(
                    <__Parent as #private::WritableTable<__K>>::write_guard(__id),
                    #value,
                    #parent::table,
                    #parent_key,
                )
            }

            fn write_predicate(
                __id: #private::TenantId<'_, __K>,
            ) -> Self::WritePredicate {
                #private::InParent::new(
                    #value,
                    #parent::table,
                    #parent_key,
                    <__Parent as #private::WritableTable<__K>>::write_predicate(__id),
                )
            }
        }
    }
}

fn shared(table: &Path, private: &TokenStream) -> TokenStream {
    quote! {
        #private::register!(shared::<#table::table>());

        #[automatically_derived]
        impl<__K: 'static> #private::TenantSource<__K> for #table::table {
            type Predicate = #private::NoPredicate;
            type AliasPredicate<__S> = #private::NoPredicate;
            const SEAL: #private::Seal = #private::seal();

            fn predicate(_: #private::TenantId<'_, __K>) -> #private::NoPredicate {
                #private::NoPredicate
            }

            fn alias_predicate<__S>(
                _: #private::TenantId<'_, __K>,
            ) -> #private::NoPredicate {
                #private::NoPredicate
            }
        }
    }
}
