//! Finds, opens and shows the link cache. Must not send requests.

use std::io::{self, Write};
use std::path::Path;
use std::time::SystemTime;

use super::environment;
use super::error::OnlineError;
use super::options::{CacheChoice, CacheOptions};
use crate::cache::{Cache, DAY, Entry, day};
use crate::cli::error::Error;
use crate::cli::output::{self, Terminal};
use crate::escape;

/// The named cache, or the user's default one. A run continues without the default cache, unless it needs one.
pub(super) fn open(choice: &CacheChoice, is_needed: bool, terminal: &Terminal) -> Result<Cache, Error> {
    if choice.no_cache {
        return Ok(Cache::default());
    }
    if let Some(file) = &choice.cache {
        return open_at(file, terminal);
    }
    let Some(file) = environment::cache_file() else {
        return if is_needed {
            Err(OnlineError::NoCache.into())
        } else {
            Ok(Cache::default())
        };
    };
    match make_folder(&file).and_then(|()| open_at(&file, terminal)) {
        Err(error) if !is_needed => {
            terminal.warn(&error.to_string());
            Ok(Cache::default())
        }
        opened => opened,
    }
}

fn open_at(file: &Path, terminal: &Terminal) -> Result<Cache, Error> {
    let (cache, set_aside) = Cache::open(file.to_owned()).map_err(OnlineError::from)?;
    if let Some(aside) = set_aside {
        let (file, aside) = (file.display(), aside.display());
        terminal.warn(&format!(
            "{file} is not a link cache of this version of paperlint; it was renamed to {aside}"
        ));
    }
    Ok(cache)
}

fn make_folder(file: &Path) -> Result<(), Error> {
    let made = file.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.map_err(Error::writing(file))
}

/// `cache`: prints the link cache, or removes old links from it. A missing file is fine. An unreadable file is left to
/// the next run that writes the cache.
pub(super) fn run(options: &CacheOptions, terminal: &Terminal) -> Result<(), Error> {
    let file = options.cache.clone().or_else(environment::cache_file);
    let file = file.ok_or(OnlineError::NoCache)?;
    let Some(mut cache) = Cache::read(file.clone()).map_err(OnlineError::from)? else {
        terminal.note(&format!("there is no link cache yet: {}", file.display()));
        return Ok(());
    };
    match options.prune {
        Some(days) => prune(&mut cache, days, &file),
        None => output::write(None, |out| print(&cache, out)),
    }
}

fn prune(cache: &mut Cache, days: u32, file: &Path) -> Result<(), Error> {
    let now = SystemTime::now();
    let age = |entry: &Entry| now.duration_since(entry.checked).unwrap_or_default();
    let removed = cache
        .prune(|_, entry| age(entry) <= DAY * days)
        .map_err(OnlineError::from)?;
    let left = cache.iter().count();
    output::print(&format!("{removed} removed, {left} left in {}\n", file.display()))
}

/// Prints one line for each link, in columns: verdict, day, URL, reason.
fn print(cache: &Cache, out: &mut dyn Write) -> io::Result<()> {
    for (url, entry) in cache.iter() {
        let cells = [entry.verdict.as_str(), &day(entry.checked), url, &entry.detail];
        writeln!(out, "{}", cells.map(escape::printable).join("\t"))?;
    }
    Ok(())
}
