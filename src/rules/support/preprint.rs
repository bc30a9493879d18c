//! Preprints among the entries. Must not report.

use crate::list::{Entry, Venue, VenueCell};

/// The venue of an entry that says that it is a preprint.
pub(in crate::rules) fn preprint<'e, 'r>(entry: &'e Entry<'r>) -> Option<&'e VenueCell<'r>> {
    let venue = entry.venue.as_ref()?;
    venue.text.known.is_some_and(Venue::is_preprint).then_some(venue)
}
