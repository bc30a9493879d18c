//! Checks one link, from its first request to its verdict. Must not know how requests are sent or paced.

use std::time::Duration;

use reqwest::Method;
use reqwest::header::HeaderMap;
use url::Url;

use super::answer::Outcome;
use super::gateway::Gateway;
use super::github::GitHub;
use super::retry::{Pace, is_transient};
use super::settings::Limits;
use super::trail::{Hop, Trail};
use super::verdict::{judge, proves_life};
use super::{NetError, Options};
use crate::facts::LinkFact;

/// Checks links.
#[derive(Debug)]
pub(super) struct Checker {
    gateway: Gateway,
    github: Option<GitHub>,
    limits: Limits,
}

impl Checker {
    /// A checker with these options.
    pub(super) fn new(options: &Options) -> Result<Self, NetError> {
        let limits = Limits::new(&options.limits, &options.seams);
        let github = options.github_token.as_ref();
        Ok(Self {
            gateway: Gateway::new(limits, options)?,
            github: github.and_then(|token| GitHub::new(&options.seams.github_api, token)),
            limits,
        })
    }

    /// How many links of one host may be checked at once.
    pub(super) fn per_host(&self) -> usize {
        self.limits.per_host
    }

    /// What is behind a link.
    ///
    /// At most ten redirects, one change of method and the configured repetitions are spent on it.
    pub(super) async fn check(&self, url: Url) -> LinkFact {
        let mut trail = Trail::new(url);
        if let Some(github) = &self.github
            && let Some(fact) = github.check(&self.gateway, &mut trail).await
        {
            return fact;
        }
        let mut method = Method::HEAD;
        let mut repetitions = 0;
        loop {
            let outcome = self
                .gateway
                .ask(&mut trail, method.clone(), HeaderMap::new())
                .await;
            match Step::after(outcome, &method, repetitions < self.limits.retries) {
                Step::Follow(hop) => trail.follow(hop),
                Step::Get => method = Method::GET,
                Step::Repeat(outcome) => {
                    tokio::time::sleep(pause(&outcome, self.limits.pace, repetitions)).await;
                    repetitions += 1;
                }
                Step::Judge(outcome) => return judge(&trail, &outcome),
            }
        }
    }
}

/// What to do after a request.
#[derive(Debug)]
enum Step {
    /// Ask the next place.
    Follow(Hop),
    /// Ask the same place with GET.
    Get,
    /// Ask the same again, after a pause.
    Repeat(Outcome),
    /// Come to a verdict.
    Judge(Outcome),
}

impl Step {
    fn after(outcome: Outcome, method: &Method, may_repeat: bool) -> Self {
        match outcome {
            Outcome::Redirect(hop) => Self::Follow(hop),
            outcome if *method == Method::HEAD && is_worth_a_get(&outcome) => Self::Get,
            outcome if may_repeat && is_transient(&outcome) => Self::Repeat(outcome),
            outcome => Self::Judge(outcome),
        }
    }
}

/// Whether GET has to be asked after HEAD: many hosts refuse HEAD, so all that HEAD can prove is that a page is there.
fn is_worth_a_get(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Redirect(_) => false,
        Outcome::Answer(answer) => !proves_life(answer),
        Outcome::Failure(failure) => failure.may_depend_on_method(),
    }
}

/// The pause before a repetition; none after a 429, because then the gate holds up the whole host.
fn pause(outcome: &Outcome, pace: Pace, repetitions: u32) -> Duration {
    match outcome {
        Outcome::Answer(answer) if answer.status.as_u16() == 429 => Duration::ZERO,
        _ => pace.pause(repetitions),
    }
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;

    use super::*;
    use crate::net::answer::Answer;
    use crate::net::failure::Failure;

    fn step(status: u16, method: &Method, may_repeat: bool) -> &'static str {
        let answer = Answer::of(StatusCode::from_u16(status).expect("a status"));
        name(&Step::after(Outcome::Answer(answer), method, may_repeat))
    }

    fn after(failure: Failure, method: &Method) -> &'static str {
        name(&Step::after(Outcome::Failure(failure), method, true))
    }

    fn name(step: &Step) -> &'static str {
        match step {
            Step::Follow(_) => "follow",
            Step::Get => "get",
            Step::Repeat(_) => "repeat",
            Step::Judge(_) => "judge",
        }
    }

    #[test]
    fn head_can_only_prove_life() {
        assert_eq!(step(200, &Method::HEAD, true), "judge");
        for status in [202, 304, 403, 404, 405, 410, 429, 500, 503] {
            assert_eq!(step(status, &Method::HEAD, true), "get", "{status}");
        }
    }

    #[test]
    fn get_is_repeated_as_long_as_it_may() {
        assert_eq!(step(503, &Method::GET, true), "repeat");
        assert_eq!(step(503, &Method::GET, false), "judge");
        assert_eq!(step(404, &Method::GET, true), "judge");
    }

    #[test]
    fn failures_that_no_method_changes_are_not_asked_with_get() {
        assert_eq!(after(Failure::BrokenOff, &Method::HEAD), "get");
        assert_eq!(after(Failure::BrokenOff, &Method::GET), "repeat");
        assert_eq!(after(Failure::ConnectionRefused, &Method::HEAD), "repeat");
        assert_eq!(after(Failure::NameNotFound, &Method::HEAD), "judge");
        assert_eq!(after(Failure::Tls("TLS failed"), &Method::HEAD), "judge");
    }
}
