//! Finds and opens the cache, and shows what it holds. Must not ask the network.

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

/// The cache that is named, or that of the user. A run goes on without the latter, unless it needs one.
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
            "{file} is no cache of this version; it was renamed to {aside}"
        ));
    }
    Ok(cache)
}

fn make_folder(file: &Path) -> Result<(), Error> {
    let made = file.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.map_err(Error::writing(file))
}

/// `cache`: prints what is remembered, or forgets what is old. A file that is not there yet is nothing to worry
/// about, and one that cannot be read is left to a run that has something to write.
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
    let forgotten = cache
        .prune(|_, entry| age(entry) <= DAY * days)
        .map_err(OnlineError::from)?;
    let left = cache.iter().count();
    output::print(&format!(
        "{forgotten} forgotten, {left} left in {}\n",
        file.display()
    ))
}

/// One line for each link, in columns for people and programs: verdict, day, address, what happened.
fn print(cache: &Cache, out: &mut dyn Write) -> io::Result<()> {
    for (url, entry) in cache.iter() {
        let cells = [entry.verdict.as_str(), &day(entry.checked), url, &entry.detail];
        writeln!(out, "{}", cells.map(escape::printable).join("\t"))?;
    }
    Ok(())
}
