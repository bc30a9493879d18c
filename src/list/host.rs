//! Separates hosts of papers from hosts of code. Must not know single hosts.

use crate::identity::{Family, family_of_host};

/// The kinds of thing that links lead to, as far as columns differ in them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Papers,
    /// Columns of code link to models and to the pages of projects just as well.
    Code,
}

/// The kind of thing that links to the host of a URL usually lead to.
pub(super) fn held(url: &str) -> Option<Held> {
    family_of_host(url).map(|family| match family {
        Family::Paper => Held::Papers,
        Family::Code | Family::Data | Family::Page => Held::Code,
    })
}
