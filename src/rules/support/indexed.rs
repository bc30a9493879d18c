//! Entries whose papers are in the index of publications. Must not report.

use super::text::contains_any;
use crate::{
    config::Role,
    facts::PaperRecord,
    identity::Identity,
    list::{Entry, EntryId, Venue, beginning},
    publications::{AuthorMark, Edition, marks},
    rules::base::View,
};

/// The publication of an entry's paper, as the index has it.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Indexed<'a> {
    /// The venue and year, with their source.
    pub(in crate::rules) edition: Edition<'a>,
    /// The venue in the registry.
    pub(in crate::rules) venue: &'a Venue,
    /// True if the entry names the first author.
    is_by_author: bool,
}

/// A title with fewer letters may be that of several papers; with an author it needs only to be a title.
const LONG: usize = 18;
const LONG_WITH_AUTHOR: usize = 12;

/// The publication of an entry's paper.
///
/// `None` if the index does not know the title, if several papers share it, or if the entry names other authors.
pub(in crate::rules) fn indexed<'a>(cx: &View<'a>, id: EntryId) -> Option<Indexed<'a>> {
    let entry = cx.list.entry(id);
    // A name may be that of several papers.
    let title = entry.title.as_ref()?;
    let key = cx.list.index().title(id);
    let letters = key.as_str().len();
    if letters < LONG_WITH_AUTHOR {
        return None;
    }
    let mut found = cx.publications.find(key, beginning(&title.text));
    if found.is_empty() {
        return None;
    }
    let names = authors(entry);
    found.retain(|published| match published.is_by(&names) {
        Some(is_by) => is_by,
        None => letters >= LONG,
    });
    let known = found.into_iter().filter_map(|published| {
        Some(Indexed {
            edition: published.edition,
            venue: cx.registry.get(published.edition.venue)?,
            is_by_author: published.is_by(&names) == Some(true),
        })
    });
    let (workshops, others): (Vec<_>, Vec<_>) = known.partition(|known| known.venue.is_workshop());
    // A paper at a workshop is often published at a conference as well, which counts for more.
    let found = if others.is_empty() { workshops } else { others };
    let [only] = found[..] else { return None };
    (only.is_by_author || only.fits_preprint(cx, entry)).then_some(only)
}

/// True if a paper with the title of an entry was published at the venue and in the year that the entry names.
pub(in crate::rules) fn is_recorded(cx: &View<'_>, id: EntryId) -> bool {
    let entry = cx.list.entry(id);
    let stated = entry.venue.as_ref().and_then(|venue| venue.text.known);
    let (Some(title), Some(stated), Some(year)) = (&entry.title, stated, entry.year) else {
        return false;
    };
    let found = cx
        .publications
        .find(cx.list.index().title(id), beginning(&title.text));
    found
        .iter()
        .any(|published| published.edition.venue == stated.id && published.edition.year == year)
}

/// True if one of the authors of a record is among the authors of an entry; `None` if either side
/// names no authors.
pub(in crate::rules) fn shares_author(entry: &Entry<'_>, record: &PaperRecord) -> Option<bool> {
    let names = authors(entry);
    let of_record: Vec<_> = record
        .authors
        .iter()
        .filter_map(|name| AuthorMark::of(name))
        .collect();
    let are_known = !names.is_empty() && !of_record.is_empty();
    are_known.then(|| of_record.iter().any(|author| names.contains(author)))
}

/// The surnames in the authors of an entry; none for a single name, which may be that of an institute.
fn authors(entry: &Entry<'_>) -> Vec<AuthorMark> {
    let Some(authors) = &entry.authors else {
        return Vec::new();
    };
    let text = &authors.text;
    let are_several =
        text.contains([',', ';', '&', '、', '，']) || contains_any(text, &[" and ", " et al", "等"]);
    if are_several { marks(text) } else { Vec::new() }
}

impl Indexed<'_> {
    /// True unless the identifier of the preprint shows that another paper of the same title was published.
    fn fits_preprint(&self, cx: &View<'_>, entry: &Entry<'_>) -> bool {
        /// Papers are sent to arXiv up to this many years after they were published.
        const BEFORE: u16 = 2;
        /// Papers are published up to this many years after they were sent to arXiv.
        const AFTER: u16 = 5;
        let year = self.edition.year;
        entry
            .links_of(Role::Paper)
            .all(|link| match cx.list.index().identity(link) {
                Some(Identity::Arxiv(arxiv)) => arxiv
                    .year()
                    .is_none_or(|sent| year + BEFORE >= sent && year <= sent + AFTER),
                _ => true,
            })
    }

    /// True if a link of an entry to its paper names the same venue and year.
    pub(in crate::rules) fn is_linked(&self, cx: &View<'_>, entry: &Entry<'_>) -> bool {
        entry.links_of(Role::Paper).any(|link| {
            let published = cx.list.index().identity(link).and_then(Identity::published);
            published.is_some_and(|published| {
                let venue = cx.registry.get(&published.venue);
                venue.is_some_and(|venue| venue.id == self.venue.id)
                    && published.year == Some(self.edition.year)
                    && published.is_workshop == self.venue.is_workshop()
            })
        })
    }
}
