//! Rules that compare entries with each other: duplicates, copied links, order.

mod contradicted_title;
mod copied_link;
mod duplicate_entry;
mod mismatched_name;
mod ownership;
mod preprint_and_published;
mod repeated_entry;
mod shared;
mod unordered_entry;

use crate::rules::base::Rule;

/// The rules of this group, by name.
pub(super) static RULES: &[&dyn Rule] = &[
    &contradicted_title::ContradictedTitle,
    &copied_link::CopiedLink,
    &duplicate_entry::DuplicateEntry,
    &mismatched_name::MismatchedName,
    &preprint_and_published::PreprintAndPublished,
    &repeated_entry::RepeatedEntry,
    &unordered_entry::UnorderedEntry,
];
