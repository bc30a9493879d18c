//! Kinds of venues: preprint servers and joint conferences. Must not report.

use crate::list::{Entry, Venue, VenueCell};

/// The venue of an entry that says that it is a preprint.
pub(in crate::rules) fn preprint<'e, 'r>(entry: &'e Entry<'r>) -> Option<&'e VenueCell<'r>> {
    let venue = entry.venue.as_ref()?;
    venue.text.known.is_some_and(Venue::is_preprint).then_some(venue)
}

/// True for conferences that met as one: URLs and records name either.
pub(in crate::rules) fn are_joint(a: &Venue, b: &Venue) -> bool {
    const JOINT: [[&str; 2]; 3] = [["LREC", "COLING"], ["ACL", "IJCNLP"], ["EMNLP", "IJCNLP"]];
    let (a, b) = (&*a.id, &*b.id);
    JOINT.contains(&[a, b]) || JOINT.contains(&[b, a])
}
