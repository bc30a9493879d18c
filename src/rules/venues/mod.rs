//! Rules on venues, years and dates: by the forms of the list and by identifiers.

mod contradicted_venue;
mod contradicted_year;
mod impossible_date;
mod impossible_edition;
mod inconsistent_date_form;
mod inconsistent_venue_spelling;
mod inconsistent_venue_style;
mod missing_venue;
mod missing_year;
mod misspelled_venue;
mod outdated_venue_name;
mod shared;
mod stale_date;

use crate::rules::base::Rule;

/// The rules of this group, by name.
pub(super) static RULES: &[&dyn Rule] = &[
    &contradicted_venue::ContradictedVenue,
    &contradicted_year::ContradictedYear,
    &impossible_date::ImpossibleDate,
    &impossible_edition::ImpossibleEdition,
    &inconsistent_date_form::InconsistentDateForm,
    &inconsistent_venue_spelling::InconsistentVenueSpelling,
    &inconsistent_venue_style::InconsistentVenueStyle,
    &missing_venue::MissingVenue,
    &missing_year::MissingYear,
    &misspelled_venue::MisspelledVenue,
    &outdated_venue_name::OutdatedVenueName,
    &stale_date::StaleDate,
];
