//! Separates the parts of an entry, such as a line of links or of authors, from entries. Must not know where they are.

use super::{
    VenueRegistry, authors, fields, links, mention, phrase,
    wording::{Look, URL, Wording},
};
use crate::{
    config::Role,
    document::{Document, Link},
    source::Span,
};

/// More letters beside links than these are a text of their own.
const MAX_LETTERS: usize = 24;

/// The kinds of blocks that belong to the entry above them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// `[Paper](…) [Code](…)`, or badges.
    Links,
    /// `📅 Date: October 3, 2023`.
    Field,
    /// `Ada King and Bob Lind. *CVPR 2024*. [[pdf](…)]`, or the venue alone.
    Credits,
    /// Any other text without a link that names something.
    Remark,
}

impl Part {
    /// The part that a stretch of text is; `None` for an entry of its own.
    pub(super) fn of(document: &Document<'_>, span: Span, registry: &VenueRegistry) -> Option<Self> {
        /// A part is a line or two; a long one holds items of its own.
        const LONGEST: usize = 4_000;
        if span.len() > LONGEST {
            return None;
        }
        let wording = Wording::of(document, [span]);
        if is_links(document, &wording, span) {
            return Some(Self::Links);
        }
        if is_field(&wording) {
            return Some(Self::Field);
        }
        // A list of names opens neither a title nor a remark.
        if is_credits(wording.text(), registry) {
            return Some(Self::Credits);
        }
        let names = |link: &Link| link.leads_away() && phrase::is_title(&document.visible_text(link.label));
        let leads_to_paper = links::in_span(document, span)
            .iter()
            .any(|link| matches!(link.role, Role::Paper | Role::Code));
        (!leads_to_paper && !document.links_in(span).iter().any(names)).then_some(Self::Remark)
    }
}

/// True if a stretch is links with such labels as `Paper` and `Code`, and few other words.
fn is_links(document: &Document<'_>, wording: &Wording, span: Span) -> bool {
    let mut links = document.links_in(span).iter();
    links.any(Link::leads_away) && letters_beside_labels(document, wording) <= MAX_LETTERS
}

/// True if a stretch is links with labels, or fields, and nothing else.
pub(super) fn is_bare(document: &Document<'_>, span: Span) -> bool {
    let wording = Wording::of(document, [span]);
    letters_beside_labels(document, &wording) == 0 || is_field(&wording)
}

/// True if a text starts with a label that fields have, or is a few words with a bare URL behind them.
fn is_field(wording: &Wording) -> bool {
    let first = wording.text().lines().next().unwrap_or_default();
    let label = first.split(URL).next().unwrap_or_default();
    let names_url =
        label.len() < first.len() && phrase::letters(label) <= MAX_LETTERS && !label.contains('.');
    names_url || fields::read(first).next().is_some()
}

/// The number of letters outside the labels of links that name their target.
fn letters_beside_labels(document: &Document<'_>, wording: &Wording) -> usize {
    let mut letters = phrase::letters(wording.text());
    for mark in wording.marks() {
        let text = &wording.text()[mark.range.clone()];
        if let Look::Link(id) = mark.look
            && !document.link(id).is_image
            && (links::by_label(text).is_some() || phrase::is_label(text))
        {
            letters -= phrase::letters(text);
        }
    }
    letters
}

/// True for a text that starts with a few words and a colon, as fields do.
pub(super) fn has_label(text: &str) -> bool {
    /// No label has more bytes.
    const LONGEST: usize = 30;
    text.find([':', '：']).is_some_and(|colon| colon <= LONGEST)
}

/// True for authors, a venue, or both, at the start of a text, with at most links behind them.
fn is_credits(text: &str, registry: &VenueRegistry) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    if authors::leading(text).is_some() || authors::is_all(text) {
        return true;
    }
    let venue = mention::find(text, registry).next();
    venue.is_some_and(|(range, venue)| {
        venue.known.is_some() && phrase::letters(text) - phrase::letters(&text[range]) <= MAX_LETTERS
    })
}
