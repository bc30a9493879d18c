//! Rules on tables of contents and the headings that they list.

mod mislabeled_contents_entry;
mod misnumbered_heading;
mod repeated_contents_entry;
mod shared;
mod unlisted_section;
mod unordered_contents;

use crate::rules::base::Rule;

/// The rules of this group, by name.
pub(super) static RULES: &[&dyn Rule] = &[
    &mislabeled_contents_entry::MislabeledContentsEntry,
    &misnumbered_heading::MisnumberedHeading,
    &repeated_contents_entry::RepeatedContentsEntry,
    &unlisted_section::UnlistedSection,
    &unordered_contents::UnorderedContents,
];
