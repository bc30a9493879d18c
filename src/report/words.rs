//! Words and paths that several formats write. Must not escape: each format does.

use crate::finding::Applicability;

/// A path in the repository as other programs expect it: without `./` at its start.
pub(super) fn in_repository(path: &str) -> &str {
    // Users type it on the command line.
    path.strip_prefix("./").unwrap_or(path)
}

/// The word before the title of a fix.
pub(super) const fn fix_word(applicability: Applicability) -> &'static str {
    match applicability {
        Applicability::Safe => "fix",
        Applicability::Unsafe => "unsafe fix",
    }
}
