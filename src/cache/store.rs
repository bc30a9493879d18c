//! The file of a cache: one line of JSON for each link, sorted. Must not know what the lines mean.
//!
//! A path comes from the command line, and what lies there may be a list or a device: only what is surely a cache, or
//! empty, is ever renamed or replaced.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::entry::Entry;
use super::error::{CacheError, Problem};
use super::plain;

/// The first line of a cache. It changes when older programs could not read the rest.
const HEAD: &str = r#"{"paperlint-cache":1}"#;

/// The beginning of that line in every version: what starts with it is a cache, also if its other lines are damaged.
const MARK: &str = r#"{"paperlint-cache":"#;

/// A file that is larger was not written by a run over lists.
const MAX_BYTES: u64 = 256 << 20;

/// The notes of a cache, by the keys of links.
pub(super) type Entries = BTreeMap<String, Entry>;

/// The place of a cache.
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

    /// The entries of the file, `None` when there is no file.
    pub(super) fn read(&self) -> Result<Option<Entries>, CacheError> {
        self.entries().map_err(|problem| self.error(problem))
    }

    /// The entries of a file that may be written, and the new name of one that was damaged.
    pub(super) fn open(&self) -> Result<(Entries, Option<PathBuf>), CacheError> {
        self.locked(|| self.usable())
    }

    /// Passes the entries of the file through a function, and writes and returns its result.
    pub(super) fn update(&self, change: impl FnOnce(Entries) -> Entries) -> Result<Entries, CacheError> {
        self.locked(|| {
            // Read again, because the file may have become another while the links were asked.
            let (entries, _) = self.usable()?;
            let entries = change(entries);
            self.write(&entries)?;
            Ok(entries)
        })
    }

    /// Does something while no other run touches the file. The lock is a file of its own, because the cache's file is
    /// another one after every write; the system lets go of it when the process ends in whatever way.
    fn locked<T>(&self, act: impl FnOnce() -> Result<T, Problem>) -> Result<T, CacheError> {
        let act = || {
            // Before anything else, so that no lock is left beside a file that is not a cache.
            self.file()?;
            let lock = plain::open_or_create(&self.beside("lock"))?;
            lock.lock()?;
            act()
        };
        act().map_err(|problem| self.error(problem))
    }

    /// The file, at its start, if there is one and it is a cache.
    fn file(&self) -> Result<Option<File>, Problem> {
        let Some(mut file) = plain::open(&self.path)? else {
            return Ok(None);
        };
        let mut start = Vec::new();
        (&file).take(MARK.len() as u64).read_to_end(&mut start)?;
        // An empty file holds nothing to lose; `mktemp` and `touch` make such files.
        if !start.is_empty() && start != MARK.as_bytes() {
            return Err(Problem::Foreign);
        }
        file.rewind()?;
        Ok(Some(file))
    }

    fn entries(&self) -> Result<Option<Entries>, Problem> {
        let Some(file) = self.file()? else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
        parse(&bytes).map(Some).ok_or(Problem::Damaged)
    }

    /// The entries of the file. One that is damaged is renamed first; then its new name comes as well.
    fn usable(&self) -> Result<(Entries, Option<PathBuf>), Problem> {
        match self.entries() {
            Err(Problem::Damaged) => Ok((Entries::new(), Some(self.set_aside()?))),
            entries => Ok((entries?.unwrap_or_default(), None)),
        }
    }

    /// Renames the file to the first numbered name that is free.
    fn set_aside(&self) -> io::Result<PathBuf> {
        let mut number = 1;
        loop {
            let aside = self.beside(&format!("unreadable-{number}"));
            // To rename would replace a file of this name; to create it first proves that there was none.
            match File::create_new(&aside) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                made => {
                    made?;
                    fs::rename(&self.path, &aside)?;
                    return Ok(aside);
                }
            }
        }
    }

    /// Writes beside the file and puts the result in its place, so that there is a complete file at every moment.
    fn write(&self, entries: &Entries) -> Result<(), Problem> {
        // It is removed when it is dropped before it has its name: a full disk would be no better with half a cache.
        let mut fresh = self.fresh()?;
        let mut out = BufWriter::new(fresh.as_file_mut());
        writeln!(out, "{HEAD}")?;
        for (url, entry) in entries {
            serde_json::to_writer(&mut out, &Line { url, entry }).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        out.flush()?;
        drop(out);
        fresh.as_file().sync_all()?;
        fresh.persist(&self.path).map_err(|error| error.error)?;
        Ok(())
    }

    /// A new file beside the cache. Nobody can have placed a link under its name, because the name is random.
    fn fresh(&self) -> io::Result<NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".paperlint-cache-");
        // As private as other files of the user: temporary files are private, and the next step of a job may be
        // another user.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        builder.tempfile_in(self.path.parent().unwrap_or(Path::new("")))
    }

    /// The path of a file beside the cache, named after it.
    fn beside(&self, ending: &str) -> PathBuf {
        let name = self.path.file_name().unwrap_or_default();
        self.path
            .with_file_name([name, OsStr::new("."), OsStr::new(ending)].join(OsStr::new("")))
    }

    fn error(&self, problem: Problem) -> CacheError {
        CacheError {
            path: self.path.clone(),
            problem,
        }
    }
}

/// The entries in the text of a cache, `None` where one of them cannot be read.
fn parse(bytes: &[u8]) -> Option<Entries> {
    let mut lines = std::str::from_utf8(bytes).ok()?.lines();
    if !matches!(lines.next(), None | Some(HEAD)) {
        return None;
    }
    lines
        .map(|line| {
            let Line { url, entry } = serde_json::from_str(line).ok()?;
            Some((url, entry))
        })
        .collect()
}
