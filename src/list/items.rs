//! Reads list items and paragraphs as entries. Must not look into tables.

use super::{
    Entry, EntryLink, Field, List, Place, Registry, links, phrase,
    prose::{self, Prose},
};
use crate::{
    config::Role,
    document::{Document, Heading, Link, Style, TextRun},
    source::Span,
};

/// Adds the entries outside tables to `list`.
pub(super) fn read<'r>(document: &Document<'_>, registry: &'r Registry, list: &mut List<'r>) {
    let blocks = Blocks::new(document);
    for (place, span) in blocks.all() {
        let headed = blocks.headed_entry(place, span);
        let Some(mut entry) = headed.or_else(|| entry(document, registry, place, span)) else {
            continue;
        };
        if entry.label().is_none() {
            entry.title = blocks.title_above(span);
        }
        list.entries.push(entry);
    }
}

type Block = (Place, Span);

/// The stretches of text outside tables that may be an entry each.
struct Blocks<'d> {
    document: &'d Document<'d>,
    text: &'d str,
}

impl<'d> Blocks<'d> {
    fn new(document: &'d Document<'d>) -> Self {
        Self {
            document,
            text: document.source().text(),
        }
    }

    /// The items, each up to the first item inside it, and the paragraphs outside items, in the order of the text.
    fn all(&self) -> Vec<Block> {
        let mut blocks = self.items();
        let outside = self.document.paragraphs().iter().filter(|paragraph| {
            let before = blocks.partition_point(|(_, block)| block.start <= paragraph.start);
            let holder = before.checked_sub(1).map(|index| blocks[index].1);
            holder.is_none_or(|holder| holder.end <= paragraph.start)
        });
        let outside: Vec<_> = outside.flat_map(|paragraph| self.lines(*paragraph)).collect();
        blocks.extend(outside.into_iter().map(|span| (Place::Paragraph, span)));
        blocks.sort_by_key(|(_, span)| span.start);
        self.joined(blocks)
    }

    fn items(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let items = self.document.items();
        for (index, item) in items.iter().enumerate() {
            let inner = items
                .get(index + 1)
                .map_or(item.end, |next| next.start.min(item.end));
            let own = Span::new(item.start, inner).trimmed(self.text);
            match self.holder(&blocks, *item).filter(|_| self.is_mere_links(own)) {
                // Items of mere links belong to the entry that they stand under.
                Some(holder) => {
                    blocks.truncate(holder + 1);
                    blocks[holder].1.end = own.end;
                }
                None => blocks.push((Place::Item, own)),
            }
        }
        blocks
    }

    /// The block that an item stands under, with nothing but items without links between them.
    fn holder(&self, blocks: &[Block], item: Span) -> Option<usize> {
        /// Authors and a venue may have items of their own above that of the links.
        const FARTHEST: usize = 3;
        let near = blocks.iter().enumerate().rev().take(FARTHEST);
        let (mut near, items) = (
            near.map(|(index, (_, span))| (index, *span)),
            self.document.items(),
        );
        let mut is_open = true;
        let holder = near.find(|(_, span)| {
            let ends = is_open && is_under(items, span.start, item);
            is_open &= self.document.links_in(*span).is_empty();
            ends || !is_open
        });
        let (index, span) = holder?;
        is_under(items, span.start, item).then_some(index)
    }

    /// A paragraph by its lines where several of them are entries; else the whole.
    fn lines(&self, paragraph: Span) -> Vec<Span> {
        let source = self.document.source();
        let lines = source.lines_in(paragraph).map(|line| {
            let line = line.span;
            Span::new(line.start.max(paragraph.start), line.end.min(paragraph.end))
        });
        let starts: Vec<_> = lines.filter(|line| self.is_whole_entry(*line)).collect();
        if starts.len() < 2 {
            return vec![paragraph];
        }
        let ends = starts[1..].iter().map(|next| next.start).chain([paragraph.end]);
        let entries = starts.iter().zip(ends);
        entries
            .map(|(line, end)| Span::new(line.start, end).trimmed(self.text))
            .collect()
    }

    /// Whether a line has a title and a link to the paper.
    fn is_whole_entry(&self, line: Span) -> bool {
        let links = links::in_span(self.document, line, |_| None);
        links.iter().any(|link| link.role == Role::Paper)
            && phrase::is_title(&self.document.visible_text(line))
    }

    /// Joins a bold line and the list of links under it: `**Title**`, then `- Paper: …` and `- Code: …`; and lists of
    /// links that stand by themselves.
    fn joined(&self, blocks: Vec<Block>) -> Vec<Block> {
        let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
        for (place, span) in blocks {
            match joined.last_mut() {
                Some((above, head)) if place == Place::Item && self.belongs(*above, *head, span) => {
                    head.end = span.end;
                }
                _ => joined.push((place, span)),
            }
        }
        joined
    }

    fn belongs(&self, above: Place, head: Span, item: Span) -> bool {
        let is_next = self.text[head.end.min(item.start)..item.start].trim().is_empty();
        let head_text = &self.text[head.range()];
        let is_head =
            above == Place::Paragraph && (head_text.starts_with("**") || head_text.contains("\n- "));
        let is_list = || above == Place::Item && self.is_labelled(head) && self.is_labelled(item);
        is_next && (is_head && self.is_mere_links(item) || is_list())
    }

    fn is_mere_links(&self, span: Span) -> bool {
        /// More text beside the links than this makes an entry of its own.
        const MOST_TEXT: usize = 24;
        let links = self.document.links_in(span);
        let leads_away = links
            .iter()
            .any(|link| !link.is_image && !link.url.starts_with('#'));
        let lengths = self.document.texts_in(span).iter().map(|run| {
            let is_address = run.text(self.text).contains("://");
            if is_address { 0 } else { run.span.len() }
        });
        leads_away && lengths.sum::<usize>() <= MOST_TEXT
    }

    /// Whether a span is links by such labels as `Paper` and `Code`, and nothing else.
    fn is_labelled(&self, span: Span) -> bool {
        let is_label = |text: &str| links::by_label(text).is_some() || phrase::is_label(text);
        self.is_mere_links(span) && is_label(&self.document.visible_text(span))
    }

    /// The title in the heading right above links that say nothing else.
    fn title_above(&self, span: Span) -> Option<Field> {
        let heading = &self.document.headings()[self.document.section_at(span.start)?];
        let between = self.text.get(heading.span.end..span.start)?;
        let is_next = between.trim().is_empty() && self.is_labelled(span);
        is_next.then(|| title_in(heading))?
    }

    /// The entry of a section of one paper: authors and abstract, and then, first of all links, a paragraph of nothing
    /// but links with labels. Its heading is the title.
    fn headed_entry<'r>(&self, place: Place, span: Span) -> Option<Entry<'r>> {
        let section = self.document.section_at(span.start)?;
        let heading = &self.document.headings()[section];
        let between = Span::new(heading.span.end, span.start.max(heading.span.end));
        let is_first = place == Place::Paragraph && self.document.links_in(between).is_empty();
        let title = (is_first && self.is_row_of_labels(span)).then(|| title_in(heading))??;
        let mut entry = Entry::new(span, place, Some(section));
        entry.title = Some(title);
        entry.links = links::in_span(self.document, span, |_| None);
        Some(entry)
    }

    /// Whether a paragraph is several links with such labels as `Paper` and `Code`, and nothing else.
    fn is_row_of_labels(&self, span: Span) -> bool {
        let links = self.document.links_in(span);
        let label = |link: &Link| links::by_label(&self.document.visible_text(link.label)).is_some();
        let is_bare = |run: &TextRun| {
            !run.style.has(Style::LINK) && run.text(self.text).contains(char::is_alphanumeric)
        };
        links.len() > 1 && links.iter().all(label) && !self.document.texts_in(span).iter().any(is_bare)
    }
}

/// The title that a heading is, without the number before it.
fn title_in(heading: &Heading) -> Option<Field> {
    let text = phrase::without_number(&heading.text);
    let title = &text[phrase::title(text)];
    phrase::is_title(title).then(|| Field {
        span: heading.span,
        text: phrase::without_stop(title).trim().to_owned(),
    })
}

/// Whether the item that starts at `holder` holds `item`.
fn is_under(items: &[Span], holder: usize, item: Span) -> bool {
    let index = items.partition_point(|item| item.start < holder);
    items
        .get(index)
        .is_some_and(|holder| holder.contains(item) && *holder != item)
}

fn entry<'r>(document: &Document<'_>, registry: &'r Registry, place: Place, span: Span) -> Option<Entry<'r>> {
    let links = links::in_span(document, span, |_| None);
    if links.is_empty() {
        return None;
    }
    let prose = prose::read(document, span, registry);
    if place == Place::Paragraph && !(names_paper(&links) && opens_with_title(document, &prose, span)) {
        return None;
    }
    let mut entry = Entry::new(span, place, document.section_at(span.start));
    (entry.name, entry.title, entry.venue, entry.date) = (prose.name, prose.title, prose.venue, prose.date);
    entry.links = links;
    entry.settle_year();
    Some(entry)
}

fn names_paper(links: &[EntryLink]) -> bool {
    links
        .iter()
        .any(|link| matches!(link.role, Role::Paper | Role::Code))
}

/// Whether a paragraph is about one paper and no prose.
fn opens_with_title(document: &Document<'_>, prose: &Prose<'_>, span: Span) -> bool {
    /// With more text than this before a title that is set apart, a paragraph is prose.
    const MOST_BEFORE: usize = 40;
    /// A longer text without such a title is prose.
    const LONGEST: usize = 400;
    let starts_early = |title: &Field| title.span.start - span.start < MOST_BEFORE;
    prose.title.as_ref().is_some_and(|title| {
        if prose.is_marked {
            starts_early(title)
        } else {
            document.visible_text(span).len() < LONGEST
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Config, source::SourceFile};

    const TITLE: &str = "Grasping Objects by Their Sound";

    /// Forms with what is read from them: name, title, venue with its year, date.
    const FORMS: [(&str, &str); 31] = [
        (
            "- [TITLE](URL), *CVPR 2024*. [[code]](https://github.com/a/b)",
            "- | TITLE | CVPR 2024 | -",
        ),
        (
            "- **TITLE**, Ada King, CVPR 2024 [[paper](URL)]",
            "- | TITLE | CVPR 2024 | -",
        ),
        ("1. [2024] TITLE [pdf](URL)", "- | TITLE | - | 2024"),
        (
            "* \"TITLE\", CVPR, 2024 (*Institute*). [[Paper](URL)]",
            "- | TITLE | CVPR 2024 | -",
        ),
        (
            "- **SoundGrasp:** TITLE. CVPR 2024. [paper](URL)",
            "SoundGrasp | TITLE | CVPR 2024 | -",
        ),
        (
            "- **SoundGrasp**: \"TITLE\", CVPR, 2024. [[Paper](URL)]",
            "SoundGrasp | TITLE | CVPR 2024 | -",
        ),
        (
            "- SoundGrasp: \"TITLE\" CVPR 2024. [[Paper]](URL)",
            "SoundGrasp | TITLE | CVPR 2024 | -",
        ),
        (
            "- [**SoundGrasp**] TITLE. **`CVPR 24`** [[Paper](URL)]",
            "SoundGrasp | TITLE | CVPR 2024 | -",
        ),
        (
            "- **[SoundGrasp]** TITLE | **[CVPR' 24]** |[`[pdf]`](URL)",
            "SoundGrasp | TITLE | CVPR 2024 | -",
        ),
        (
            "- `SoundGrasp` **TITLE.** CVPR 2024.\n  [[Paper](URL)]",
            "SoundGrasp | TITLE | CVPR 2024 | -",
        ),
        (
            "- [SoundGrasp](URL) - TITLE, CVPR 2024",
            "SoundGrasp | TITLE | CVPR 2024 | -",
        ),
        ("- **Sound Grasping** [paper](URL)", "- | Sound Grasping | - | -"),
        (
            "- [CVPR 2024] (black-box (hard)) TITLE [[paper]](URL)",
            "- | TITLE | CVPR 2024 | -",
        ),
        (
            "- [**CVPR, 2024**] TITLE. [paper](URL)",
            "- | TITLE | CVPR 2024 | -",
        ),
        ("- (*CVPR'24*) TITLE [[paper](URL)]", "- | TITLE | CVPR 2024 | -"),
        (
            "- TITLE (**CVPR 2024**). [[paper](URL)]",
            "- | TITLE | CVPR 2024 | -",
        ),
        ("- [TITLE (CVPR 2024)](URL)", "- | TITLE | CVPR 2024 | -"),
        (
            "- TITLE. King, Ada et al. CVPR 2024 [[paper]](URL)",
            "- | TITLE | CVPR 2024 | -",
        ),
        (
            "- King A., et al. (2024). TITLE. Some Journal. [[Paper]](URL)",
            "- | TITLE | - | 2024",
        ),
        ("- 2024-TITLE [Paper](URL)", "- | TITLE | - | -"),
        (
            "- [2024/05] **TITLE** *Ada King et al.* [[paper](URL)]",
            "- | TITLE | - | 2024-05",
        ),
        ("- [[arXiv](ARXIV)] TITLE. [__`tag`__]", "- | TITLE | - | -"),
        ("- TITLE. arXiv:2007.10787 [[paper]](URL)", "- | TITLE | - | -"),
        (
            "**TITLE** \\\n*Ada King* \\\n[CVPR 2024] \\\n[[Paper](ARXIV)]",
            "- | TITLE | CVPR 2024 | -",
        ),
        (
            "**(*CVPR2024_SoundGrasp*) TITLE.**<br>\n*Ada King*<br>\n[[paper]](ARXIV)",
            "- | TITLE | CVPR 2024 | -",
        ),
        (
            "**TITLE**\n\n- Paper: ARXIV\n- Code: https://github.com/a/b",
            "- | TITLE | - | -",
        ),
        (
            "- **SoundGrasp**, TITLE.\n  - Ada King. **CVPR, 2024**.\n  - [![](https://i.org/badge)](ARXIV)",
            "SoundGrasp | TITLE | CVPR 2024 | -",
        ),
        (
            "### 5. TITLE\n**Authors**: Ada King\n\n[📄 Paper](ARXIV) | [🌐 Project Page](URL) | [💻 Code]()",
            "- | TITLE | - | -",
        ),
        (
            "# TITLE\n\n* [Link](ARXIV)\n* [Code](https://github.com/a/b)",
            "- | TITLE | - | -",
        ),
        (
            "- 《多模态遥感基础模型：现状与挑战》，2024。[[论文](https://arxiv.org/abs/2402.06617)]",
            "- | 多模态遥感基础模型：现状与挑战 | - | -",
        ),
        ("- [Paper](URL)", "- | - | - | -"),
    ];

    #[test]
    fn the_forms_of_real_lists_are_read() {
        let wrong: Vec<_> = FORMS
            .iter()
            .filter_map(|(form, expected)| {
                let found = read_form(form);
                (found != *expected).then_some((form, found))
            })
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    fn read_form(form: &str) -> String {
        let text = form
            .replace("TITLE", TITLE)
            .replace("ARXIV", "https://arxiv.org/abs/2401.00001")
            .replace("URL", "https://a.org/b");
        let source = SourceFile::new("x.md", text);
        let document = Document::parse(&source);
        let list = List::read(&document, &Config::default(), Registry::builtin());
        let [entry] = list.entries() else {
            return format!("{} entries", list.entries().len());
        };
        let text = |field: &Option<Field>| field.as_ref().map_or("-".to_owned(), |field| field.text.clone());
        let venue = entry.venue.as_ref().map_or("-".to_owned(), |venue| {
            let year = venue.text.year.unwrap_or_default();
            format!("{} {year}", document.slice(venue.venue_span()))
        });
        let date = entry
            .date
            .map_or("-".to_owned(), |(_, date)| date.cut(2).to_string());
        let title = text(&entry.title).replace(TITLE, "TITLE");
        format!("{} | {title} | {venue} | {date}", text(&entry.name))
    }
}
