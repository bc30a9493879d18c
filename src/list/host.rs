//! Tells hosts of papers from hosts of code. Must not know single hosts.

use crate::identity::{Family, family_of_host};

/// True if links to the host of a URL usually lead to papers.
pub(super) fn holds_papers(url: &str) -> bool {
    family_of_host(url) == Some(Family::Paper)
}

/// True if links to the host of a URL usually lead to code.
///
/// Columns of code link to models and to the pages of projects just as well.
pub(super) fn holds_code(url: &str) -> bool {
    family_of_host(url).is_some_and(|family| family != Family::Paper)
}
