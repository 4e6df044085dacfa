//! The observer of `danger`: one for the process, so the databases share it.

use std::sync::{Mutex, OnceLock};

use tenant_core::danger::{self, Event};

static EVENTS: Mutex<Vec<Event>> = Mutex::new(Vec::new());

pub fn install() {
    static INSTALLED: OnceLock<()> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        danger::set_observer(|event| EVENTS.lock().unwrap().push(event.clone())).unwrap();
    });
}

pub fn with_reason(reason: &str) -> Event {
    let events = EVENTS.lock().unwrap();
    let mut matching = events.iter().filter(|event| event.reason == reason);
    let event = matching.next().expect("the observer is told");
    assert!(matching.next().is_none(), "the observer is told once");
    event.clone()
}
