//! A wire on which round trips are counted.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use crate::database::Database;

/// How long an answer takes. What is sent in that time did not wait for it.
const DELAY: Duration = Duration::from_millis(40);

/// Between a client and the server of a database.
pub struct Wire {
    pub url: String,
    trips: Arc<AtomicUsize>,
}

impl Wire {
    pub fn to(database: &Database) -> Self {
        let url = database.app_url();
        let (before, rest) = url.split_once('@').unwrap();
        let (server, after) = rest.split_once('/').unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let wire = Self {
            url: format!("{before}@{address}/{after}"),
            trips: Arc::default(),
        };
        let (server, trips) = (server.to_owned(), Arc::clone(&wire.trips));
        std::thread::spawn(move || {
            for client in listener.incoming() {
                let server = TcpStream::connect(&server).unwrap();
                connect(client.unwrap(), server, Arc::clone(&trips));
            }
        });
        wire
    }

    /// How often the client waited for an answer before it sent more, since the last
    /// call.
    pub fn round_trips(&self) -> usize {
        // A statement that is no longer needed is closed, which nobody waits for.
        std::thread::sleep(DELAY * 3);
        self.trips.swap(0, Ordering::SeqCst)
    }
}

fn connect(client: TcpStream, server: TcpStream, trips: Arc<AtomicUsize>) {
    for stream in [&client, &server] {
        stream.set_nodelay(true).unwrap();
    }
    let answered = Arc::new(AtomicBool::new(true));
    let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    let seen = Arc::clone(&answered);
    std::thread::spawn(move || {
        pass(&mut from, &mut to, || {
            if seen.swap(false, Ordering::SeqCst) {
                trips.fetch_add(1, Ordering::SeqCst);
            }
        });
    });
    let (mut from, mut to) = (server, client);
    std::thread::spawn(move || {
        pass(&mut from, &mut to, || {
            std::thread::sleep(DELAY);
            answered.store(true, Ordering::SeqCst);
        });
    });
}

/// Passes on what comes, after `each` was called, until the stream ends.
fn pass(from: &mut TcpStream, to: &mut TcpStream, mut each: impl FnMut()) {
    let mut bytes = [0; 1 << 16];
    while let Ok(read @ 1..) = from.read(&mut bytes) {
        each();
        if to.write_all(&bytes[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(std::net::Shutdown::Both);
}
