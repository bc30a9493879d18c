//! The observer of a run. Must not influence it.

use super::schedule::Waiting;
use crate::facts::Verdict;

/// An observer of a run. It is called from the thread that called [`check_links`](super::check_links).
pub trait Progress {
    /// This number of links is going to be checked.
    fn planned(&self, links: usize);

    /// One of the links is done.
    fn done(&self, url: &str, verdict: Verdict);

    /// Some time has passed; `hosts` lists the hosts whose links wait, with the reasons.
    fn waiting(&self, hosts: &mut dyn FnMut() -> Vec<Waiting>);
}

/// No observer.
impl Progress for () {
    fn planned(&self, _: usize) {}

    fn done(&self, _: &str, _: Verdict) {}

    fn waiting(&self, _: &mut dyn FnMut() -> Vec<Waiting>) {}
}
