//! Rules on links to sections and files that do not exist.

mod missing_anchor;
mod missing_file;
mod missing_remote_anchor;
mod shared;
mod wrong_case_anchor;

use crate::rules::base::Rule;

/// The rules of this group, by name.
pub(super) static RULES: &[&dyn Rule] = &[
    &missing_anchor::MissingAnchor,
    &missing_file::MissingFile,
    &missing_remote_anchor::MissingRemoteAnchor,
    &wrong_case_anchor::WrongCaseAnchor,
];
