//! A TCP proxy between a client and a database server, which counts round trips
//! and cuts connections.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// A way to a server, over a port of its own on this machine.
#[derive(Debug)]
pub struct Wire {
    port: u16,
    line: Arc<Line>,
}

#[derive(Debug)]
struct Line {
    server: SocketAddr,
    delay: Duration,
    /// Were the last bytes the server's?
    answered: AtomicBool,
    round_trips: AtomicUsize,
    /// Both ends of each connection; `None` when there is to be no other.
    ends: Mutex<Option<Vec<TcpStream>>>,
}

impl Wire {
    /// To the server at this address.
    ///
    /// # Errors
    ///
    /// When no port can be opened.
    pub fn to(server: SocketAddr) -> io::Result<Self> {
        Self::slow(server, Duration::ZERO)
    }

    /// To the server at this address, whose answers take `delay` longer.
    ///
    /// What is sent without waiting for an answer is one round trip only where
    /// the answer takes longer than the sending.
    ///
    /// # Errors
    ///
    /// When no port can be opened.
    pub fn slow(server: SocketAddr, delay: Duration) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let line = Arc::new(Line {
            server,
            delay,
            answered: AtomicBool::new(true),
            round_trips: AtomicUsize::new(0),
            ends: Mutex::new(Some(Vec::new())),
        });
        let accepting = Arc::clone(&line);
        thread::spawn(move || {
            for client in listener.incoming() {
                // A client that cannot be connected sees its connection closed.
                let connected = client.and_then(|client| accepting.connect(client));
                if matches!(connected, Ok(false)) {
                    break;
                }
            }
        });
        Ok(Self { port, line })
    }

    /// The port on this machine from which the way leads.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// How often a client sent something after the server's last answer, over all
    /// connections. Exact while one client speaks at a time.
    #[must_use]
    pub fn round_trips(&self) -> usize {
        self.line.round_trips.load(Ordering::SeqCst)
    }

    /// Closes all connections at both ends. Neither side says goodbye.
    pub fn cut(&self) {
        let mut ends = self.line.lock();
        for end in ends.iter_mut().flat_map(|ends| ends.drain(..)) {
            // One that is closed already is as good.
            let _ = end.shutdown(Shutdown::Both);
        }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.cut();
        *self.line.lock() = None;
        // Wakes the listener, which then ends.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
    }
}

impl Line {
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Vec<TcpStream>>> {
        self.ends.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `false` when there are to be no connections any more.
    fn connect(self: &Arc<Self>, client: TcpStream) -> io::Result<bool> {
        let mut ends = self.lock();
        let Some(ends) = ends.as_mut() else {
            return Ok(false);
        };
        let server = TcpStream::connect(self.server)?;
        client.set_nodelay(true)?;
        server.set_nodelay(true)?;
        ends.extend([client.try_clone()?, server.try_clone()?]);
        let (line, from, to) = (Arc::clone(self), client.try_clone()?, server.try_clone()?);
        thread::spawn(move || carry(from, to, || line.asked()));
        let line = Arc::clone(self);
        thread::spawn(move || line.carry_answers(server, client));
        Ok(true)
    }

    fn asked(&self) {
        if self.answered.swap(false, Ordering::SeqCst) {
            self.round_trips.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Each answer takes `delay` longer, and none waits for the one before it.
    fn carry_answers(self: Arc<Self>, mut server: TcpStream, mut client: TcpStream) {
        let (on_its_way, arriving) = mpsc::channel::<(Instant, Vec<u8>)>();
        let delay = self.delay;
        thread::spawn(move || {
            for (due, bytes) in arriving {
                thread::sleep(due.saturating_duration_since(Instant::now()));
                self.answered.store(true, Ordering::SeqCst);
                if client.write_all(&bytes).is_err() {
                    break;
                }
            }
            let _ = client.shutdown(Shutdown::Both);
        });
        let mut buffer = vec![0; 1 << 16];
        while let Ok(read @ 1..) = server.read(&mut buffer) {
            let bytes = buffer.get(..read).unwrap_or_default().to_vec();
            if on_its_way.send((Instant::now() + delay, bytes)).is_err() {
                break;
            }
        }
        let _ = server.shutdown(Shutdown::Both);
    }
}

/// Until one end is closed; the other is closed then, too.
fn carry(mut from: TcpStream, mut to: TcpStream, passing: impl Fn()) {
    let mut buffer = vec![0; 1 << 16];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        passing();
        let Some(bytes) = buffer.get(..read) else {
            break;
        };
        if to.write_all(bytes).is_err() {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    /// Answers each read with the same bytes.
    fn echo() -> SocketAddr {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            for client in listener.incoming() {
                let client = client.unwrap();
                thread::spawn(move || carry(client.try_clone().unwrap(), client, || ()));
            }
        });
        address
    }

    fn ask(client: &mut TcpStream, question: &[u8]) {
        client.write_all(question).unwrap();
        let mut answer = vec![0; question.len()];
        client.read_exact(&mut answer).unwrap();
        assert_eq!(answer, question);
    }

    #[test]
    fn each_question_after_an_answer_is_counted() {
        let wire = Wire::slow(echo(), Duration::from_millis(20)).unwrap();
        let mut client = TcpStream::connect((Ipv4Addr::LOCALHOST, wire.port())).unwrap();
        client.set_nodelay(true).unwrap();
        ask(&mut client, b"one");
        ask(&mut client, b"two");
        assert_eq!(wire.round_trips(), 2);
        client.write_all(b"thr").unwrap();
        thread::sleep(Duration::from_millis(5));
        client.write_all(b"ee").unwrap();
        client.read_exact(&mut [0; 5]).unwrap();
        assert_eq!(wire.round_trips(), 3);
    }

    #[test]
    fn answers_do_not_wait_for_one_another() {
        let delay = Duration::from_millis(200);
        let wire = Wire::slow(echo(), delay).unwrap();
        let mut client = TcpStream::connect((Ipv4Addr::LOCALHOST, wire.port())).unwrap();
        client.set_nodelay(true).unwrap();
        let begun = Instant::now();
        for _ in 0..4 {
            client.write_all(b"one").unwrap();
            thread::sleep(delay / 10);
        }
        client.read_exact(&mut [0; 12]).unwrap();
        assert!(begun.elapsed() < 2 * delay, "{:?}", begun.elapsed());
    }

    #[test]
    fn what_is_cut_answers_no_longer() {
        let wire = Wire::to(echo()).unwrap();
        let mut client = TcpStream::connect((Ipv4Addr::LOCALHOST, wire.port())).unwrap();
        ask(&mut client, b"one");
        wire.cut();
        assert_eq!(client.read(&mut [0; 1]).unwrap(), 0);
        let mut another = TcpStream::connect((Ipv4Addr::LOCALHOST, wire.port())).unwrap();
        ask(&mut another, b"two");
    }
}
