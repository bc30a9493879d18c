//! Preprints among the entries. Must not report.

use crate::list::{Entry, Kind, VenueCell};

/// The venue of an entry that says that it is a preprint.
pub(in crate::rules) fn preprint<'e, 'r>(entry: &'e Entry<'r>) -> Option<&'e VenueCell<'r>> {
    let is_preprint =
        |venue: &&VenueCell<'r>| venue.text.known.is_some_and(|known| known.kind == Kind::Preprint);
    entry.venue.as_ref().filter(is_preprint)
}
