//! The one who looks on while a run goes on. Must not influence it.

use super::schedule::Waiting;
use crate::facts::Verdict;

/// Is told how a run gets on. It is called from the thread that called [`check_links`].
pub trait Progress {
    /// So many links are going to be asked.
    fn planned(&self, links: usize);

    /// One of them is done.
    fn done(&self, url: &str, verdict: Verdict);

    /// Some time has passed; `hosts` tells whose links wait, and why.
    fn waiting(&self, hosts: &mut dyn FnMut() -> Vec<Waiting>);
}

/// Nobody looks on.
impl Progress for () {
    fn planned(&self, _: usize) {}

    fn done(&self, _: &str, _: Verdict) {}

    fn waiting(&self, _: &mut dyn FnMut() -> Vec<Waiting>) {}
}
