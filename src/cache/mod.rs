//! The results of earlier runs, in one file. Must not send requests or judge results.
//!
//! The file is replaced atomically, under a lock and after reading it again. So a killed run leaves the last complete
//! file, and two runs at once both keep their results.

mod entry;
mod error;
#[expect(clippy::disallowed_methods, reason = "opens the cache and its lock")]
mod plain;
mod store;

use std::path::PathBuf;
use std::time::SystemTime;

pub use entry::{DAY, Entry, Streak, Validators, day};
pub use error::CacheError;
use store::{Entries, Store};

use crate::facts::{LinkFact, Wants};

/// The cached facts about links, by their keys.
#[derive(Debug, Default)]
pub struct Cache {
    entries: Entries,
    store: Option<Store>,
    /// True if there is an entry that the file does not have yet.
    has_news: bool,
}

impl Cache {
    /// Opens the cache in a file, which need not exist yet. A cache that is damaged or from a different version is
    /// renamed, and its new name is returned.
    ///
    /// # Errors
    /// If the file is not a cache, or cannot be read or replaced.
    pub fn open(path: PathBuf) -> Result<(Self, Option<PathBuf>), CacheError> {
        let store = Store::new(path);
        let (entries, set_aside) = store.open()?;
        Ok((Self::new(entries, store), set_aside))
    }

    /// Reads the cache in a file without changing the file or its folder; `None` if there is no file.
    ///
    /// # Errors
    /// If the file is not a cache, is damaged or from a different version, or cannot be read.
    pub fn read(path: PathBuf) -> Result<Option<Self>, CacheError> {
        let store = Store::new(path);
        Ok(store.read()?.map(|entries| Self::new(entries, store)))
    }

    fn new(entries: Entries, store: Store) -> Self {
        Self {
            entries,
            store: Some(store),
            has_news: false,
        }
    }

    /// The cached fact about a link, unless it has expired.
    #[must_use]
    pub fn recall(&self, key: &str, now: SystemTime) -> Option<LinkFact> {
        let entry = self.entries.get(key).filter(|entry| entry.is_fresh(now))?;
        Some(entry.fact())
    }

    /// The entry for a link, however old.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// Every link with its entry, in the order of the links.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().map(|(key, entry)| (key.as_str(), entry))
    }

    /// Caches a fact about a link, if it says anything about the link.
    pub fn learn(&mut self, key: &str, fact: &LinkFact, validators: Validators, now: SystemTime) {
        if let Some(entry) = Entry::new(fact, validators, self.entries.get(key), now) {
            self.entries.insert(key.to_owned(), entry);
            self.has_news = true;
        }
    }

    /// Adds to an entry the facts that the run needed; `missed` is true if a registry that may have a record gave no
    /// answer.
    pub fn qualify(&mut self, key: &str, wants: Wants, missed: bool) {
        if let Some(entry) = self.entries.get_mut(key) {
            (entry.wants, entry.missed) = (wants, missed);
        }
    }

    /// Writes the entries, merged with entries that other runs have written meanwhile: of two entries for one link, the
    /// later stays.
    ///
    /// # Errors
    /// If the file cannot be written, or a different file has replaced it; it then stays unchanged.
    pub fn save(&mut self) -> Result<(), CacheError> {
        if let (Some(store), true) = (&self.store, self.has_news) {
            self.entries = store.update(|theirs| later(&self.entries, theirs))?;
            self.has_news = false;
        }
        Ok(())
    }

    /// Removes the links that are not worth keeping from the file, and returns their number.
    ///
    /// # Errors
    /// If the file cannot be written, or a different file has replaced it; it then stays unchanged.
    pub fn prune(&mut self, keeps: impl Fn(&str, &Entry) -> bool) -> Result<usize, CacheError> {
        let Some(store) = &self.store else {
            return Ok(0);
        };
        let mut forgotten = 0;
        self.entries = store.update(|mut entries| {
            let before = entries.len();
            entries.retain(|key, entry| keeps(key, entry));
            forgotten = before - entries.len();
            entries
        })?;
        Ok(forgotten)
    }
}

/// The entries of both; of two entries for one link, the later.
fn later(ours: &Entries, mut theirs: Entries) -> Entries {
    for (key, entry) in ours {
        if theirs.get(key).is_none_or(|known| known.checked <= entry.checked) {
            theirs.insert(key.clone(), entry.clone());
        }
    }
    theirs
}

#[expect(clippy::disallowed_methods, reason = "replaces the cache by other files")]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::Duration;

    use tempfile::TempDir;

    use super::*;
    use crate::facts::Verdict;

    fn folder() -> TempDir {
        TempDir::new().expect("a temporary folder can be made")
    }

    fn open(folder: &TempDir) -> Cache {
        let opened = Cache::open(folder.path().join("links.jsonl"));
        opened.expect("the folder can be written").0
    }

    fn at(second: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000 + second)
    }

    fn learn(cache: &mut Cache, key: &str, verdict: Verdict, second: u64) {
        let validators = Validators {
            etag: Some("\"1\"".to_owned()),
            last_modified: None,
        };
        cache.learn(key, &LinkFact::new(verdict, "words"), validators, at(second));
    }

    fn verdicts(cache: &Cache) -> Vec<(&str, Verdict)> {
        cache.iter().map(|(key, entry)| (key, entry.verdict)).collect()
    }

    fn text(folder: &TempDir) -> String {
        fs::read_to_string(folder.path().join("links.jsonl")).expect("the cache is there")
    }

    fn write(folder: &TempDir, content: &str) {
        fs::write(folder.path().join("links.jsonl"), content).expect("the folder can be written");
    }

    #[test]
    fn the_file_is_sorted_and_can_be_read() {
        let folder = folder();
        let mut cache = open(&folder);
        learn(&mut cache, "https://b.org/", Verdict::Dead, 0);
        learn(&mut cache, "https://a.org/", Verdict::Alive, 60);
        cache.save().expect("the folder can be written");
        let expected = r#"{"paperlint-cache":1}
{"url":"https://a.org/","verdict":"alive","detail":"words","checked":"2023-11-14T22:14:20Z","validators":{"etag":"\"1\""}}
{"url":"https://b.org/","verdict":"dead","detail":"words","checked":"2023-11-14T22:13:20Z","failing":{"since":"2023-11-14T22:13:20Z","times":1},"validators":{"etag":"\"1\""}}
"#;
        assert_eq!(text(&folder), expected);
        assert_eq!(open(&folder).entries, cache.entries);
    }

    #[test]
    fn two_runs_keep_the_results_of_both() {
        let folder = folder();
        let (mut one, mut other) = (open(&folder), open(&folder));
        learn(&mut one, "https://a.org/", Verdict::Alive, 0);
        learn(&mut one, "https://c.org/", Verdict::Alive, 9);
        learn(&mut other, "https://b.org/", Verdict::Alive, 0);
        learn(&mut other, "https://c.org/", Verdict::Dead, 5);
        one.save().expect("the folder can be written");
        other.save().expect("the folder can be written");
        assert_eq!(
            verdicts(&open(&folder)),
            [
                ("https://a.org/", Verdict::Alive),
                ("https://b.org/", Verdict::Alive),
                ("https://c.org/", Verdict::Alive)
            ]
        );
    }

    #[test]
    fn a_cache_that_cannot_be_read_is_set_aside_and_kept() {
        for content in [
            "{\"paperlint-cache\":2}\n",
            "{\"paperlint-cache\":1}\n{\"url\":\"https://a.org/\"",
            "{\"paperlint-cache\":1}\n{\"url\":\"https://a.org/\",\"verdict\":\"well\"}\n",
        ] {
            let folder = folder();
            write(&folder, content);
            let path = folder.path().join("links.jsonl");
            let (cache, aside) = Cache::open(path.clone()).expect("the folder can be written");
            let aside = aside.expect("the file cannot be read");
            assert_eq!(fs::read_to_string(aside).expect("it is kept"), content);
            assert!(cache.entries.is_empty() && !path.exists());
        }
    }

    #[test]
    fn a_file_that_is_no_longer_a_cache_is_not_overwritten() {
        let folder = folder();
        let mut cache = open(&folder);
        learn(&mut cache, "https://a.org/", Verdict::Alive, 0);
        write(&folder, "# My papers\n");
        let error = cache.save().expect_err("it is not a cache");
        assert!(error.to_string().ends_with("it is not a link cache"), "{error}");
        assert_eq!(text(&folder), "# My papers\n");
        fs::remove_file(folder.path().join("links.jsonl")).expect("the file can be removed");
        cache.save().expect("the folder can be written");
        assert_eq!(
            verdicts(&open(&folder)),
            [("https://a.org/", Verdict::Alive)],
            "nothing was forgotten"
        );
    }

    #[test]
    fn a_cache_without_new_facts_is_not_written() {
        let folder = folder();
        let mut cache = open(&folder);
        learn(&mut cache, "https://a.org/", Verdict::Unchecked, 0);
        cache.save().expect("there is nothing to write");
        assert!(!folder.path().join("links.jsonl").exists());
    }

    #[test]
    fn pruned_links_are_removed() {
        let folder = folder();
        let mut cache = open(&folder);
        learn(&mut cache, "https://a.org/", Verdict::Alive, 0);
        learn(&mut cache, "https://b.org/", Verdict::Alive, 0);
        cache.save().expect("the folder can be written");
        let forgotten = cache.prune(|key, _| key.contains("a."));
        assert_eq!(forgotten.expect("the folder can be written"), 1);
        assert_eq!(verdicts(&open(&folder)), [("https://a.org/", Verdict::Alive)]);
    }

    #[test]
    fn a_missing_folder_is_an_error() {
        let folder = folder();
        let error = Cache::open(folder.path().join("none/links.jsonl")).expect_err("no such folder");
        assert!(error.to_string().starts_with("cannot use the cache "), "{error}");
    }
}
