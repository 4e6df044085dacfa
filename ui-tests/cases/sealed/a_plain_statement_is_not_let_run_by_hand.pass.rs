// E1
use std::convert::Infallible;
use tenant_core::scope::{RunsOnTenantConnection, UnscopedStatement};

struct Mine<'h>(UnscopedStatement<'h>);

impl RunsOnTenantConnection for Mine<'_> {
    const NEVER: Infallible = loop {};
}

fn main() {}
