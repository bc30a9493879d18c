//! What earlier runs have learnt about links, in one file. Must not ask, nor judge what it remembers.
//!
//! The file is replaced as a whole, under a lock and after reading it again, so that a run that is killed leaves the
//! last complete file, and two runs at once both keep what they have learnt.

mod entry;
#[expect(
    clippy::disallowed_methods,
    reason = "reads, locks and replaces the cache's own file"
)]
mod store;

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::time::SystemTime;

use miette::Diagnostic;
use thiserror::Error;

pub use entry::{DAY, Entry, Streak, Validators, day};
use store::Store;

use crate::facts::{LinkFact, Wants};

/// What is known about links, by their keys.
#[derive(Debug, Default)]
pub struct Cache {
    entries: BTreeMap<String, Entry>,
    store: Option<Store>,
    /// Whether something was learnt that the file does not have yet.
    has_news: bool,
}

/// Why a cache cannot be used.
#[derive(Debug, Error, Diagnostic)]
#[error("cannot use the cache {}: {source}", path.display())]
#[diagnostic(help("`--cache FILE` names another one, `--no-cache` goes without"))]
pub struct CacheError {
    path: PathBuf,
    source: io::Error,
}

impl Cache {
    /// Opens the cache in a file, which need not be there yet. A file that is no cache is renamed; then its new name
    /// comes as well.
    ///
    /// # Errors
    /// When the file cannot be read, or when no file could be written in its place.
    pub fn open(path: PathBuf) -> Result<(Self, Option<PathBuf>), CacheError> {
        let store = Store::new(path);
        let (entries, set_aside) = store.open()?;
        let cache = Self {
            entries,
            store: Some(store),
            has_news: false,
        };
        Ok((cache, set_aside))
    }

    /// What is still to be believed about a link.
    #[must_use]
    pub fn recall(&self, key: &str, now: SystemTime) -> Option<LinkFact> {
        let entry = self.entries.get(key).filter(|entry| entry.is_fresh(now))?;
        Some(entry.fact())
    }

    /// Everything that was noted about a link, however old.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// Every link with what was noted about it, in the order of the links.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().map(|(key, entry)| (key.as_str(), entry))
    }

    /// Notes what was learnt about a link. That nothing was learnt is not worth a note.
    pub fn learn(&mut self, key: &str, fact: &LinkFact, validators: Validators, now: SystemTime) {
        if let Some(entry) = Entry::new(fact, validators, self.entries.get(key), now) {
            self.entries.insert(key.to_owned(), entry);
            self.has_news = true;
        }
    }

    /// Notes what was to be learnt about a link, and whether a registry that may know more gave no answer.
    pub fn qualify(&mut self, key: &str, wants: Wants, missed: bool) {
        if let Some(entry) = self.entries.get_mut(key) {
            (entry.wants, entry.missed) = (wants, missed);
        }
    }

    /// Forgets the links for which `keeps` says so; how many they were.
    pub fn prune(&mut self, keeps: impl Fn(&str, &Entry) -> bool) -> usize {
        let before = self.entries.len();
        self.entries.retain(|key, entry| keeps(key, entry));
        before - self.entries.len()
    }

    /// Writes what was learnt, together with what other runs have written meanwhile.
    ///
    /// # Errors
    /// When the file cannot be written; the one that was there is still there.
    pub fn save(&mut self) -> Result<(), CacheError> {
        if let (Some(store), true) = (&self.store, self.has_news) {
            self.entries = store.merge(std::mem::take(&mut self.entries))?;
            self.has_news = false;
        }
        Ok(())
    }

    /// Writes just what is known here, whatever other runs have written meanwhile.
    ///
    /// # Errors
    /// When the file cannot be written; the one that was there is still there.
    pub fn replace(&self) -> Result<(), CacheError> {
        self.store
            .as_ref()
            .map_or(Ok(()), |store| store.replace(&self.entries))
    }
}
