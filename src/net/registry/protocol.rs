//! The form of every registry: its names for links, its requests, and the meaning of its answers. Must not know any
//! of them.

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

/// The number of bytes of an answer that are read: a hundred abstracts are a tenth of it.
pub(super) const MAX_TO_READ: usize = 4 << 20;

/// One registry.
pub(super) trait Registry: fmt::Debug {
    /// Its name in messages.
    fn name(&self) -> &'static str;

    /// Its own name for the target of a link; `None` when that is not its business.
    fn name_of(&self, link: &PlannedLink) -> Option<String>;

    /// The number of names that one request may hold.
    fn max_batch(&self) -> usize;

    /// The number of names below which a request costs the registry more than it brings.
    fn min_batch(&self) -> usize {
        1
    }

    /// The part of a name that has to be the same in all names of one request.
    fn batch_key<'n>(&self, _: &'n str) -> &'n str {
        ""
    }

    /// The request for these names.
    fn request(&self, names: &[&str]) -> Request;

    /// Reads an answer to the request for these names.
    fn read(&self, names: &[&str], answer: &Answer) -> Parsed;

    /// The fact that follows from a record of a link.
    fn fact(&self, _: &PlannedLink, record: Record) -> LinkFact {
        LinkFact::confirmed(self.name(), format!("{} has it", self.name()), Some(record))
    }

    /// True if it is asked once more for a name that it says it does not have.
    fn asks_twice(&self) -> bool {
        false
    }

    /// The fact about a link that the registry surely does not have; `None` where others have to be asked.
    fn absent(&self, _: &str) -> Option<LinkFact> {
        None
    }
}

/// The meaning of an answer of a registry.
#[derive(Debug)]
pub(super) enum Parsed {
    /// Its findings by name; names that are left out are as unknown as before.
    Found(BTreeMap<String, Found>),
    /// The registry understood the request but answers nothing because of one of its names.
    Spoiled,
    /// This is not an answer of the registry.
    Strange,
}

impl Parsed {
    /// The same finding for all names, mostly for one.
    pub(super) fn of_all(names: &[&str], found: &Found) -> Self {
        let names = names.iter().map(|name| (*name).to_owned());
        Self::Found(names.map(|name| (name, found.clone())).collect())
    }

    /// The record in an answer of JSON, for all names.
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

    /// An answer that says nothing about any name, and would not if it were asked for again.
    pub(super) const fn nothing() -> Self {
        Self::Found(BTreeMap::new())
    }
}

/// The finding of a registry about a name.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Found {
    /// It is there.
    Record(Record),
    /// It is there, and nothing more is said about it than these words.
    Bare(String),
    /// Its container is there; others have to be asked about itself.
    Around(Record),
    /// There is no such thing.
    Absent,
}

/// A request that is nothing but an address.
pub(super) fn get(url: Url) -> Request {
    Request {
        method: Method::GET,
        url,
        headers: HeaderMap::new(),
        body: None,
        max_body: MAX_TO_READ,
    }
}

/// The URL in a text that is known to be one.
pub(super) fn endpoint(text: &str) -> Url {
    Url::parse(text).expect("the address is well formed")
}

/// All names as absent, to start from where an answer leaves out what the registry does not have.
pub(super) fn none_of(names: &[&str]) -> BTreeMap<String, Found> {
    names
        .iter()
        .map(|name| ((*name).to_owned(), Found::Absent))
        .collect()
}

/// A text on one line, and `None` for an empty one. Registries break titles where a line was full.
pub(super) fn line(text: &str) -> Option<String> {
    let words: Vec<_> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The four digits of the year with which a date starts.
pub(super) fn year(date: &str) -> Option<u16> {
    date.get(..4)?.parse().ok()
}
