//! Running scoped statements: the only code that takes the connection from
//! under a scope.

mod execute;
mod load;

pub use self::execute::ExecutesScoped;
pub use self::load::LoadsScoped;
