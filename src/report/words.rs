//! Words and paths that several formats write. Must not escape: each format does.

use crate::finding::Applicability;

/// A path as other programs compare it with those of the repository: without `./` at its start.
pub(super) fn in_repository(path: &str) -> &str {
    // People type it, and a search of `.` would name every file so.
    path.strip_prefix("./").unwrap_or(path)
}

/// The word before the title of a fix.
pub(super) const fn fix_word(applicability: Applicability) -> &'static str {
    match applicability {
        Applicability::Safe => "fix",
        Applicability::Unsafe => "unsafe fix",
    }
}
