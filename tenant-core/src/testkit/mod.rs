//! A red team for your own tables and functions.

mod action;
mod answer;
mod coverage;
#[doc(hidden)]
pub mod generated;
mod judge;
mod matrix;
mod restore;
mod role;
mod scene;
mod service;
mod snapshot;
mod stage;
mod target;
mod team;
mod text;

pub use expect_test::expect_file;

pub use self::action::Action;
pub use self::answer::Answer;
pub use self::generated::Attacks;
pub use self::matrix::{Cell, Matrix, Row, Verdict};
pub use self::service::Service;
pub use self::target::Functions;
pub use self::team::{RedTeam, Tenants};
#[doc(inline)]
pub use crate::red_team;
