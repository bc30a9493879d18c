//! Rules on single links: their Markdown, labels and URLs, and the answers of their hosts.

mod bare_link;
mod copied_view;
mod dead_link;
mod doubled_address;
mod empty_link;
mod impossible_arxiv_id;
mod inconsistent_label;
mod malformed_link;
mod mismatched_badge;
mod misplaced_link;
mod missing_url;
mod misspelled_label;
mod moved_link;
mod nested_link;
mod shared;
mod soft_404;
mod tracking_parameter;
mod unrendered_link;

use crate::rules::base::Rule;

/// The rules of this group, by name.
pub(super) static RULES: &[&dyn Rule] = &[
    &bare_link::BareLink,
    &copied_view::CopiedView,
    &dead_link::DeadLink,
    &doubled_address::DoubledAddress,
    &empty_link::EmptyLink,
    &impossible_arxiv_id::ImpossibleArxivId,
    &inconsistent_label::InconsistentLabel,
    &malformed_link::MalformedLink,
    &mismatched_badge::MismatchedBadge,
    &misplaced_link::MisplacedLink,
    &missing_url::MissingUrl,
    &misspelled_label::MisspelledLabel,
    &moved_link::MovedLink,
    &nested_link::NestedLink,
    &soft_404::Soft404,
    &tracking_parameter::TrackingParameter,
    &unrendered_link::UnrenderedLink,
];
