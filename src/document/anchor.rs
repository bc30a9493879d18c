//! Resolves the fragments of links within the page as GitHub does. Must not know links.

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;

/// The place to which a fragment leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AnchorMatch<'d> {
    /// To a heading, an element, or a place that every page has.
    Found,
    /// To nothing, but to this anchor if case did not count.
    OtherCase(&'d str),
    /// To nothing.
    Missing,
}

/// Anchors that need no heading: the top of the page and the file itself.
const ALWAYS: [&str; 3] = ["", "top", "readme"];

/// The anchors of a page: of headings, and the `id`s and `name`s of HTML elements.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    exact: HashSet<Box<str>>,
    /// By the lower case, the first of the anchors that differ in case only.
    by_lower_case: HashMap<String, Box<str>>,
}

impl Anchors {
    pub(super) fn add(&mut self, anchor: &str) {
        self.exact.insert(anchor.into());
        let lower = anchor.to_lowercase();
        self.by_lower_case.entry(lower).or_insert_with(|| anchor.into());
    }

    /// All anchors, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.exact.iter().map(|anchor| &**anchor)
    }

    pub(super) fn target(&self, fragment: &str) -> AnchorMatch<'_> {
        let anchor = decode(fragment);
        // GitHub puts this prefix before every anchor and leaves it out of links.
        let anchor = anchor.strip_prefix("user-content-").unwrap_or(&anchor);
        let lower = anchor.to_lowercase();
        // GitHub adds these to every page, and takes no account of their case.
        if ALWAYS.contains(&lower.as_str()) || is_line(anchor) {
            return AnchorMatch::Found;
        }
        if self.exact.contains(anchor) {
            return AnchorMatch::Found;
        }
        let other = self.by_lower_case.get(&lower);
        other.map_or(AnchorMatch::Missing, |first| AnchorMatch::OtherCase(first))
    }
}

/// A fragment without percent-encoding.
#[must_use]
pub fn decode(fragment: &str) -> String {
    percent_decode_str(fragment).decode_utf8_lossy().into_owned()
}

/// True for `L10` and `L10-L20`, which are lines of the source.
fn is_line(anchor: &str) -> bool {
    let rest = anchor.strip_prefix('L').unwrap_or_default();
    rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_digit() || "LC-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_are_resolved_as_on_github() {
        let mut anchors = Anchors::default();
        for anchor in ["large-models", "模型", "Named", "Both", "both"] {
            anchors.add(anchor);
        }
        for found in [
            "large-models",
            "user-content-large-models",
            "%E6%A8%A1%E5%9E%8B",
            "Named",
            "both",
            "Both",
        ] {
            assert_eq!(anchors.target(found), AnchorMatch::Found, "{found}");
        }
        for always in ["", "top", "Top", "readme", "L10", "L10-L12", "L1C2-L3C4"] {
            assert_eq!(anchors.target(always), AnchorMatch::Found, "{always}");
        }
        assert_eq!(
            anchors.target("Large-Models"),
            AnchorMatch::OtherCase("large-models")
        );
        assert_eq!(anchors.target("named"), AnchorMatch::OtherCase("Named"));
        assert_eq!(anchors.target("largemodels"), AnchorMatch::Missing);
        assert_eq!(anchors.target("Lines"), AnchorMatch::Missing);
    }
}
