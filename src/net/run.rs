//! Runs a whole check: plans, asks all hosts side by side, collects the facts. Must not know how one link is checked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;

use super::check::Checker;
use super::plan::{Link, Plan};
use super::{NetError, Options, Progress};
use crate::facts::{Evidence, LinkFact, LinkFacts, Verdict};

/// The links of one host that nobody has taken yet.
type Queue = Arc<Mutex<VecDeque<Link>>>;

/// Learns what is behind links.
///
/// Destinations are taken as they stand in a file. What is no web address is passed over; every URL is asked once,
/// however often it occurs. The facts are the same whatever the order of the answers.
///
/// # Errors
/// When the runtime or the client cannot be set up. Whatever goes wrong with one link is evidence, not an error.
pub fn check_links<I>(
    destinations: I,
    options: &Options,
    progress: &dyn Progress,
) -> Result<LinkFacts, NetError>
where
    I: IntoIterator<Item = String>,
{
    let plan = Plan::new(destinations, &options.limits.exclude);
    let mut facts = LinkFacts::default();
    for key in &plan.excluded {
        facts.insert(key.clone(), excluded());
    }
    progress.planned(plan.len());
    if plan.len() > 0 {
        let checker = Checker::new(options)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(NetError::Runtime)?;
        runtime.block_on(run(plan, checker, progress, &mut facts));
        // The system's resolver may still be busy with a name that nobody waits for any more.
        runtime.shutdown_background();
    }
    Ok(facts)
}

fn excluded() -> LinkFact {
    LinkFact {
        verdict: Verdict::Unchecked,
        evidence: Evidence {
            detail: "excluded by paperlint.toml".to_owned(),
            ..Evidence::default()
        },
    }
}

async fn run(plan: Plan, checker: Checker, progress: &dyn Progress, facts: &mut LinkFacts) {
    let checker = Arc::new(checker);
    let (sender, mut receiver) = unbounded_channel();
    let mut workers = JoinSet::new();
    for queue in shifts(plan, checker.per_host()) {
        workers.spawn(work(Arc::clone(&checker), queue, sender.clone()));
    }
    drop(sender);
    while let Some((key, fact)) = receiver.recv().await {
        progress.done(&key, fact.verdict);
        facts.insert(key, fact);
    }
    workers.join_all().await;
}

/// The queue of each worker: first one worker for every host, then a second one where there is work, and so on.
fn shifts(plan: Plan, per_host: usize) -> Vec<Queue> {
    let queues: Vec<(usize, Queue)> = plan
        .queues
        .into_iter()
        .map(|queue| (queue.len(), Arc::new(Mutex::new(queue))))
        .collect();
    let shift = |number: usize| queues.iter().filter(move |(links, _)| *links > number);
    (0..per_host)
        .flat_map(shift)
        .map(|(_, queue)| Arc::clone(queue))
        .collect()
}

/// Checks the links of one host, one after the other.
async fn work(checker: Arc<Checker>, queue: Queue, sender: UnboundedSender<(String, LinkFact)>) {
    while let Some(link) = take(&queue) {
        let fact = checker.check(link.url).await;
        if sender.send((link.key, fact)).is_err() {
            return;
        }
    }
}

fn take(queue: &Queue) -> Option<Link> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_take_turns_and_none_has_more_workers_than_links() {
        let urls = [
            "https://a.org/1",
            "https://b.org/1",
            "https://b.org/2",
            "https://b.org/3",
        ];
        let plan = Plan::new(urls.map(ToOwned::to_owned), &[]);
        let first = |queue: &Queue| queue.lock().expect("not poisoned")[0].key.clone();
        let shifts: Vec<_> = shifts(plan, 2).iter().map(first).collect();
        assert_eq!(shifts, ["https://b.org/1", "https://a.org/1", "https://b.org/1"]);
    }
}
