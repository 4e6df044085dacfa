//! The row that is attacked, in the forms that a statement takes.

use std::any::Any;
use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use diesel::result::{Error, QueryResult};
use diesel::sql_types::{Bool, Text};

use super::Answer;
use super::text::{TextChanges, TextOf, TextRow, Value};

/// The row that is attacked, in the forms that a statement takes.
pub(super) struct Forms {
    pub(super) row: String,
    pub(super) row_of_alias: String,
    pub(super) key: String,
    pub(super) key_of_alias: String,
    /// What is inserted.
    pub(super) values: Vec<Value>,
    /// What is upserted.
    pub(super) upserted: Vec<Value>,
    pub(super) changes: Vec<Value>,
    pub(super) model: RefCell<Option<Rc<dyn Any>>>,
}

impl Forms {
    /// Is it a row under a parent?
    pub(super) fn is_child(&self) -> bool {
        self.values.iter().any(|value| value.to_parent)
    }
}

/// The name of the table in a join with itself.
pub(super) const ALIAS: &str = "other";

/// The row of the table `T` that is attacked. The kit alone makes one, and what it
/// gives goes into that table alone.
pub struct Case<'a, T> {
    forms: &'a Forms,
    table: PhantomData<fn() -> T>,
}

impl<T> Clone for Case<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Case<'_, T> {}

impl<'a, T> Case<'a, T> {
    pub(super) fn new(forms: &'a Forms) -> Self {
        Self {
            forms,
            table: PhantomData,
        }
    }

    /// A whole row as text.
    pub fn row(&self) -> TextOf<T, Text> {
        TextOf::new(&self.forms.row)
    }

    /// The same of the alias `other`.
    pub fn row_of_alias(&self) -> TextOf<T, Text> {
        TextOf::new(&self.forms.row_of_alias)
    }

    /// The predicate that finds the row by its key.
    pub fn key(&self) -> TextOf<T, Bool> {
        TextOf::new(&self.forms.key)
    }

    /// The same for the alias `other`.
    pub fn key_of_alias(&self) -> TextOf<T, Bool> {
        TextOf::new(&self.forms.key_of_alias)
    }

    /// The row's values, without those that the scope fills in.
    pub fn values(&self) -> TextRow<T> {
        TextRow::new(&self.forms.values)
    }

    /// The same for an upsert.
    pub fn upserted(&self) -> TextRow<T> {
        TextRow::new(&self.forms.upserted)
    }

    /// Changes of the row.
    pub fn changes(&self) -> TextChanges<T> {
        TextChanges::new(self.forms.changes.clone())
    }

    /// Keeps the row as a struct. The one that was loaded before stays, where the row
    /// is gone.
    pub fn keep<M: 'static>(&self, loaded: QueryResult<M>) {
        if let Ok(model) = loaded {
            *self.forms.model.borrow_mut() = Some(Rc::new(model));
        }
    }

    /// Runs `save` with the row as a struct.
    pub fn with_model<M: 'static>(&self, save: impl FnOnce(&M) -> Answer) -> Answer {
        let kept = self.forms.model.borrow().clone();
        match kept.as_deref().and_then(<dyn Any>::downcast_ref) {
            Some(model) => save(model),
            None => Answer::from(Err::<(), _>(Error::NotFound)),
        }
    }
}

impl<T> fmt::Debug for Case<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Case")
            .field("key", &self.forms.key)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Forms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Forms")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}
