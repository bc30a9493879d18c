//! Rules on Markdown and HTML that GitHub does not render as its author meant it.

mod empty_list_item;
mod inconsistent_bold;
mod malformed_tag;
mod merge_conflict;
mod pairing;
mod shared;
mod swallowed_line;
mod swallowed_markdown;
mod unbalanced_tag;
mod unknown_tag;
mod unrendered_emphasis;
mod unrendered_heading;
mod unrendered_list_item;

use crate::rules::base::Rule;

/// The rules of this group, by name.
pub(super) static RULES: &[&dyn Rule] = &[
    &empty_list_item::EmptyListItem,
    &inconsistent_bold::InconsistentBold,
    &malformed_tag::MalformedTag,
    &merge_conflict::MergeConflict,
    &swallowed_line::SwallowedLine,
    &swallowed_markdown::SwallowedMarkdown,
    &unbalanced_tag::UnbalancedTag,
    &unknown_tag::UnknownTag,
    &unrendered_emphasis::UnrenderedEmphasis,
    &unrendered_heading::UnrenderedHeading,
    &unrendered_list_item::UnrenderedListItem,
];
