//! The file of a cache: one line of JSON for each link, sorted. Must not know the meaning of the lines.
//!
//! The path comes from the command line, so it may be a list or a device: only a file that is certainly a cache, or
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

/// The beginning of that line in every version: a file that starts with it is a cache, even if its other lines are
/// damaged.
const MARK: &str = r#"{"paperlint-cache":"#;

/// The most bytes of a cache: a run over lists does not write a larger file.
const MAX_BYTES: u64 = 256 << 20;

/// The entries of a cache, by the keys of links.
pub(super) type Entries = BTreeMap<String, Entry>;

/// The file of a cache.
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

    /// The entries of the file; `None` if there is no file.
    pub(super) fn read(&self) -> Result<Option<Entries>, CacheError> {
        self.entries().map_err(|problem| self.error(problem))
    }

    /// The entries of the file, which may be missing; a damaged file is renamed, and its new name is returned.
    pub(super) fn open(&self) -> Result<(Entries, Option<PathBuf>), CacheError> {
        self.locked(|| self.usable())
    }

    /// Replaces the entries of the file by the result of `change`, and returns them.
    pub(super) fn update(&self, change: impl FnOnce(Entries) -> Entries) -> Result<Entries, CacheError> {
        self.locked(|| {
            // Read again, because the file may have changed while the links were checked.
            let (entries, _) = self.usable()?;
            let entries = change(entries);
            self.write(&entries)?;
            Ok(entries)
        })
    }

    /// Runs `act` while no other run uses the file. The lock is a separate file, because every write replaces the file
    /// of the cache; the system releases it however the process ends.
    fn locked<T>(&self, act: impl FnOnce() -> Result<T, Problem>) -> Result<T, CacheError> {
        let act = || {
            // Checked first, so that no lock is left beside a file that is not a cache.
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
        // An empty file has no content to lose; `mktemp` and `touch` create such files.
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

    /// The entries of the file; a damaged file is renamed first, and its new name is returned.
    fn usable(&self) -> Result<(Entries, Option<PathBuf>), Problem> {
        match self.entries() {
            Err(Problem::Damaged) => Ok((Entries::new(), Some(self.set_aside()?))),
            entries => Ok((entries?.unwrap_or_default(), None)),
        }
    }

    /// Renames the file to the first free numbered name.
    fn set_aside(&self) -> io::Result<PathBuf> {
        let mut number = 1;
        loop {
            let aside = self.beside(&format!("unreadable-{number}"));
            // Renaming would replace a file of this name; creating it first proves that there was none.
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

    /// Writes a new file beside the cache and then replaces the cache by it, so that there is always a complete file.
    fn write(&self, entries: &Entries) -> Result<(), Problem> {
        // On an error, dropping it removes it: half a cache is useless, all the more on a full disk.
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

    /// A new file beside the cache. Its name is random, so no link can be waiting there.
    fn fresh(&self) -> io::Result<NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".paperlint-cache-");
        // With the permissions of the user's other files: temporary files are private, but the next step of a job may
        // run as a different user.
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

/// The entries in the text of a cache; `None` if one of them cannot be read.
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
