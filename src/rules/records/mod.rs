//! Rules on the records that registries have of the papers and repositories of the list.

mod archived_repository;
mod empty_repository;
mod linked_preprint;
mod published_preprint;
mod refuted_venue;
mod shared;
mod unrelated_repository;
mod withdrawn_paper;
mod written;
mod wrong_paper;

use crate::rules::base::Rule;

/// The rules of this group, by name.
pub(super) static RULES: &[&dyn Rule] = &[
    &archived_repository::ArchivedRepository,
    &empty_repository::EmptyRepository,
    &linked_preprint::LinkedPreprint,
    &published_preprint::PublishedPreprint,
    &refuted_venue::RefutedVenue,
    &unrelated_repository::UnrelatedRepository,
    &withdrawn_paper::WithdrawnPaper,
    &wrong_paper::WrongPaper,
];
