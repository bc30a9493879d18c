//! The venues of DBLP's streams. Must not read records.

use std::collections::HashMap;

use crate::list::{Venue, VenueRegistry};

/// The venues by their streams at DBLP: the first two parts of a record's key, as in `conf/cvpr`.
#[derive(Clone, Debug)]
pub struct Streams<'r> {
    registry: &'r VenueRegistry,
    by_stream: HashMap<&'r str, &'r Venue>,
}

impl<'r> Streams<'r> {
    /// The streams of the venues in a registry.
    #[must_use]
    pub fn of(registry: &'r VenueRegistry) -> Self {
        let mut by_stream = HashMap::new();
        for venue in registry.venues() {
            by_stream.extend(venue.dblp.iter().map(|stream| (stream.as_str(), venue)));
        }
        Self { registry, by_stream }
    }

    /// The venue of a record, by its key and by DBLP's short name of the proceedings or the journal.
    ///
    /// The proceedings of workshops, companions and abstracts have the stream of their conference and another name.
    #[must_use]
    pub fn venue(&self, key: &str, container: &str) -> Option<&'r Venue> {
        let venue = self.by_stream.get(stream(key)?)?;
        if !venue.is_meeting() {
            return Some(venue);
        }
        // Tables may name the stream itself instead of the proceedings.
        if key.split('/').nth(1) == Some(container) {
            return Some(venue);
        }
        let named = self.registry.get(without_volume(container))?;
        // A workshop of the conference may be a venue of the registry by itself.
        let is_own = named.id == venue.id || named.is_workshop() && named.id.starts_with(&venue.id);
        is_own.then_some(named)
    }

    /// The registry of the venues.
    #[must_use]
    pub fn registry(&self) -> &'r VenueRegistry {
        self.registry
    }
}

/// The stream in the key of a record.
fn stream(key: &str) -> Option<&str> {
    let (kind, rest) = key.split_once('/')?;
    let (name, _) = rest.split_once('/')?;
    Some(&key[..kind.len() + 1 + name.len()])
}

/// A name without the number of a volume: `ECCV (12)`.
fn without_volume(container: &str) -> &str {
    let container = container.trim();
    let Some((name, volume)) = container
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("))
    else {
        return container;
    };
    if volume.bytes().all(|byte| byte.is_ascii_digit()) {
        name
    } else {
        container
    }
}
