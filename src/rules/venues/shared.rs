//! Edits and spans that several rules on venues and dates need. Must not report.

use crate::{
    finding::{Edit, Fix},
    list::VenueCell,
    rules::support::shorten,
    source::Span,
};

/// Longer texts are shown in part.
pub(super) const LONGEST_SHOWN: usize = 40;

/// A safe fix that writes one text in the place of another.
pub(super) fn replacement(span: Span, text: &str) -> Fix {
    Fix::safe(title(text), vec![Edit::replace(span, text)])
}

/// An unsafe fix that writes one text in the place of another.
pub(super) fn unsafe_replacement(span: Span, text: &str) -> Fix {
    Fix::risky(title(text), vec![Edit::replace(span, text)])
}

fn title(text: &str) -> String {
    format!("write `{}`", shorten(text, LONGEST_SHOWN))
}

/// The place of a venue and of the year after it, with their separator.
pub(super) fn with_year(venue: &VenueCell<'_>) -> Span {
    Span::new(venue.venue_span().start, venue.year_span().end)
}
