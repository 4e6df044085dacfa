//! A table under attack: how rows of it are made, and what is tried on them.

use std::cell::RefCell;
use std::fmt::{self, Debug};
use std::panic::Location;
use std::rc::Rc;

use diesel::connection::Connection;

use super::case::Forms;
use super::generated::Attacks;
use super::{Action, Answer, Service};
use crate::danger;
use crate::registry::TableName;
use crate::scope::{Claim, TenantConnection};

/// Whose row it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The tenant who attacks.
    A,
    /// The tenant who is attacked.
    B,
}

/// What is tried on a table, without the types of its keys.
pub(super) trait Target<C> {
    fn table(&self) -> &TableName;

    /// Makes the tenant itself.
    fn set_up(&self, side: Side, conn: &mut C) -> Result<(), String>;

    /// Makes a row of the tenant.
    fn make(&mut self, side: Side, number: i64, conn: &mut C) -> Result<(), String>;

    /// Loads what the generated attack takes, as whoever sees all rows.
    fn prepare(&self, via: Via, action: Action, forms: &Forms, conn: &mut C);

    /// The functions and services of the application.
    fn functions(&self, action: Action) -> Vec<Via>;

    /// Is there a generated attack? A function takes its place, and a service stands
    /// beside it.
    fn is_generated(&self, action: Action) -> bool;

    /// Tries it as A on the row of `victim`. Nothing, where the service does not
    /// have the action.
    fn attempt(
        &self,
        via: Via,
        action: Action,
        victim: Side,
        forms: &Forms,
        conn: &mut C,
    ) -> Option<Answer>;

    /// Why a cell that is not held is no failure, and where that is said.
    fn exemptions(&self) -> Vec<(Action, String)>;
}

/// What carries an attack out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Via {
    /// The statement that the kit writes, on a tenant connection.
    Statement,
    /// A function or service of the application: which one, and where it was
    /// handed in.
    Function(usize, &'static Location<'static>),
}

/// A function of the application.
type Function<C, K, Key> = Box<dyn Fn(Action, &mut C, &K, &Key) -> Option<Answer>>;

/// What the application puts in place of generated attacks.
struct Own<C, K, Key> {
    functions: Vec<(
        Option<Action>,
        &'static Location<'static>,
        Function<C, K, Key>,
    )>,
    exemptions: Vec<(Action, String)>,
}

pub(super) type SetUp<C, K> = Rc<dyn Fn(&mut C, &K) -> Result<(), String>>;
pub(super) type Make<C, K, Key> = Box<dyn Fn(&mut C, &K, i64) -> Result<Key, String>>;

/// Opens a scope for an attack.
pub(super) type Enter<C, K> =
    fn(&Claim<K>, &mut C, &dyn Fn(&mut TenantConnection<'_, C, K>) -> Answer) -> Answer;

/// A scope of the types alone.
pub(super) fn scoped<C: Connection, K>(
    claim: &Claim<K>,
    conn: &mut C,
    attack: &dyn Fn(&mut TenantConnection<'_, C, K>) -> Answer,
) -> Answer {
    claim.scope(conn, |db| attack(db))
}

pub(super) struct TableTarget<C: Connection, K, Key> {
    pub(super) tenants: Rc<(K, K)>,
    pub(super) set_up: Option<SetUp<C, K>>,
    pub(super) make: Make<C, K, Key>,
    pub(super) attacks: Attacks<C, K>,
    enter: Rc<RefCell<Enter<C, K>>>,
    keys: (Option<Key>, Option<Key>),
    own: Rc<RefCell<Own<C, K, Key>>>,
}

impl<C: Connection, K, Key> TableTarget<C, K, Key> {
    pub(super) fn new(
        tenants: Rc<(K, K)>,
        set_up: Option<SetUp<C, K>>,
        make: Make<C, K, Key>,
        attacks: Attacks<C, K>,
        enter: Rc<RefCell<Enter<C, K>>>,
    ) -> (Self, Functions<C, K, Key>) {
        let own = Rc::new(RefCell::new(Own {
            functions: Vec::new(),
            exemptions: Vec::new(),
        }));
        let functions = Functions(Rc::clone(&own));
        let target = Self {
            tenants,
            set_up,
            make,
            attacks,
            enter,
            keys: (None, None),
            own,
        };
        (target, functions)
    }

    fn tenant(&self, side: Side) -> &K {
        match side {
            Side::A => &self.tenants.0,
            Side::B => &self.tenants.1,
        }
    }
}

impl<C: Connection, K: Clone + 'static, Key> Target<C> for TableTarget<C, K, Key> {
    fn table(&self) -> &TableName {
        &self.attacks.name
    }

    fn set_up(&self, side: Side, conn: &mut C) -> Result<(), String> {
        match &self.set_up {
            Some(set_up) => set_up(conn, self.tenant(side)),
            None => Ok(()),
        }
    }

    fn make(&mut self, side: Side, number: i64, conn: &mut C) -> Result<(), String> {
        let key = (self.make)(conn, self.tenant(side), number)?;
        match side {
            Side::A => self.keys.0 = Some(key),
            Side::B => self.keys.1 = Some(key),
        }
        Ok(())
    }

    fn prepare(&self, via: Via, action: Action, forms: &Forms, conn: &mut C) {
        if via == Via::Statement && action == Action::Save {
            self.attacks.load(conn, forms);
        }
    }

    fn functions(&self, action: Action) -> Vec<Via> {
        let own = self.own.borrow();
        let functions = own.functions.iter().enumerate();
        functions
            .filter(|(_, (of, _, _))| of.is_none_or(|of| of == action))
            .map(|(at, (_, location, _))| Via::Function(at, location))
            .collect()
    }

    fn is_generated(&self, action: Action) -> bool {
        let own = self.own.borrow();
        let replaced = own.functions.iter().any(|(of, ..)| *of == Some(action));
        !replaced && self.attacks.of(action).is_some()
    }

    fn attempt(
        &self,
        via: Via,
        action: Action,
        victim: Side,
        forms: &Forms,
        conn: &mut C,
    ) -> Option<Answer> {
        let attacker = self.tenant(Side::A);
        match via {
            Via::Statement => {
                let attack = self.attacks.of(action)?;
                let claim = danger::assume_tenant(attacker.clone(), "the red team attacks as them");
                let enter = *self.enter.borrow();
                Some(enter(&claim.ok()?, conn, &|db| attack(db, forms)))
            }
            Via::Function(at, _) => {
                let own = self.own.borrow();
                let (_, _, function) = own.functions.get(at)?;
                let key = match victim {
                    Side::A => self.keys.0.as_ref(),
                    Side::B => self.keys.1.as_ref(),
                };
                function(action, conn, attacker, key?)
            }
        }
    }

    fn exemptions(&self) -> Vec<(Action, String)> {
        self.own.borrow().exemptions.clone()
    }
}

/// Puts functions of the application in place of the generated attacks on a
/// table.
///
/// Each is called as `f(conn, tenant, key)`: with the tenant who attacks, and
/// with the key that the closure for making rows returned. It is called for the
/// other tenant's row, for the tenant's own, and where the row does not exist.
/// Several functions for one action are all tried.
pub struct Functions<C, K, Key>(Rc<RefCell<Own<C, K, Key>>>);

macro_rules! functions {
    ($($(#[$meta:meta])* $method:ident: $action:ident;)+) => {$(
        $(#[$meta])*
        #[track_caller]
        pub fn $method<F, T, E>(self, f: F) -> Self
        where
            F: Fn(&mut C, &K, &Key) -> Result<T, E> + 'static,
            T: Debug,
            E: Debug,
        {
            self.action(Action::$action, f)
        }
    )+};
}

impl<C: 'static, K: 'static, Key: 'static> Functions<C, K, Key> {
    functions! {
        /// The application's function that reads all rows. It has no use for the key.
        read: Read;
        /// The application's function that reads a row by its key.
        find: Find;
        /// The application's function that counts rows.
        count: Count;
        /// The application's function that says whether a row exists.
        exists: Exists;
        /// The application's function that reads the row together with another.
        join: Join;
        /// The application's function that changes a row.
        update: Update;
        /// The application's function that deletes a row.
        delete: Delete;
        /// The application's function that inserts a row or changes it.
        upsert: Upsert;
        /// The application's function that inserts a row: with this key, or under
        /// the parent with this key.
        insert: Insert;
        /// The application's function that saves a row as a struct.
        save: Save;
    }

    /// The application's function for `action`.
    #[track_caller]
    pub fn action<F, T, E>(self, action: Action, f: F) -> Self
    where
        F: Fn(&mut C, &K, &Key) -> Result<T, E> + 'static,
        T: Debug,
        E: Debug,
    {
        let function =
            move |_, conn: &mut C, tenant: &K, key: &Key| Some(Answer::from(f(conn, tenant, key)));
        self.add(Some(action), Location::caller(), Box::new(function))
    }

    /// A service that is asked for every action, from outside: over HTTP, say.
    ///
    /// The generated attacks stay beside it: of an action that both have, a failure of
    /// either is one.
    ///
    /// It has connections of its own, so the rows must be committed for it:
    /// [`RedTeam::committed`](super::RedTeam::committed).
    #[track_caller]
    pub fn through<S>(self, service: S) -> Self
    where
        S: Service<K, Key> + 'static,
    {
        let service = RefCell::new(service);
        let function = move |action, _: &mut C, tenant: &K, key: &Key| {
            service.borrow_mut().attempt(action, tenant, key)
        };
        self.add(None, Location::caller(), Box::new(function))
    }

    /// Says why it is no failure that `action` is not held. The matrix fails when
    /// it is held after all.
    pub fn exempt(self, action: Action, reason: impl Into<String>) -> Self {
        self.0.borrow_mut().exemptions.push((action, reason.into()));
        self
    }

    fn add(
        self,
        action: Option<Action>,
        location: &'static Location<'static>,
        function: Function<C, K, Key>,
    ) -> Self {
        self.0
            .borrow_mut()
            .functions
            .push((action, location, function));
        self
    }
}

impl<C, K, Key> fmt::Debug for Functions<C, K, Key> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Functions").finish_non_exhaustive()
    }
}
