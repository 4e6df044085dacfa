//! What is bound beside the tenant's key.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::query_builder::AstPass;
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::HasSqlType;

/// A value, its SQL type, and the values behind it.
#[derive(Debug, Clone)]
pub struct Bind<ST, U, Rest> {
    value: U,
    rest: Rest,
    sql_type: PhantomData<fn() -> ST>,
}

impl<ST, U, Rest> Bind<ST, U, Rest> {
    #[doc(hidden)]
    pub fn new(value: U, rest: Rest) -> Self {
        Self {
            value,
            rest,
            sql_type: PhantomData,
        }
    }
}

/// No more values.
#[derive(Debug, Clone, Copy)]
pub struct End;

/// Values that the database `DB` takes.
pub trait Binds<DB: Backend> {
    #[doc(hidden)]
    fn walk<'b>(&'b self, place: usize, out: &mut AstPass<'_, 'b, DB>) -> QueryResult<()>;
}

impl<DB: Backend> Binds<DB> for End {
    fn walk<'b>(&'b self, _: usize, _: &mut AstPass<'_, 'b, DB>) -> QueryResult<()> {
        Ok(())
    }
}

impl<DB, ST, U, Rest> Binds<DB> for Bind<ST, U, Rest>
where
    DB: Backend + HasSqlType<ST>,
    U: ToSql<ST, DB>,
    Rest: Binds<DB>,
{
    fn walk<'b>(&'b self, place: usize, out: &mut AstPass<'_, 'b, DB>) -> QueryResult<()> {
        match place.checked_sub(1) {
            None => out.push_bind_param::<ST, U>(&self.value),
            Some(place) => self.rest.walk(place, out),
        }
    }
}
