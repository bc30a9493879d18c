//! Counts the requests to a farm. Must not answer.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;

/// The requests that came to a farm.
#[derive(Debug, Default)]
pub struct Log {
    hosts: Mutex<BTreeMap<String, Host>>,
}

#[derive(Debug, Default)]
struct Host {
    log: HostLog,
    /// The requests of the last second.
    recent: VecDeque<Instant>,
    /// The time of the last request.
    last: Option<Instant>,
    /// The requests of the last second that were not refused.
    granted: VecDeque<Instant>,
    under_way: usize,
    /// The number of requests for each page.
    pages: BTreeMap<String, u32>,
}

/// The requests that came to one host.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HostLog {
    pub requests: usize,
    pub connections: usize,
    /// The largest number of requests in any second.
    pub peak_per_second: usize,
    /// The least time between two requests, in milliseconds; `None` while there was only one.
    pub closest_ms: Option<u64>,
    /// The largest number of requests under way at once.
    pub peak_at_once: usize,
    /// The answers by status; 0 if there was no answer.
    pub statuses: BTreeMap<u16, usize>,
}

/// The requests that came to all hosts.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    pub requests: usize,
    pub connections: usize,
    pub hosts: BTreeMap<String, HostLog>,
}

impl Log {
    fn with<T>(&self, host: &str, act: impl FnOnce(&mut Host) -> T) -> T {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        act(hosts.entry(host.to_owned()).or_default())
    }

    /// Counts a connection at its first request.
    pub fn connected(&self, host: &str) {
        self.with(host, |host| host.log.connections += 1);
    }

    /// Counts a request and returns the number of earlier requests for its page.
    pub fn asked(&self, host: &str, path: &str) -> u32 {
        self.with(host, |host| {
            if let Some(last) = host.last.replace(Instant::now()) {
                let gap = u64::try_from(last.elapsed().as_millis()).unwrap_or(u64::MAX);
                host.log.closest_ms = Some(host.log.closest_ms.map_or(gap, |known| known.min(gap)));
            }
            let recent = count(&mut host.recent);
            host.under_way += 1;
            host.log.requests += 1;
            host.log.peak_per_second = host.log.peak_per_second.max(recent);
            host.log.peak_at_once = host.log.peak_at_once.max(host.under_way);
            let times = host.pages.entry(path.to_owned()).or_default();
            *times += 1;
            *times - 1
        })
    }

    /// True if a host with this limit of requests in a second accepts one more now.
    pub fn grants(&self, host: &str, most: usize) -> bool {
        self.with(host, |host| {
            forget(&mut host.granted);
            let grants = host.granted.len() < most;
            if grants {
                host.granted.push_back(Instant::now());
            }
            grants
        })
    }

    /// Counts the end of a request: an answer or a cut connection.
    pub fn answered(&self, host: &str, status: u16) {
        self.with(host, |host| {
            host.under_way -= 1;
            *host.log.statuses.entry(status).or_default() += 1;
        });
    }

    pub fn summary(&self) -> Summary {
        let hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let hosts: BTreeMap<_, _> = hosts
            .iter()
            .map(|(name, host)| (name.clone(), host.log.clone()))
            .collect();
        Summary {
            requests: hosts.values().map(|host| host.requests).sum(),
            connections: hosts.values().map(|host| host.connections).sum(),
            hosts,
        }
    }
}

fn forget(moments: &mut VecDeque<Instant>) {
    while moments
        .front()
        .is_some_and(|moment| moment.elapsed() >= Duration::from_secs(1))
    {
        moments.pop_front();
    }
}

/// Adds now to the moments of the last second and returns their number.
fn count(moments: &mut VecDeque<Instant>) -> usize {
    forget(moments);
    moments.push_back(Instant::now());
    moments.len()
}
