//! Tenant isolation for Diesel that the compiler enforces.
#![forbid(unsafe_code)]

pub mod danger;
mod error;
pub mod lookup;
mod run;
pub mod scope;
pub mod select;
pub mod table;
pub mod wall;
pub mod write;

pub use self::error::OtherTenant;
pub use self::scope::{Claim, Provenance, TenantConnection, TenantId, VerifiedTenant};
pub use self::select::{ForTenant, Scoped, TenantModel};
pub use self::table::{Alias, Kind};

pub use self::lookup::look_up;
pub use self::select::BoxedPredicate;

/// Functions that take scoped statements where Diesel's take plain ones.
pub mod dsl {
    pub use crate::select::{exists, not_exists};
}

/// What a module that uses tenant connections imports, beside
/// [`diesel::prelude`].
pub mod prelude {
    pub use crate::{Claim, ForTenant, TenantConnection, TenantId, TenantModel};
    #[cfg(feature = "derive")]
    pub use crate::{TenantRecord, TenantTable};
}

#[cfg(feature = "derive")]
pub use tenant_derive::{TenantModel, TenantRecord, TenantTable, tenant_tables};

/// What the macros expand to. No part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use diesel;
    pub use generativity;

    pub use crate::lookup::LookUpColumn;
    pub use crate::scope::TenantId;
    pub use crate::table::{
        AliasColumn, Guard, Hidden, InParent, Kind, Never, NoPredicate, ParentGuard, Seal,
        TenantEq, TenantOrNull, TenantSource, TenantValue, WritableTable, assignable, key_fits,
        not_null,
    };

    pub const fn seal() -> Seal {
        Seal::new()
    }
}
