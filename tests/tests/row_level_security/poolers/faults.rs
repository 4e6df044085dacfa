//! Many tenants, several clients and one connection, and whatever can go wrong
//! going wrong.

use std::panic::{AssertUnwindSafe, catch_unwind};

use diesel::connection::CacheSize;
use diesel::prelude::*;
use tenant_core::rls::BoundConnection;
use wire::Wire;

use super::wire;
use crate::database::*;
use crate::faults::{Numbers, TENANTS, THREADS, checkouts, claim_of, filled, visit};

/// Beside the fates of a visit: the client vanishes.
const VANISHES: u64 = 6;
/// After these there is no connection any more.
const LOSES_CONNECTION: [u64; 2] = [4, VANISHES];
/// With these nothing goes wrong.
const FINE: [u64; 2] = [3, 7];

/// A client that nothing shields from its fate.
struct Client {
    wire: Wire,
    url: String,
    plain: PgConnection,
    asked: BoundConnection,
    killer: PgConnection,
}

fn connect(url: &str) -> PgConnection {
    let mut conn = establish(url);
    conn.set_prepared_statement_cache_size(CacheSize::Disabled);
    conn
}

impl Client {
    fn new(database: &Database) -> Self {
        let (wire, url) = wire(database);
        Self {
            plain: connect(&url),
            asked: BoundConnection::new(connect(&url)).unwrap(),
            killer: database.superuser(),
            wire,
            url,
        }
    }

    fn visits(&mut self, company: i64, asks_once: bool, fate: u64) {
        assert_eq!(
            ids(&mut self.plain, "ads"),
            [0; 0],
            "somebody is still bound"
        );
        let scope = |db: &mut Db<'_>| {
            if fate == VANISHES {
                self.wire.cut();
            }
            visit(raw(db), &mut self.killer, company, fate)
        };
        let claim = claim_of(company);
        let visited = catch_unwind(AssertUnwindSafe(|| {
            if asks_once {
                claim.scope_bound(&mut self.asked, scope)
            } else {
                claim.scope_bound(&mut self.plain, scope)
            }
        }));
        match visited {
            Ok(visited) => {
                let fine = fate == FINE[0] || fate >= FINE[1];
                assert_eq!(visited.is_ok(), fine, "{fate}: {visited:?}");
            }
            Err(panic) => assert_eq!(panic.downcast_ref(), Some(&"a fault")),
        }
        if LOSES_CONNECTION.contains(&fate) {
            self.plain = connect(&self.url);
            self.asked = BoundConnection::new(connect(&self.url)).unwrap();
        }
    }
}

#[test]
fn tenants_never_meet() {
    let database = filled();
    std::thread::scope(|threads| {
        for thread in 0..THREADS {
            let mut client = Client::new(&database);
            let mut numbers = Numbers(0x9E37_79B9 + thread);
            threads.spawn(move || {
                for _ in 0..checkouts() / THREADS {
                    let company = 1 + numbers.below(TENANTS as u64) as i64;
                    client.visits(company, numbers.below(2) == 0, numbers.below(40));
                }
            });
        }
    });
}
