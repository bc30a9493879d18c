//! Looks up links in registries, many per request, and decides the next step from the answers. Must not send or wait.
//!
//! A registry is asked instead of a page: it answers faster, for many links at once, and does not turn programs away.
//! Links that a registry does not know, and all links of a failing registry, go to the next registry that may know
//! them, and at last to their pages.

mod arxiv;
mod batch;
mod crossref;
mod datacite;
mod dblp;
mod doi;
mod github;
mod github_rest;
mod hugging_face;
mod listing;
mod protocol;
mod readme;
mod semantic_scholar;
mod token;
mod zenodo;

use std::collections::BTreeMap;
use std::time::Duration;

pub(super) use batch::{Batch, Follow};
use protocol::{Found, Parsed, Registry};
pub use token::Token;

use super::answer::Answer;
use super::failure::Failure;
use super::options::Options;
use super::outcome::Outcome;
use super::plan::PlannedLink;
use super::request::Request;
use super::settings::Limits;
use crate::facts::LinkFact;

/// All registries, in the order in which they look a link up.
#[derive(Debug)]
pub(super) struct Registries {
    all: Vec<Box<dyn Registry>>,
    limits: Limits,
}

impl Registries {
    /// The registries with these options.
    pub(super) fn new(options: &Options, limits: Limits) -> Self {
        let works = |by| crossref::Crossref::new(options.crossref_api.clone(), options.contact.clone(), by);
        // The order matters only where several registries know a link: Crossref and DataCite have the title of a DOI,
        // the agencies only its existence; DBLP has the year of a PMLR paper, the list of its volume does not.
        let mut all: Vec<Box<dyn Registry>> = vec![
            Box::new(arxiv::Arxiv::new(options.arxiv_api.clone())),
            repositories(options),
            Box::new(semantic_scholar::SemanticScholar::new(
                options.scholar_key.as_ref(),
            )),
            Box::new(works(crossref::By::Doi)),
            Box::new(works(crossref::By::Pii)),
            Box::new(works(crossref::By::ArticleNumber)),
            Box::new(datacite::DataCite),
            Box::new(doi::Agencies),
            Box::new(doi::Handles),
            Box::new(dblp::Dblp),
            Box::new(listing::Listings),
            Box::new(hugging_face::HuggingFace),
            Box::new(zenodo::Zenodo),
        ];
        // A wrong key is always refused; then requests without a key follow.
        if options.scholar_key.is_some() {
            all.push(Box::new(semantic_scholar::SemanticScholar::new(None)));
        }
        Self { all, limits }
    }

    /// Groups links into batches as large as a registry accepts; links that no registry knows are left to their pages.
    pub(super) fn place(&self, links: Vec<PlannedLink>) -> Follow {
        let mut follow = Follow::default();
        let mut groups: BTreeMap<(usize, String), BTreeMap<String, Vec<PlannedLink>>> = BTreeMap::new();
        for mut link in links {
            match self.claim(&link) {
                Some((registry, name)) => {
                    link.asked = registry;
                    let key = self.all[registry].batch_key(&name).to_owned();
                    let names = groups.entry((registry, key)).or_default();
                    names.entry(name).or_default().push(link);
                }
                None => follow.leave(link),
            }
        }
        for ((registry, _), links) in groups {
            let batch = Batch::new(registry, links);
            if batch.len() < self.all[registry].min_batch() {
                follow.add(self.hand_on(batch));
            } else {
                follow.add(Follow::soon(batch.split(self.all[registry].max_batch())));
            }
        }
        follow
    }

    /// The next registry that knows a link, and its name for it.
    fn claim(&self, link: &PlannedLink) -> Option<(usize, String)> {
        // Only the page itself shows whether it has the fragment of the link.
        if !link.fragments.is_empty() {
            return None;
        }
        let mut left = self.all.iter().enumerate().skip(link.asked);
        left.find_map(|(registry, known)| Some((registry, known.name_of(link)?)))
    }

    /// Passes the links of a batch on to the next registry.
    fn hand_on(&self, batch: Batch) -> Follow {
        self.place(batch.passed_on())
    }

    /// Passes the links of a batch on to the next registry because theirs gave no answer; a later run may retry it.
    pub(super) fn give_up(&self, batch: Batch) -> Follow {
        self.hand_on(batch.missed())
    }

    /// The request of a batch.
    pub(super) fn request(&self, batch: &Batch) -> Request {
        self.all[batch.registry].request(&batch.names())
    }

    /// Decides the next steps from the result of a batch's request.
    pub(super) fn after(&self, batch: Batch, result: Result<Answer, Failure>) -> Follow {
        let outcome = match result {
            Ok(answer) => Outcome::Answer(answer),
            Err(failure) => Outcome::Failure(failure),
        };
        let reading = match &outcome {
            // A server error or a challenge may come with a body that looks like an empty answer.
            Outcome::Answer(answer) if !outcome.is_transient() && !answer.is_challenge() => {
                self.all[batch.registry].read(&batch.names(), answer)
            }
            _ => Parsed::Strange,
        };
        match reading {
            Parsed::Found(found) => self.settle(batch, found),
            // The answer does not name the culprit. Halving the batch repeatedly finds it among a hundred names in
            // about fourteen requests instead of a hundred.
            Parsed::Spoiled => match batch.halves() {
                Ok(halves) => Follow::soon(halves),
                Err(spoiler) => self.hand_on(spoiler),
            },
            Parsed::Strange => self.repeat(batch, &outcome),
        }
    }

    /// Sorts the links of a batch by the findings: known, to be requested once more, or to be passed on.
    fn settle(&self, batch: Batch, mut found: BTreeMap<String, Found>) -> Follow {
        let registry = &self.all[batch.registry];
        let mut follow = Follow::default();
        let (mut absent, mut others) = (BTreeMap::new(), BTreeMap::new());
        for (name, links) in batch.links {
            match found.remove(&name) {
                Some(Found::Record(record)) => {
                    follow.know(links, |link| registry.fact(link, record.clone()));
                }
                Some(Found::Bare(detail)) => {
                    follow.know(links, |_| LinkFact::confirmed(registry.name(), &*detail, None));
                }
                Some(Found::Around(record)) => {
                    let links = links.into_iter().map(|link| link.around(record.clone()));
                    others.insert(name, links.collect());
                }
                Some(Found::Absent) if registry.asks_twice() && !batch.is_second => {
                    absent.insert(name, links);
                }
                Some(Found::Absent) => match registry.absent(&name) {
                    Some(fact) => follow.know(links, |_| fact.clone()),
                    None => _ = others.insert(name, links),
                },
                None => _ = others.insert(name, links),
            }
        }
        if !absent.is_empty() {
            let second = Batch::new(batch.registry, absent).second();
            follow.add(Follow::soon([second]));
        }
        follow.add(self.hand_on(Batch::new(batch.registry, others)));
        follow
    }

    /// Repeats the request, or gives the registry up.
    fn repeat(&self, mut batch: Batch, outcome: &Outcome) -> Follow {
        let status = match outcome {
            Outcome::Answer(answer) => answer.status.as_u16(),
            Outcome::Failure(_) | Outcome::Redirect(_) => 0,
        };
        // A refusal will not change the next time; an invalid answer with a success status may.
        let is_final = matches!(status, 300..=499) && !outcome.is_transient();
        if is_final || batch.repetitions == self.limits.retries {
            return self.give_up(batch);
        }
        let pause = match status {
            // The host itself decides how long all requests to it pause.
            429 => Duration::ZERO,
            _ => self.limits.pace.pause(batch.repetitions),
        };
        batch.repetitions += 1;
        Follow {
            again: vec![(batch, pause)],
            ..Follow::default()
        }
    }
}

/// GitHub's API: with a token for many repositories at once, without one for a single repository.
fn repositories(options: &Options) -> Box<dyn Registry> {
    let token = options.github_token.as_ref();
    match token.and_then(|token| github::GitHub::new(&options.github_api, token)) {
        Some(github) => Box::new(github),
        None => Box::new(github_rest::GitHubRest::new(&options.github_api)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_refused_is_dropped() {
        let options = Options {
            scholar_key: Some(Token::new("old")),
            ..Options::default()
        };
        let registries = Registries::new(&options, Limits::new(&options.limits, &options.seams));
        let has_key = |batch: &Batch| registries.request(batch).headers.contains_key("x-api-key");
        let link = PlannedLink::new(protocol::endpoint(
            "https://api.semanticscholar.org/arXiv:2306.11029",
        ));
        let (first, _) = registries.place(vec![link]).again.remove(0);
        assert!(has_key(&first));
        let follow = registries.after(first, Ok(Answer::of(403)));
        assert_eq!(follow.again.len(), 1);
        assert!(follow.again.iter().all(|(batch, _)| !has_key(batch)));
    }
}
