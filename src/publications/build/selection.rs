//! The papers that an index is to have. Must not read sources.

use std::{collections::BTreeSet, ops::RangeInclusive};

use super::streams::Streams;
use crate::list::{Venue, VenueRegistry};

/// The papers that an index is to have.
#[derive(Clone, Debug)]
pub struct Selection<'r> {
    /// The venues, with their streams at DBLP.
    pub streams: Streams<'r>,
    /// The years.
    pub years: RangeInclusive<u16>,
    /// The short names of the venues; `None` for all.
    pub venues: Option<BTreeSet<String>>,
}

impl<'r> Selection<'r> {
    /// Everything at the venues of a registry.
    #[must_use]
    pub fn of(registry: &'r VenueRegistry) -> Self {
        Self {
            streams: Streams::of(registry),
            years: 0..=u16::MAX,
            venues: None,
        }
    }

    /// True if the papers of a venue and a year are selected.
    pub(super) fn takes(&self, venue: &Venue, year: u16) -> bool {
        let is_named = |names: &BTreeSet<String>| names.contains(&venue.id);
        self.years.contains(&year) && self.venues.as_ref().is_none_or(is_named)
    }
}
