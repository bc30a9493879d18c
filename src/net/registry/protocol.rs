//! The form of every registry: its names for links, its requests, and what its answers say. Must not know any of them.

use std::collections::BTreeMap;
use std::fmt;

use reqwest::Method;
use reqwest::header::HeaderMap;
use url::Url;

use crate::facts::{LinkFact, Record};
use crate::net::answer::Answer;
use crate::net::plan::Link;
use crate::net::request::Request;

/// How many bytes of an answer are read: a hundred abstracts are a tenth of it.
pub(super) const MOST_TO_READ: usize = 4 << 20;

/// One registry.
pub(super) trait Registry: fmt::Debug {
    /// How people call it.
    fn name(&self) -> &'static str;

    /// The name under which it knows what a link leads to; `None` when that is not its business.
    fn name_of(&self, link: &Link) -> Option<String>;

    /// How many names one request may hold.
    fn most(&self) -> usize;

    /// With fewer names a request is not worth what it costs the registry.
    fn fewest(&self) -> usize {
        1
    }

    /// What names have to share to be asked for together.
    fn shelf<'n>(&self, _: &'n str) -> &'n str {
        ""
    }

    /// The request for these names.
    fn request(&self, names: &[&str]) -> Request;

    /// What an answer says about these names.
    fn read(&self, names: &[&str], answer: &Answer) -> Reading;

    /// What follows for a link from a record of it.
    fn fact(&self, _: &Link, record: Record) -> LinkFact {
        LinkFact::told(self.name(), format!("{} has it", self.name()), Some(record))
    }

    /// Whether it is asked once more for what it says it does not have.
    fn asks_twice(&self) -> bool {
        false
    }

    /// What follows for a link that the registry surely does not have; `None` where others have to be asked.
    fn absent(&self, _: &str) -> Option<LinkFact> {
        None
    }
}

/// What an answer of a registry says.
#[derive(Debug)]
pub(super) enum Reading {
    /// What it says about each name; nothing is known about names that are left out.
    Told(BTreeMap<String, Found>),
    /// The registry understood the request but answers nothing because of one of its names.
    Spoiled,
    /// This is no answer of the registry.
    Strange,
}

/// What a registry says about a name.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Found {
    /// It is there.
    Record(Record),
    /// It is there, and this is all that is said about it.
    Bare(String),
    /// What holds it is there; whether it is itself has to be asked elsewhere.
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
        most: MOST_TO_READ,
    }
}

/// An address that is known to be one.
pub(super) fn endpoint(text: &str) -> Url {
    Url::parse(text).expect("the address is well formed")
}

/// That the registry has none of these names, for an answer that leaves out what it does not have.
pub(super) fn none_of(names: &[&str]) -> BTreeMap<String, Found> {
    let names = names.iter().map(|name| ((*name).to_owned(), Found::Absent));
    names.collect()
}

/// What an answer says about the only name that was asked for.
pub(super) fn told(names: &[&str], found: &Found) -> Reading {
    let names = names.iter().map(|name| ((*name).to_owned(), found.clone()));
    Reading::Told(names.collect())
}

/// That an answer says nothing about any name, and would not if it were asked for again.
pub(super) fn silent() -> Reading {
    Reading::Told(BTreeMap::new())
}

/// A text on one line, and `None` for an empty one.
pub(super) fn line(text: &str) -> Option<String> {
    let words: Vec<_> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The four digits of the year with which a date starts.
pub(super) fn year(date: &str) -> Option<u16> {
    date.get(..4)?.parse().ok()
}
