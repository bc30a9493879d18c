//! Asks registries about many links in one request, and says what follows from their answers. Must not send or wait.
//!
//! A registry is asked instead of a page: it answers faster, for many links at once, and does not turn programs away.
//! What it does not know, and all links of a registry that fails, are asked of their pages.

mod arxiv;
mod crossref;
mod github;

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

pub use github::Token;
use reqwest::Method;
use reqwest::header::HeaderMap;
use url::Url;

use super::Options;
use super::answer::{Answer, Outcome};
use super::failure::Failure;
use super::gateway::Request;
use super::plan::Link;
use super::retry::is_transient;
use super::settings::Limits;
use crate::facts::{LinkFact, Record};
use crate::identity::Identity;

/// How many bytes of an answer are read: a hundred abstracts are a tenth of it.
const MOST_TO_READ: usize = 4 << 20;

/// One registry.
trait Registry: fmt::Debug {
    /// The name under which it knows what a link leads to; `None` when that is not its business.
    fn name_of(&self, identity: &Identity) -> Option<String>;

    /// How many names one request may hold.
    fn most(&self) -> usize;

    /// Where it is.
    fn place(&self) -> &Url;

    /// The request for these names.
    fn request(&self, names: &[&str]) -> Request;

    /// What an answer says about these names.
    fn read(&self, names: &[&str], answer: &Answer) -> Reading;

    /// What follows for a link from a record of it.
    fn fact(&self, link: &Link, record: Record) -> LinkFact;

    /// What follows for a link that the registry has twice said it does not have; `None` where the page has to be asked.
    fn absent(&self, name: &str) -> Option<LinkFact>;
}

/// What an answer of a registry says.
#[derive(Debug)]
enum Reading {
    /// A record for each name, or that there is none; nothing is known about names that are left out.
    Told(BTreeMap<String, Option<Record>>),
    /// The registry understood the request but answers nothing because of one of its names.
    Spoiled,
    /// This is no answer of the registry.
    Strange,
}

/// A request that is nothing but an address.
fn get(url: Url) -> Request {
    Request {
        method: Method::GET,
        url,
        headers: HeaderMap::new(),
        body: None,
        most: MOST_TO_READ,
    }
}

/// That the registry has none of these names, for an answer that leaves out what it does not have.
fn none_of(names: &[&str]) -> BTreeMap<String, Option<Record>> {
    names.iter().map(|name| ((*name).to_owned(), None)).collect()
}

/// All registries.
#[derive(Debug)]
pub(super) struct Registries {
    all: Vec<Box<dyn Registry>>,
    limits: Limits,
}

/// Links that are asked of one registry together.
#[derive(Debug)]
pub(super) struct Batch {
    registry: usize,
    /// The links by the name under which the registry knows them.
    links: BTreeMap<String, Vec<Link>>,
    /// Whether the registry has already said that it does not have them.
    is_second: bool,
    repetitions: u32,
}

/// What follows from an answer.
#[derive(Debug, Default)]
pub(super) struct Follow {
    /// Links of which all is known.
    pub(super) known: Vec<(Link, LinkFact)>,
    /// Batches to be asked after a pause.
    pub(super) again: Vec<(Batch, Duration)>,
    /// Links to be asked of their pages.
    pub(super) pages: Vec<Link>,
}

impl Registries {
    /// The registries that may be asked with these options.
    pub(super) fn new(options: &Options, limits: Limits) -> Self {
        let crossref = crossref::Crossref::new(options.crossref_api.clone(), options.contact.clone());
        let mut all: Vec<Box<dyn Registry>> = vec![
            Box::new(arxiv::Arxiv::new(options.arxiv_api.clone())),
            Box::new(crossref),
        ];
        let github = options.github_token.as_ref();
        if let Some(github) = github.and_then(|token| github::GitHub::new(&options.github_api, token)) {
            all.push(Box::new(github));
        }
        Self { all, limits }
    }

    /// Puts links into batches, as many together as a registry takes; what no registry knows is left to its page.
    pub(super) fn batches(&self, links: Vec<Link>) -> Follow {
        let mut follow = Follow::default();
        let mut named: Vec<BTreeMap<String, Vec<Link>>> = self.all.iter().map(|_| BTreeMap::new()).collect();
        for link in links {
            match self.claim(&link) {
                Some((registry, name)) => named[registry].entry(name).or_default().push(link),
                None => follow.pages.push(link),
            }
        }
        for (registry, links) in named.into_iter().enumerate() {
            let batch = Batch {
                registry,
                links,
                is_second: false,
                repetitions: 0,
            };
            let batches = batch.split(self.all[registry].most());
            follow.again.extend(batches.map(|batch| (batch, Duration::ZERO)));
        }
        follow
    }

    /// The registry that knows a link, and under which name. A link to a part of a page needs the page.
    fn claim(&self, link: &Link) -> Option<(usize, String)> {
        let identity = Identity::parse(&link.key).filter(|_| link.fragments.is_empty())?;
        let mut names = self.all.iter().enumerate();
        names.find_map(|(registry, known)| Some((registry, known.name_of(&identity)?)))
    }

    /// Where a batch is going to be asked.
    pub(super) fn place(&self, batch: &Batch) -> &Url {
        self.all[batch.registry].place()
    }

    /// The request that a batch waits to send.
    pub(super) fn request(&self, batch: &Batch) -> Request {
        self.all[batch.registry].request(&batch.names())
    }

    /// What follows from what came of a batch's request.
    pub(super) fn after(&self, batch: Batch, result: Result<Answer, Failure>) -> Follow {
        let outcome = match result {
            Ok(answer) => Outcome::Answer(answer),
            Err(failure) => Outcome::Failure(failure),
        };
        let reading = match &outcome {
            Outcome::Answer(answer) if !is_transient(&outcome) && !answer.is_challenge() => {
                self.all[batch.registry].read(&batch.names(), answer)
            }
            _ => Reading::Strange,
        };
        match reading {
            Reading::Told(records) => self.tell(batch, records),
            Reading::Spoiled => batch.without_the_spoiler(),
            Reading::Strange => self.repeat(batch, &outcome),
        }
    }

    fn tell(&self, batch: Batch, mut records: BTreeMap<String, Option<Record>>) -> Follow {
        let registry = &self.all[batch.registry];
        let mut follow = Follow::default();
        let mut absent = BTreeMap::new();
        for (name, links) in batch.links {
            match records.remove(&name) {
                Some(Some(record)) => {
                    let fact = |link: &Link| registry.fact(link, record.clone());
                    follow.known.extend(links.into_iter().map(|link| {
                        let fact = fact(&link);
                        (link, fact)
                    }));
                }
                Some(None) => match registry.absent(&name) {
                    Some(fact) if batch.is_second => {
                        let facts = links.into_iter().map(|link| (link, fact.clone()));
                        follow.known.extend(facts);
                    }
                    Some(_) => _ = absent.insert(name, links),
                    None => follow.pages.extend(links),
                },
                None => follow.pages.extend(links),
            }
        }
        if !absent.is_empty() {
            let second = Batch {
                registry: batch.registry,
                links: absent,
                is_second: true,
                repetitions: 0,
            };
            follow.again.push((second, Duration::ZERO));
        }
        follow
    }

    /// Asks again, or gives the registry up. A host that wants fewer requests decides by itself how long to wait.
    fn repeat(&self, mut batch: Batch, outcome: &Outcome) -> Follow {
        if batch.repetitions == self.limits.retries {
            return batch.give_up();
        }
        let is_refusal = matches!(outcome, Outcome::Answer(answer) if answer.status == 429);
        let pause = if is_refusal {
            Duration::ZERO
        } else {
            self.limits.pace.pause(batch.repetitions)
        };
        batch.repetitions += 1;
        Follow {
            again: vec![(batch, pause)],
            ..Follow::default()
        }
    }
}

impl Batch {
    fn names(&self) -> Vec<&str> {
        self.links.keys().map(String::as_str).collect()
    }

    /// What follows when the registry is asked no more.
    pub(super) fn give_up(self) -> Follow {
        Follow {
            pages: self.links.into_values().flatten().collect(),
            ..Follow::default()
        }
    }

    /// Batches of at most so many names.
    fn split(self, most: usize) -> impl Iterator<Item = Self> {
        let (registry, is_second) = (self.registry, self.is_second);
        let mut links = self.links.into_iter().peekable();
        std::iter::from_fn(move || {
            links.peek()?;
            Some(Self {
                registry,
                links: links.by_ref().take(most).collect(),
                is_second,
                repetitions: 0,
            })
        })
    }

    /// The two halves; a single name that spoils its request is asked of its page.
    fn without_the_spoiler(self) -> Follow {
        if self.links.len() < 2 {
            return self.give_up();
        }
        let half = self.links.len().div_ceil(2);
        Follow {
            again: self.split(half).map(|half| (half, Duration::ZERO)).collect(),
            ..Follow::default()
        }
    }
}
