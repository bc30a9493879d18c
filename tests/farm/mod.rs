//! A web on this machine: many hosts behind one port, whose pages behave as their paths describe. Knows no link checker.
//!
//! The `Host` header names the host. The first part of a path decides the behaviour of the page:
//!
//! | path | answer |
//! | --- | --- |
//! | `/ok/…` | 200 |
//! | `/status/CODE/…` | this status |
//! | `/body/BYTES/…` | 200 with a body of so many bytes, whatever range was requested |
//! | `/get/CODE/…` | 405 to HEAD, this status to GET |
//! | `/to/CODE/HOST/PATH` | a redirect with this status to a page of another host, or of the same one for `-` |
//! | `/circle/…` | a redirect to itself with another slash, without end |
//! | `/busy/SECONDS/…` | 429 and `Retry-After`, always |
//! | `/flaky/TIMES/…` | 503 so many times, then 200 |
//! | `/challenge/…` | 403 and a page that requires a browser |
//! | `/html/…` | a page of HTML with the section `usage` |
//! | `/etag/…` | 200 with `ETag`; 304 to a request that sends it |
//! | `/reset/…` | no answer: the connection is cut |
//! | `/stall/…` | no answer |
//! | `/slow/…` | a body that comes byte by byte, without end |
//! | `/endless/…` | a body without end, as fast as it is read |
//! | `/bomb/…` | 512 MiB of zeros as 680 KB of gzip |

#![allow(
    dead_code,
    unreachable_pub,
    reason = "tests and the example use different parts"
)]

mod log;
mod page;
pub mod scenario;
mod serve;
mod things;
mod world;

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

pub use log::{Log, Summary};
pub use page::Act;
use page::Request;
pub use world::World;

/// The behaviour of all hosts of a farm.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The time that an answer takes.
    pub latency: Duration,
    /// The hosts with a behaviour of their own, by name.
    pub hosts: BTreeMap<String, Manner>,
    /// The world whose answers the hosts give, if their paths do not decide the answers.
    pub world: Option<World>,
    /// The hosts that give the same answer to every request.
    pub broken: BTreeMap<String, Act>,
}

impl Plan {
    /// Decides the fate of a request to a host.
    fn act(&self, host: &str, request: &Request<'_>) -> Act {
        match (self.broken.get(host), &self.world) {
            (Some(broken), _) => broken.clone(),
            (None, Some(world)) => world.answer(request),
            (None, None) => page::act(request),
        }
    }
}

/// The behaviour of one host.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    /// The time that its answers take, if it differs from all others.
    pub latency: Option<Duration>,
    /// The number of requests that it accepts in any second; further ones get 429 with `Retry-After: 1`.
    pub most_per_second: Option<usize>,
}

/// A web on this machine. It ends when it is dropped.
pub struct Farm {
    address: SocketAddr,
    log: Arc<Log>,
    stop: Option<oneshot::Sender<()>>,
}

impl Farm {
    /// A farm on 127.0.0.1, at any free port.
    pub fn new(plan: Plan) -> Self {
        Self::at((Ipv4Addr::LOCALHOST, 0).into(), plan).expect("this machine has a free port")
    }

    /// A farm at an IP address and a port; with 0.0.0.0, it answers on all of 127.0.0.0/8.
    pub fn at(address: SocketAddr, plan: Plan) -> io::Result<Self> {
        let listener = std::net::TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let log = Arc::new(Log::default());
        let (stop, stopped) = oneshot::channel();
        let farmer = Arc::clone(&log);
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime = runtime.expect("a runtime can be built");
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener).expect("the listener does not block");
                tokio::select! {
                    () = serve::serve(listener, Arc::new(plan), farmer) => {}
                    _ = stopped => {}
                }
            });
        });
        Ok(Self {
            address,
            log,
            stop: Some(stop),
        })
    }

    /// The port of all hosts.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The URL of a page.
    pub fn url(&self, host: &str, path: &str) -> String {
        format!("http://{host}:{}{path}", self.port())
    }

    /// The requests so far.
    pub fn log(&self) -> Summary {
        self.log.summary()
    }
}

impl Drop for Farm {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // A farm that has ended by itself does not listen.
            let _ = stop.send(());
        }
    }
}

/// True if a client comes from this machine.
fn is_local(peer: SocketAddr) -> bool {
    matches!(peer.ip(), IpAddr::V4(address) if address.is_loopback())
}
