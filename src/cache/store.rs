//! The file of a cache: one line of JSON for each link, sorted. Must not know what the lines mean.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::CacheError;
use super::entry::Entry;

/// The first line of a cache. It changes when older programs could not read the rest.
const HEAD: &str = r#"{"paperlint-cache":1}"#;

/// A file that is larger was not written by a run over lists.
const MOST_BYTES: u64 = 256 << 20;

type Entries = BTreeMap<String, Entry>;

/// Where a cache is kept.
#[derive(Debug)]
pub(super) struct Store {
    path: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Line<K, E> {
    url: K,
    #[serde(flatten)]
    entry: E,
}

impl Store {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// What the file holds, and the new name of a file that held something else.
    pub(super) fn open(&self) -> Result<(Entries, Option<PathBuf>), CacheError> {
        self.locked(|| {
            if let Some(entries) = self.read()? {
                return Ok((entries, None));
            }
            let aside = self.beside("unreadable");
            fs::rename(&self.path, &aside)?;
            Ok((Entries::new(), Some(aside)))
        })
    }

    /// Writes entries together with those of the file; of two about one link the later stays. What is then known.
    pub(super) fn merge(&self, mut entries: Entries) -> Result<Entries, CacheError> {
        self.locked(|| {
            for (key, theirs) in self.read()?.unwrap_or_default() {
                match entries.get(&key) {
                    Some(ours) if ours.checked >= theirs.checked => {}
                    _ => drop(entries.insert(key, theirs)),
                }
            }
            self.write(&entries)?;
            Ok(entries)
        })
    }

    /// Writes entries in place of those of the file.
    pub(super) fn replace(&self, entries: &Entries) -> Result<(), CacheError> {
        self.locked(|| self.write(entries))
    }

    /// Does something while no other run touches the file. The lock is a file of its own, because the cache's file is
    /// another one after every write; the system lets go of it when the process ends in whatever way.
    fn locked<T>(&self, act: impl FnOnce() -> io::Result<T>) -> Result<T, CacheError> {
        let act = || {
            let lock = File::create(self.beside("lock"))?;
            lock.lock()?;
            act()
        };
        act().map_err(|source| CacheError {
            path: self.path.clone(),
            source,
        })
    }

    /// The entries of the file, none when there is no file; `None` when it is no cache.
    fn read(&self) -> io::Result<Option<Entries>> {
        let mut bytes = Vec::new();
        match File::open(&self.path) {
            Ok(file) => file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Some(Entries::new())),
            Err(error) => return Err(error),
        };
        Ok(parse(&bytes))
    }

    /// Writes beside the file and puts the result in its place, so that there is a complete file at every moment.
    fn write(&self, entries: &Entries) -> io::Result<()> {
        let fresh = self.beside("new");
        let mut out = BufWriter::new(File::create(&fresh)?);
        writeln!(out, "{HEAD}")?;
        for (url, entry) in entries {
            serde_json::to_writer(&mut out, &Line { url, entry })?;
            writeln!(out)?;
        }
        out.into_inner()
            .map_err(io::IntoInnerError::into_error)?
            .sync_all()?;
        fs::rename(&fresh, &self.path)
    }

    /// A file beside the cache, named after it.
    fn beside(&self, ending: &str) -> PathBuf {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let folder = self.path.parent().unwrap_or(Path::new(""));
        folder.join(format!("{name}.{ending}"))
    }
}

fn parse(bytes: &[u8]) -> Option<Entries> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut lines = text.lines();
    if lines.next() != Some(HEAD) {
        return None;
    }
    let entries = lines.map(|line| {
        let Line { url, entry } = serde_json::from_str::<Line<String, Entry>>(line).ok()?;
        Some((url, entry))
    });
    entries.collect()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use tempfile::TempDir;

    use super::*;
    use crate::cache::{Cache, Validators};
    use crate::facts::{LinkFact, Verdict};

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
        let fact = LinkFact::new(verdict, "words");
        let etag = Some("\"1\"".to_owned());
        let validators = Validators {
            etag,
            last_modified: None,
        };
        cache.learn(key, &fact, validators, at(second));
    }

    fn text(folder: &TempDir) -> String {
        fs::read_to_string(folder.path().join("links.jsonl")).expect("the cache is there")
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
        let again = open(&folder);
        assert_eq!(again.iter().count(), 2);
        assert_eq!(again.entries, cache.entries);
    }

    #[test]
    fn two_runs_keep_what_both_have_learnt() {
        let folder = folder();
        let (mut one, mut other) = (open(&folder), open(&folder));
        learn(&mut one, "https://a.org/", Verdict::Alive, 0);
        learn(&mut one, "https://c.org/", Verdict::Alive, 9);
        learn(&mut other, "https://b.org/", Verdict::Alive, 0);
        learn(&mut other, "https://c.org/", Verdict::Dead, 5);
        one.save().expect("the folder can be written");
        other.save().expect("the folder can be written");
        let known = open(&folder);
        let told: Vec<_> = known.iter().map(|(key, entry)| (key, entry.verdict)).collect();
        assert_eq!(
            told,
            [
                ("https://a.org/", Verdict::Alive),
                ("https://b.org/", Verdict::Alive),
                ("https://c.org/", Verdict::Alive)
            ]
        );
    }

    #[test]
    fn what_is_no_cache_is_set_aside_and_kept() {
        for content in [
            "",
            "url,status\n",
            "{\"paperlint-cache\":2}\n",
            "{\"paperlint-cache\":1}\n{\"url\":\"https://a.org/\"",
            "{\"paperlint-cache\":1}\n{\"url\":\"https://a.org/\",\"verdict\":\"well\"}\n",
        ] {
            let folder = folder();
            let path = folder.path().join("links.jsonl");
            fs::write(&path, content).expect("the folder can be written");
            let (cache, aside) = Cache::open(path.clone()).expect("the folder can be written");
            let aside = aside.expect("the file is no cache");
            assert_eq!(fs::read_to_string(aside).expect("it is kept"), content);
            assert!(cache.entries.is_empty() && !path.exists());
        }
    }

    #[test]
    fn a_cache_that_learns_nothing_is_not_written() {
        let folder = folder();
        let mut cache = open(&folder);
        learn(&mut cache, "https://a.org/", Verdict::Unchecked, 0);
        cache.save().expect("nothing is to be done");
        assert!(!folder.path().join("links.jsonl").exists());
    }

    #[test]
    fn what_is_pruned_is_gone() {
        let folder = folder();
        let mut cache = open(&folder);
        learn(&mut cache, "https://a.org/", Verdict::Alive, 0);
        learn(&mut cache, "https://b.org/", Verdict::Alive, 0);
        cache.save().expect("the folder can be written");
        assert_eq!(cache.prune(|key, _| key.contains('a')), 1);
        cache.replace().expect("the folder can be written");
        assert_eq!(open(&folder).iter().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let folder = folder();
        let error = Cache::open(folder.path().join("none/links.jsonl")).expect_err("no such folder");
        assert!(error.to_string().starts_with("cannot use the cache "), "{error}");
    }
}
