//! The observer of `danger`: one for the process, so the databases share it.

use std::panic::Location;
use std::sync::{Mutex, OnceLock};

use tenant_core::danger::{self, Event, Way};

/// What was told.
#[derive(Debug, Clone)]
pub struct Told {
    pub way: Way,
    reason: String,
    pub location: &'static Location<'static>,
    pub tenant: Option<i64>,
    pub text: String,
}

static EVENTS: Mutex<Vec<Told>> = Mutex::new(Vec::new());

pub fn install() {
    static INSTALLED: OnceLock<()> = OnceLock::new();
    let observer = |event: &Event<'_>| {
        EVENTS.lock().unwrap().push(Told {
            way: event.way,
            reason: event.reason.to_owned(),
            location: event.location,
            tenant: event.tenant::<i64>().copied(),
            text: format!("{event:?}"),
        });
    };
    INSTALLED.get_or_init(|| danger::set_observer(observer).unwrap());
}

pub fn with_reason(reason: &str) -> Told {
    let mut told = all_with_reason(reason);
    assert_eq!(told.len(), 1, "the observer is told once");
    told.remove(0)
}

pub fn all_with_reason(reason: &str) -> Vec<Told> {
    let events = EVENTS.lock().unwrap();
    let matching = events.iter().filter(|told| told.reason == reason);
    matching.cloned().collect()
}
