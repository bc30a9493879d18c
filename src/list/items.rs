//! Reads list items and paragraphs as entries. Must not look into tables.

use super::{Entry, List, Place, Registry, links, prose};
use crate::{config::Role, document::Document, source::Span};

/// Adds the entries outside tables to `list`.
pub(super) fn read<'r>(document: &Document<'_>, registry: &'r Registry, list: &mut List<'r>) {
    for (place, span) in blocks(document) {
        if let Some(entry) = entry(document, registry, place, span) {
            list.entries.push(entry);
        }
    }
}

/// The items, each up to the first item inside it, and the paragraphs outside items, in the order of the text.
fn blocks(document: &Document<'_>) -> Vec<(Place, Span)> {
    let mut blocks: Vec<(Place, Span)> = Vec::new();
    let items = document.items();
    for (index, item) in items.iter().enumerate() {
        let inner = items
            .get(index + 1)
            .map_or(item.end, |next| next.start.min(item.end));
        let own = Span::new(item.start, inner).trimmed(document.source().text());
        match blocks.last_mut() {
            // Items of mere links belong to the entry that they stand under.
            Some((_, last)) if is_under(items, last.start, *item) && is_mere_links(document, own) => {
                last.end = own.end;
            }
            _ => blocks.push((Place::Item, own)),
        }
    }
    let outside = document.paragraphs().iter().filter(|paragraph| {
        let before = blocks.partition_point(|(_, block)| block.start <= paragraph.start);
        let holder = before.checked_sub(1).map(|index| blocks[index].1);
        holder.is_none_or(|holder| holder.end <= paragraph.start)
    });
    let outside: Vec<_> = outside.map(|span| (Place::Paragraph, *span)).collect();
    blocks.extend(outside);
    blocks.sort_by_key(|(_, span)| span.start);
    join_headed_lists(document, &mut blocks);
    blocks
}

/// Whether the item that starts at `holder` holds `item`.
fn is_under(items: &[Span], holder: usize, item: Span) -> bool {
    let index = items.partition_point(|item| item.start < holder);
    items
        .get(index)
        .is_some_and(|holder| holder.contains(item) && *holder != item)
}

/// A bold line followed by a list of links is one entry: `**Title**`, then `- Paper: …` and `- Code: …`.
fn join_headed_lists(document: &Document<'_>, blocks: &mut Vec<(Place, Span)>) {
    let mut joined: Vec<(Place, Span)> = Vec::with_capacity(blocks.len());
    for &(place, span) in blocks.iter() {
        match joined.last_mut() {
            Some((Place::Paragraph, head))
                if place == Place::Item
                    && document
                        .slice(Span::new(head.end.min(span.start), span.start))
                        .trim()
                        .is_empty()
                    && (document.slice(*head).starts_with("**")
                        || document.slice(*head).contains("\n- "))
                    && is_mere_links(document, span) =>
            {
                head.end = span.end;
            }
            _ => joined.push((place, span)),
        }
    }
    *blocks = joined;
}

/// More text beside the links than this makes an entry of its own.
const MOST_LABEL: usize = 24;

fn is_mere_links(document: &Document<'_>, span: Span) -> bool {
    let links = document.links_in(span);
    let leads_away = links
        .iter()
        .any(|link| !link.is_image && !link.url.starts_with('#'));
    let text = document.texts_in(span).iter();
    let source = document.source().text();
    let len: usize = text
        .map(|run| {
            if run.text(source).contains("://") {
                0
            } else {
                run.span.len()
            }
        })
        .sum();
    leads_away && len <= MOST_LABEL
}

fn entry<'r>(document: &Document<'_>, registry: &'r Registry, place: Place, span: Span) -> Option<Entry<'r>> {
    let links = links::in_span(document, span, |_| None);
    if links.is_empty() {
        return None;
    }
    let prose = prose::read(document, span, registry);
    let is_entry = match place {
        Place::Paragraph => {
            let names_paper = links
                .iter()
                .any(|link| matches!(link.role, Role::Paper | Role::Code));
            let title = prose.title.as_ref()?;
            names_paper && title.span.start - span.start < MOST_LABEL
        }
        _ => true,
    };
    let mut entry = Entry::new(span, place, document.section_at(span.start));
    (entry.name, entry.title, entry.venue, entry.date) = (prose.name, prose.title, prose.venue, prose.date);
    entry.links = links;
    entry.settle_year();
    is_entry.then_some(entry)
}
