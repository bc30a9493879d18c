//! The progress bar of a link check, on standard error. Must not judge, nor print text of a list unescaped.

use std::{
    cell::Cell,
    io::IsTerminal,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::environment;
use crate::{
    escape,
    facts::Verdict,
    net::{Progress, Reason, Waiting},
};

/// The most hosts with waiting links to name: more do not fit on a line of a terminal.
const NAMED_HOSTS: usize = 3;

/// The time between two updates of the hosts; people do not read faster.
const EVERY: Duration = Duration::from_millis(200);

/// A bar on standard error, hidden if that is not a terminal.
pub(super) struct Bar {
    bar: ProgressBar,
    looked: Cell<Option<Instant>>,
}

impl Bar {
    pub(super) fn new() -> Self {
        // In the log of a CI system, every update would be a separate line.
        let is_seen = std::io::stderr().is_terminal() && !environment::is_ci();
        let target = if is_seen {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        Self {
            bar: ProgressBar::with_draw_target(Some(0), target),
            looked: Cell::default(),
        }
    }

    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn planned(&self, links: usize) {
        const TEMPLATE: &str = "{bar:30} {pos}/{len} links, {elapsed}  {wide_msg}";
        // If the template had a mistake, the default bar would show the same numbers.
        let style = ProgressStyle::with_template(TEMPLATE);
        self.bar
            .set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        self.bar.set_length(links as u64);
        self.bar.enable_steady_tick(EVERY);
    }

    fn done(&self, _: &str, _: Verdict) {
        self.bar.inc(1);
    }

    fn waiting(&self, hosts: &mut dyn FnMut() -> Vec<Waiting>) {
        // With many hosts, it takes long to collect their states.
        let is_due = self.looked.get().is_none_or(|looked| looked.elapsed() >= EVERY);
        if is_due && !self.bar.is_hidden() {
            self.looked.set(Some(Instant::now()));
            self.bar
                .set_message(escape::printable(&summary(&hosts())).into_owned());
        }
    }
}

/// "arxiv.org 120 (1 per 3 s), github.com 30 (paused for 12 s) and 2 more".
fn summary(hosts: &[Waiting]) -> String {
    let named: Vec<_> = hosts.iter().take(NAMED_HOSTS).map(waiting).collect();
    let named = named.join(", ");
    match hosts.len().saturating_sub(NAMED_HOSTS) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

fn waiting(Waiting { host, links, reason }: &Waiting) -> String {
    let reason = match *reason {
        // Rounded up, so that the last second of a pause is not 0 s.
        Reason::Pause(left) => format!("paused for {} s", left.as_secs() + 1),
        Reason::Interval(interval) if interval.is_zero() => "next".to_owned(),
        Reason::Interval(interval) => pace(interval),
        Reason::Answers => "slow".to_owned(),
    };
    format!("{host} {links} ({reason})")
}

/// "1 per 3 s", "5 per s".
fn pace(interval: Duration) -> String {
    let seconds = interval.as_secs_f64();
    if seconds < 1.0 {
        format!("{:.0} per s", 1.0 / seconds)
    } else {
        format!("1 per {seconds:.0} s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hosts_with_most_links_are_named_with_what_they_wait_for() {
        let waiting = |host: &str, links, reason| Waiting {
            host: host.to_owned(),
            links,
            reason,
        };
        let hosts = [
            waiting("arxiv.org", 120, Reason::Interval(Duration::from_secs(3))),
            waiting("github.com", 30, Reason::Pause(Duration::from_millis(11_200))),
            waiting("a.org", 4, Reason::Answers),
            waiting("b.org", 1, Reason::Answers),
        ];
        assert_eq!(
            summary(&hosts),
            "arxiv.org 120 (1 per 3 s), github.com 30 (paused for 12 s), a.org 4 (slow) and 1 more"
        );
        assert_eq!(summary(&[]), "");
        assert_eq!(pace(Duration::from_millis(210)), "5 per s");
    }
}
