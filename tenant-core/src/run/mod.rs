//! Running scoped statements: the only code that takes the connection from
//! under a scope.

mod execute;
mod load;

pub(crate) use self::execute::ExecutesScoped;
pub(crate) use self::load::LoadsScoped;
