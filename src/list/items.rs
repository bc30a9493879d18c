//! Reads list items and paragraphs as entries. Must not look into tables.

use super::{Entry, EntryLink, Field, List, Place, Registry, links, prose};
use crate::{
    config::Role,
    document::{Document, Style},
    source::Span,
};

/// Adds the entries outside tables to `list`.
pub(super) fn read<'r>(document: &Document<'_>, registry: &'r Registry, list: &mut List<'r>) {
    let mut is_headed = false;
    for (place, span) in blocks(document) {
        let Some(mut entry) = entry(document, registry, place, span) else {
            continue;
        };
        let title = heading_title(document, &entry);
        if is_headed
            && title.is_some()
            && let Some(last) = list.entries.last_mut()
            && last.section == entry.section
        {
            last.span.end = entry.span.end;
            last.links.append(&mut entry.links);
            continue;
        }
        is_headed = title.is_some();
        entry.title = entry.title.or(title);
        if place == Place::Item || entry.title.is_some() {
            list.count_venue(entry.venue.as_ref());
            list.entries.push(entry);
        }
    }
}

/// Longer headings are no titles.
const LONGEST_HEADING: usize = 400;

/// The title in the heading above an entry of mere links: `### Title`, then `[Paper](…) | [Code](…)`.
fn heading_title(document: &Document<'_>, entry: &Entry<'_>) -> Option<Field> {
    let heading = &document.headings()[entry.section?];
    let names_paper = entry.links.iter().any(|link| link.role == Role::Paper);
    let is_untitled = entry.label().is_none() && is_mere_links(document, entry.span);
    if !(names_paper && is_untitled && heading.text.len() <= LONGEST_HEADING) {
        return None;
    }
    let text = heading
        .text
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
    let is_title = heading.level > 2 && prose::is_title(text) && !text.contains(|c| c >= '\u{2e80}');
    is_title.then(|| Field {
        span: heading.span,
        text: text.to_owned(),
    })
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
        // Items of mere links belong to the entry that they stand under.
        match holder(document, &blocks, items, *item).filter(|_| is_mere_links(document, own)) {
            Some(holder) => {
                blocks.truncate(holder + 1);
                blocks[holder].1.end = own.end;
            }
            None => blocks.push((Place::Item, own)),
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

/// More items of mere text than this do not stand between an entry and its links.
const MOST_NOTES: usize = 4;

/// The block, by index, that holds an item, where only items without links stand between them: authors or venue.
fn holder(document: &Document<'_>, blocks: &[(Place, Span)], items: &[Span], item: Span) -> Option<usize> {
    let mut nearest = (0..blocks.len()).rev().take(MOST_NOTES);
    let found = nearest.find(|&index| {
        let block = blocks[index].1;
        is_under(items, block.start, item) || !document.links_in(block).is_empty()
    });
    found.filter(|&index| is_under(items, blocks[index].1.start, item))
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
    let source = document.source().text();
    let beside = document.texts_in(span).iter().map(|run| {
        let text = run.text(source);
        let is_label = run.style.has(Style::LINK) && text.chars().count() <= MOST_LABEL;
        if is_label || text.contains("://") {
            0
        } else {
            run.span.len()
        }
    });
    let len: usize = beside.sum();
    leads_away && len <= MOST_LABEL
}

fn entry<'r>(document: &Document<'_>, registry: &'r Registry, place: Place, span: Span) -> Option<Entry<'r>> {
    let links = links::in_span(document, span, |_| None);
    if links.is_empty() {
        return None;
    }
    let prose = prose::read(document, span, registry);
    if place == Place::Paragraph {
        let names_paper = |link: &EntryLink| matches!(link.role, Role::Paper | Role::Code);
        let is_early = |title: &Field| title.span.start - span.start < MOST_LABEL;
        let is_entry = links.iter().any(names_paper) && prose.title.as_ref().is_none_or(is_early);
        is_entry.then_some(())?;
    }
    let mut entry = Entry::new(span, place, document.section_at(span.start));
    (entry.name, entry.title, entry.venue, entry.date) = (prose.name, prose.title, prose.venue, prose.date);
    entry.links = links;
    entry.settle_year();
    Some(entry)
}
