//! The interface of every registry: its names for links, its requests, and the meaning of its answers. Must not know
//! any particular registry.

use std::collections::BTreeMap;
use std::fmt;

use reqwest::Method;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;
use url::Url;

use crate::facts::{LinkFact, Record};
use crate::net::answer::Answer;
use crate::net::plan::PlannedLink;
use crate::net::request::Request;

/// The most bytes of an answer that are read: a hundred abstracts are a tenth of it.
pub(super) const MAX_TO_READ: usize = 4 << 20;

/// One registry.
pub(super) trait Registry: fmt::Debug {
    /// Its name in messages.
    fn name(&self) -> &'static str;

    /// Its own name for the target of a link; `None` if the registry is not responsible for it.
    fn name_of(&self, link: &PlannedLink) -> Option<String>;

    /// The most names in one request.
    fn max_batch(&self) -> usize;

    /// The fewest names that are worth a request.
    fn min_batch(&self) -> usize {
        1
    }

    /// The part of a name that all names of one request have to share.
    fn batch_key<'n>(&self, _: &'n str) -> &'n str {
        ""
    }

    /// The request for these names.
    fn request(&self, names: &[&str]) -> Request;

    /// Reads an answer to the request for these names.
    fn read(&self, names: &[&str], answer: &Answer) -> Parsed;

    /// The fact about a link with this record.
    fn fact(&self, _: &PlannedLink, record: Record) -> LinkFact {
        LinkFact::confirmed(self.name(), format!("{} has it", self.name()), Some(record))
    }

    /// True if an absent name is looked up a second time.
    fn asks_twice(&self) -> bool {
        false
    }

    /// The fact about a link that the registry certainly does not have; `None` if others may have it.
    fn absent(&self, _: &str) -> Option<LinkFact> {
        None
    }
}

/// The meaning of an answer of a registry.
#[derive(Debug)]
pub(super) enum Parsed {
    /// The findings by name; omitted names remain unknown.
    Found(BTreeMap<String, Found>),
    /// The registry rejects the whole request because of one of its names.
    Spoiled,
    /// The answer does not come from the registry.
    Strange,
}

impl Parsed {
    /// The same finding for all names; usually there is only one name.
    pub(super) fn of_all(names: &[&str], found: &Found) -> Self {
        let names = names.iter().map(|name| (*name).to_owned());
        Self::Found(names.map(|name| (name, found.clone())).collect())
    }

    /// The record in a JSON answer, for all names.
    pub(super) fn of_json<T: DeserializeOwned>(
        names: &[&str],
        answer: &Answer,
        record: impl FnOnce(T) -> Record,
    ) -> Self {
        match answer.json() {
            Some(reply) => Self::of_all(names, &Found::Record(record(reply))),
            None => Self::Strange,
        }
    }

    /// An answer that says nothing about any name; a repetition would not either.
    pub(super) const fn nothing() -> Self {
        Self::Found(BTreeMap::new())
    }
}

/// The finding of a registry about a name.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Found {
    /// The target exists, with this record.
    Record(Record),
    /// The target exists, with no more details than these words.
    Bare(String),
    /// The container exists; others have to look up the target itself.
    Around(Record),
    /// The target does not exist.
    Absent,
}

/// A request with nothing but a URL.
pub(super) fn get(url: Url) -> Request {
    Request {
        method: Method::GET,
        url,
        headers: HeaderMap::new(),
        body: None,
        max_body: MAX_TO_READ,
    }
}

/// The URL in a text that is known to be valid.
pub(super) fn endpoint(text: &str) -> Url {
    Url::parse(text).expect("the URL is well formed")
}

/// All names as absent: the starting point for registries that omit unknown names.
pub(super) fn none_of(names: &[&str]) -> BTreeMap<String, Found> {
    names
        .iter()
        .map(|name| ((*name).to_owned(), Found::Absent))
        .collect()
}

/// A text on one line; `None` for an empty text. Registries wrap long titles.
pub(super) fn line(text: &str) -> Option<String> {
    let words: Vec<_> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The year at the start of a date.
pub(super) fn year(date: &str) -> Option<u16> {
    date.get(..4)?.parse().ok()
}
