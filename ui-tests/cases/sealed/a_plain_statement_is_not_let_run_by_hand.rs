// E1
use std::convert::Infallible;
use tenant_core::scope::{RunsOnTenantConnection, UnscopedStatement};

impl RunsOnTenantConnection for UnscopedStatement<'_> {
    const NEVER: Infallible = loop {};
}

fn main() {}
