//! One link on its way to a verdict: the next request, and the step after an answer. Must not send or wait.

use std::time::Duration;

use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, RANGE};
use url::Url;

use super::answer::Answer;
use super::failure::Failure;
use super::metadata;
use super::outcome::{Hop, Outcome};
use super::page;
use super::plan::PlannedLink;
use super::request::Request;
use super::settings::Limits;
use super::trail::Trail;
use super::verdict::{judge, proves_life};
use crate::cache::Validators;
use crate::facts::{LinkFact, Record, Verdict, Wants};

/// The number of bytes that show that a page exists and which paper it is about: metadata for search engines is in its
/// head.
const MAX_TO_SEE: usize = 64 << 10;

/// The number of bytes of a page that are kept where anchors are looked up, which may be anywhere in it.
const MAX_TO_READ: usize = 1 << 20;

/// The number of times that one link may be refused with 429: otherwise a host that limits a single page would keep it
/// waiting forever.
const MAX_REFUSALS: u32 = 4;

/// One link on its way to a verdict.
#[derive(Debug)]
pub(super) struct Job {
    link: PlannedLink,
    trail: Trail,
    method: Method,
    repetitions: u32,
    refusals: u32,
}

/// The step after an answer.
#[derive(Debug)]
pub(super) enum Next {
    /// Send the job's request when its host has time.
    Ask(Job),
    /// Repeat the request after this pause, before all others to its host.
    AskAgain(Job, Duration),
    /// Judge the link once the end of this URL is known, which certainly leads to no page.
    Compare(Ended, Url),
    /// Judge the link.
    Judge(Ended),
}

/// A job without further requests.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) link: PlannedLink,
    pub(super) trail: Trail,
    outcome: Outcome,
}

impl Ended {
    /// The fact about the link.
    pub(super) fn fact(&self, missing: Option<&Trail>) -> LinkFact {
        let mut fact = judge(&self.trail, &self.outcome, missing);
        if let Outcome::Answer(answer) = &self.outcome
            && proves_life(answer)
        {
            fact.anchors = page::anchors(self.trail.here(), answer, &self.link.fragments);
            // The title of a login or front page is not the paper's.
            if self.link.wants == Wants::Paper && matches!(fact.verdict, Verdict::Alive | Verdict::Moved) {
                fact.record = metadata::paper(answer).map(Record::Paper);
            }
        }
        // A registry may have known the repository but not the file; its record is still useful.
        if fact.record.is_none() {
            fact.record.clone_from(&self.link.record);
        }
        fact
    }

    /// The validators of the page, for a conditional request in a later run.
    pub(super) fn validators(&self) -> Validators {
        match &self.outcome {
            // After a redirect, the validators belong to a different URL.
            Outcome::Answer(answer) if self.trail.leads_to().is_none() => Validators {
                etag: answer.header("etag").map(str::to_owned),
                last_modified: answer.header("last-modified").map(str::to_owned),
            },
            _ => Validators::default(),
        }
    }

    /// True if there is a page at the end of the trail.
    pub(super) fn is_there(&self) -> bool {
        matches!(&self.outcome, Outcome::Answer(answer) if proves_life(answer))
    }
}

impl Job {
    /// A job for a link before its first request.
    pub(super) fn new(link: PlannedLink) -> Self {
        Self {
            trail: Trail::new(link.url.clone()),
            // HEAD saves transferring a page that nothing is read from.
            method: if link.fragments.is_empty() && !may_name_paper(&link) {
                Method::HEAD
            } else {
                Method::GET
            },
            link,
            repetitions: 0,
            refusals: 0,
        }
    }

    /// The job's next request.
    pub(super) fn request(&self) -> Request {
        let is_read = !self.link.fragments.is_empty();
        Request {
            method: self.method.clone(),
            url: self.here().clone(),
            headers: self.headers(is_read),
            body: None,
            max_body: if is_read { MAX_TO_READ } else { MAX_TO_SEE },
        }
    }

    /// Decides the next step from the result of its request.
    pub(super) fn after(mut self, result: Result<Answer, Failure>, limits: &Limits) -> Next {
        // A request that the guard refused was never sent.
        self.trail.requests += u32::from(!matches!(result, Err(Failure::Refused(_))));
        let outcome = match result {
            Ok(answer) => {
                self.trail.status = Some(answer.status);
                self.trail.read(answer)
            }
            Err(failure) => Outcome::Failure(failure),
        };
        match outcome {
            Outcome::Redirect(hop) => Next::Ask(self.follow(hop)),
            // Before the other tests: GET would get a 429 as well, and the host has its own pause for it.
            outcome if is_refusal(&outcome) => self.refused(outcome),
            outcome if self.method == Method::HEAD && is_worth_a_get(&outcome) => {
                self.method = Method::GET;
                Next::AskAgain(self, Duration::ZERO)
            }
            outcome if self.repetitions < limits.retries && outcome.is_transient() => {
                let pause = limits.pace.pause(self.repetitions);
                self.repetitions += 1;
                Next::AskAgain(self, pause)
            }
            outcome => self.end(outcome),
        }
    }

    /// The URL of the next request.
    pub(super) fn here(&self) -> &Url {
        self.trail.here()
    }

    /// The headers of a request for a page.
    fn headers(&self, is_read: bool) -> HeaderMap {
        let mut headers = HeaderMap::new();
        // A host that supports ranges need not send a whole film or data set to show that it exists.
        if self.method == Method::GET && !is_read {
            insert(&mut headers, RANGE, Some(&format!("bytes=0-{}", MAX_TO_SEE - 1)));
        }
        // "Not modified" comes without the page, so it is useless where the page is read.
        if !is_read && !may_name_paper(&self.link) && self.trail.leads_to().is_none() {
            let validators = &self.link.validators;
            insert(&mut headers, IF_NONE_MATCH, validators.etag.as_deref());
            insert(
                &mut headers,
                IF_MODIFIED_SINCE,
                validators.last_modified.as_deref(),
            );
        }
        headers
    }

    /// Ends the job because its host gets no more requests, or must not get any.
    pub(super) fn give_up(self, failure: Failure) -> Ended {
        self.ended(Outcome::Failure(failure))
    }

    fn follow(mut self, hop: Hop) -> Self {
        self.trail.follow(hop);
        self
    }

    fn refused(mut self, outcome: Outcome) -> Next {
        self.refusals += 1;
        if self.refusals > MAX_REFUSALS {
            self.end(outcome)
        } else {
            // Without a pause of its own: all links of the host wait for as long as it has requested.
            Next::AskAgain(self, Duration::ZERO)
        }
    }

    fn end(self, outcome: Outcome) -> Next {
        let sibling = self.trail.sibling();
        let ended = self.ended(outcome);
        match sibling {
            // Only an existing page is worth comparing: any other is gone or unknown already.
            Some(sibling) if ended.is_there() => Next::Compare(ended, sibling),
            _ => Next::Judge(ended),
        }
    }

    fn ended(self, outcome: Outcome) -> Ended {
        Ended {
            link: self.link,
            trail: self.trail,
            outcome,
        }
    }
}

/// Adds a header with a text, if there is one and a header can contain it.
fn insert(headers: &mut HeaderMap, name: HeaderName, text: Option<&str>) {
    // The text may come from the cache file, and so from anywhere.
    if let Some(value) = text.and_then(|text| HeaderValue::try_from(text).ok()) {
        headers.insert(name, value);
    }
}

/// True if the page of a link should be read for the paper that it is about.
fn may_name_paper(link: &PlannedLink) -> bool {
    // A PDF has no metadata for search engines.
    link.wants == Wants::Paper && !link.url.path().to_ascii_lowercase().ends_with(".pdf")
}

fn is_refusal(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Answer(answer) if answer.status == 429)
}

/// True if a HEAD has to be repeated as a GET.
fn is_worth_a_get(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Redirect(_) => false,
        // Many hosts answer 403, 404 or 405 to HEAD for existing pages, so HEAD can only prove life.
        Outcome::Answer(answer) => !proves_life(answer),
        Outcome::Failure(failure) => failure.may_depend_on_method(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Links;
    use crate::net::Seams;

    fn limits() -> Limits {
        Limits::new(&Links::default(), &Seams::default())
    }

    fn job() -> Job {
        let url = Url::parse("https://a.org/p").expect("a URL");
        Job::new(PlannedLink::new(url))
    }

    fn answer(status: u16) -> Answer {
        Answer::of(status)
    }

    /// The step after these answers.
    fn after(results: impl IntoIterator<Item = Result<Answer, Failure>>) -> String {
        let mut next = Next::Ask(job());
        for result in results {
            next = match next {
                Next::Ask(job) | Next::AskAgain(job, _) => job.after(result, &limits()),
                other => panic!("no request was left: {other:?}"),
            };
        }
        match next {
            Next::Ask(job) => format!("{} {}", job.method, job.here()),
            Next::AskAgain(job, pause) => format!("{} after {} s", job.method, pause.as_secs()),
            Next::Compare(..) => "compare".to_owned(),
            Next::Judge(ended) => ended.fact(None).verdict.as_str().to_owned(),
        }
    }

    #[test]
    fn head_can_only_prove_life() {
        assert_eq!(after([Ok(answer(200))]), "alive");
        for status in [202, 403, 404, 405, 410, 500, 503] {
            assert_eq!(after([Ok(answer(status))]), "GET after 0 s", "{status}");
        }
    }

    #[test]
    fn get_is_repeated_up_to_the_limit() {
        let failing = |times| (0..times).map(|_| Ok(answer(503)));
        assert_eq!(after(failing(2)), "GET after 1 s");
        assert_eq!(after(failing(3)), "GET after 2 s");
        assert_eq!(after(failing(4)), "not checked");
        assert_eq!(after([Ok(answer(405)), Ok(answer(404))]), "dead");
    }

    #[test]
    fn a_refusal_is_not_a_repetition_but_has_an_end() {
        assert_eq!(after([Ok(answer(429))]), "HEAD after 0 s");
        let refused = |times| (0..times).map(|_| Ok(answer(429)));
        assert_eq!(after(refused(4)), "HEAD after 0 s");
        assert_eq!(after(refused(4).chain([Ok(answer(200))])), "alive");
        assert_eq!(after(refused(5)), "rate limited");
    }

    #[test]
    fn failures_that_do_not_depend_on_the_method_are_not_repeated_as_get() {
        let failed = |failure| after([Err(failure)]);
        assert_eq!(failed(Failure::BrokenOff), "GET after 0 s");
        assert_eq!(failed(Failure::ConnectionRefused), "HEAD after 1 s");
        assert_eq!(failed(Failure::NameNotFound), "HEAD after 1 s");
        assert_eq!(failed(Failure::Tls("TLS failed")), "unreachable");
    }

    #[test]
    fn get_requests_the_beginning_of_a_page_but_all_of_it_for_an_anchor() {
        let mut job = job();
        let range = |job: &Job| job.request().headers.get(RANGE).cloned();
        assert_eq!(range(&job), None);
        job.method = Method::GET;
        assert_eq!(range(&job), Some(HeaderValue::from_static("bytes=0-65535")));
        job.link.fragments.push("usage".to_owned());
        assert_eq!(range(&job), None);
    }

    #[test]
    fn validators_are_sent_for_the_page_itself_only() {
        let mut job = job();
        job.link.validators.etag = Some("\"1\"".to_owned());
        assert!(job.request().headers.contains_key(IF_NONE_MATCH));
        let to = Url::parse("https://b.org/").expect("a URL");
        let job = job.follow(Hop { permanent: true, to });
        assert!(!job.request().headers.contains_key(IF_NONE_MATCH));
    }
}
