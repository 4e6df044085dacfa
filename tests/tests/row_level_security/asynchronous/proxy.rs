//! A wire on which round trips are counted, with answers that take their time.

use std::cell::Cell;
use std::time::Duration;

use crate::database::{Database, over_wire};

/// How long an answer takes. What is sent in that time did not wait for it.
const DELAY: Duration = Duration::from_millis(40);

/// Between a client and the server of a database.
pub struct Wire {
    pub url: String,
    wire: wire::Wire,
    told: Cell<usize>,
}

impl Wire {
    pub fn to(database: &Database) -> Self {
        let (wire, url) = over_wire(&database.app_url(), DELAY);
        Self {
            url,
            wire,
            told: Cell::new(0),
        }
    }

    /// How often the client waited for an answer before it sent more, since the last
    /// call.
    pub fn round_trips(&self) -> usize {
        // A statement that is no longer needed is closed, which nobody waits for.
        std::thread::sleep(DELAY * 3);
        let all = self.wire.round_trips();
        all - self.told.replace(all)
    }
}
