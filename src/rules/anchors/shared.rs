//! Links within the page whose anchors do not exist exactly as written. Must not report.

use indexmap::IndexMap;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::{
    document::{AnchorMatch, Document, Link, slugify_in_case},
    finding::{Applicability, Fix},
    rules::support::redirect,
};

/// The links with one fragment that does not match an anchor exactly.
pub(super) struct LostLinks<'d> {
    pub(super) target: AnchorMatch<'d>,
    pub(super) links: Vec<&'d Link>,
}

/// The links within the page that do not match an anchor exactly, by fragment, in order.
pub(super) fn lost_links<'d>(document: &'d Document<'d>) -> IndexMap<&'d str, LostLinks<'d>> {
    let mut lost = IndexMap::new();
    for link in document.links() {
        // GitHub drops the excess cells of a row, so their links cannot be followed.
        if link.is_dropped {
            continue;
        }
        let Some(fragment) = link.local_fragment() else {
            continue;
        };
        let target = document.target(fragment);
        if target != AnchorMatch::Found {
            lost.entry(fragment)
                .or_insert(LostLinks {
                    target,
                    links: Vec::new(),
                })
                .links
                .push(link);
        }
    }
    lost
}

/// The way in which a page writes the anchors of its links.
pub(super) struct AnchorForm<'d> {
    document: &'d Document<'d>,
    /// True if most anchors have the capitals of their headings.
    has_capitals: bool,
    /// True if letters beyond ASCII are percent-encoded.
    is_encoded: bool,
}

impl<'d> AnchorForm<'d> {
    /// The form of the links that lead to a section.
    pub(super) fn of(document: &'d Document<'d>) -> Self {
        let (mut exact, mut capitals, mut encoded, mut plain) = (0, 0, 0, 0);
        for fragment in document.links().iter().filter_map(Link::local_fragment) {
            match document.target(fragment) {
                AnchorMatch::Found => exact += 1,
                AnchorMatch::OtherCase(_) => capitals += 1,
                AnchorMatch::Missing => continue,
            }
            encoded += usize::from(fragment.contains('%'));
            plain += usize::from(!fragment.is_ascii());
        }
        Self {
            document,
            has_capitals: capitals > exact,
            is_encoded: encoded > plain,
        }
    }

    /// An anchor in this form. Invisible characters are always encoded, so that people can read the link.
    pub(super) fn write(&self, anchor: &str) -> String {
        let heading = self
            .document
            .heading_at(anchor)
            .map(|id| self.document.heading(id));
        let in_case = heading.map(|heading| slugify_in_case(&heading.text));
        let anchor = match in_case {
            Some(in_case) if self.has_capitals && in_case.to_lowercase() == anchor => in_case,
            _ => anchor.to_owned(),
        };
        let mut written = String::with_capacity(anchor.len());
        for c in anchor.chars() {
            if !c.is_ascii() && self.is_encoded || is_invisible(c) {
                written.extend(utf8_percent_encode(c.encode_utf8(&mut [0; 4]), NON_ALPHANUMERIC));
            } else {
                written.push(c);
            }
        }
        written
    }
}

/// True for joiners, variation selectors and other characters without a shape.
fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fe00}'..='\u{fe0f}') || c.general_category() == GeneralCategory::Format
}

/// Replaces the anchor of links; `None` if one of them has its destination elsewhere.
pub(super) fn fix(links: &[&Link], anchor: &str, applicability: Applicability) -> Option<Fix> {
    let edits = redirect(links, |_| format!("#{anchor}"))?;
    Some(Fix::new(applicability, format!("link to `#{anchor}`"), edits))
}
