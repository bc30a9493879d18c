//! Reads list items and paragraphs as entries. Must not look into tables.

use super::{
    Entry, EntryLink, Field, Place, VenueRegistry, links, phrase,
    prose::{self, Prose},
};
use crate::{
    config::Role,
    document::{Document, Heading, Link, Style},
    source::Span,
};

/// The entries outside tables.
pub(super) fn read<'r>(document: &Document<'_>, registry: &'r VenueRegistry) -> Vec<Entry<'r>> {
    let blocks = Blocks::new(document);
    let mut entries = Vec::new();
    for block in blocks.all() {
        let headed = blocks.headed_entry(block);
        let Some(mut entry) = headed.or_else(|| entry(document, registry, block)) else {
            continue;
        };
        if entry.label().is_none() {
            entry.title = blocks.title_above(block.span);
        }
        entries.push(entry);
    }
    entries
}

/// A stretch of text outside tables that may be an entry.
#[derive(Clone, Copy)]
struct Block {
    place: Place,
    span: Span,
}

/// The blocks of a page.
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
        let mut outside = Vec::new();
        for &paragraph in self.document.paragraphs() {
            let before = blocks.partition_point(|block| block.span.start <= paragraph.start);
            if before == 0 || blocks[before - 1].span.end <= paragraph.start {
                self.push_lines(&mut outside, paragraph);
            }
        }
        blocks.append(&mut outside);
        blocks.sort_by_key(|block| block.span.start);
        self.joined(blocks)
    }

    fn items(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let items = self.document.items();
        for (index, &item) in items.iter().enumerate() {
            let inner = items.get(index + 1).map_or(item.end, |next| next.start);
            let own = Span::new(item.start, inner.min(item.end)).trimmed(self.text);
            // Many lists put the links of an entry into items below it: `- Title` and `  - [Paper](…)`.
            if self.is_mere_links(own)
                && let Some(holder) = self.holder(&blocks, item)
            {
                blocks.truncate(holder + 1);
                blocks[holder].span.end = own.end;
            } else {
                blocks.push(Block {
                    place: Place::Item,
                    span: own,
                });
            }
        }
        blocks
    }

    /// The block that holds an item, with only items without links between them.
    fn holder(&self, blocks: &[Block], item: Span) -> Option<usize> {
        /// Authors and a venue may have items of their own above that of the links.
        const FARTHEST: usize = 3;
        for (index, block) in blocks.iter().enumerate().rev().take(FARTHEST) {
            if self.is_under(block.span.start, item) {
                return Some(index);
            }
            // An item with links that does not hold this one is another entry, and so are those above it.
            if !self.document.links_in(block.span).is_empty() {
                return None;
            }
        }
        None
    }

    /// True if the item that starts at `holder` holds `item`.
    fn is_under(&self, holder: usize, item: Span) -> bool {
        let items = self.document.items();
        let index = items.partition_point(|item| item.start < holder);
        items
            .get(index)
            .is_some_and(|holder| holder.contains(item) && *holder != item)
    }

    /// Adds a paragraph: by its lines where several of them are entries, else as a whole.
    fn push_lines(&self, blocks: &mut Vec<Block>, paragraph: Span) {
        let mut starts = Vec::new();
        for line in self.document.source().lines_in(paragraph) {
            let start = line.span.start.max(paragraph.start);
            if self.is_whole_entry(Span::new(start, line.span.end.min(paragraph.end))) {
                starts.push(start);
            }
        }
        // A single line with title and link is the start of an entry with authors and venue below it.
        if starts.len() < 2 {
            starts = vec![paragraph.start];
        }
        starts.push(paragraph.end);
        for pair in starts.windows(2) {
            blocks.push(Block {
                place: Place::Paragraph,
                span: Span::new(pair[0], pair[1]).trimmed(self.text),
            });
        }
    }

    /// True if a line has a title and a link to the paper.
    fn is_whole_entry(&self, line: Span) -> bool {
        let links = links::in_span(self.document, line);
        links.iter().any(|link| link.role == Role::Paper)
            && phrase::is_title(&self.document.visible_text(line))
    }

    /// Joins a bold line and the list of links under it: `**Title**`, then `- Paper: …` and `- Code: …`; and lists of
    /// links by themselves, whose title is the heading above.
    fn joined(&self, blocks: Vec<Block>) -> Vec<Block> {
        let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
        for block in blocks {
            match joined.last_mut() {
                Some(above) if self.belongs(*above, block) => above.span.end = block.span.end,
                _ => joined.push(block),
            }
        }
        joined
    }

    /// True if a block is an item of links that belong to the block above it.
    fn belongs(&self, above: Block, item: Block) -> bool {
        let between = above.span.end.min(item.span.start)..item.span.start;
        if item.place != Place::Item || !self.text[between].trim().is_empty() {
            return false;
        }
        let head = &self.text[above.span.range()];
        match above.place {
            // With the first item, the head has a line with a mark.
            Place::Paragraph => {
                (head.starts_with("**") || head.contains("\n- ")) && self.is_mere_links(item.span)
            }
            Place::Item => self.is_labelled(above.span) && self.is_labelled(item.span),
            Place::Row { .. } => false,
        }
    }

    fn is_mere_links(&self, span: Span) -> bool {
        /// More text beside the links than this makes an entry of its own.
        const MAX_TEXT: usize = 24;
        let links = self.document.links_in(span);
        if !links.iter().any(Link::leads_away) {
            return false;
        }
        let mut length = 0;
        for run in self.document.texts_in(span) {
            // A bare URL is shown as text, but is nothing but a link.
            if !run.text(self.text).contains("://") {
                length += run.span.len();
            }
        }
        length <= MAX_TEXT
    }

    /// True if a span is links with such labels as `Paper` and `Code`, and nothing else.
    fn is_labelled(&self, span: Span) -> bool {
        if !self.is_mere_links(span) {
            return false;
        }
        let text = self.document.visible_text(span);
        links::by_label(&text).is_some() || phrase::is_label(&text)
    }

    /// The title in the heading right above links that say nothing else.
    fn title_above(&self, span: Span) -> Option<Field> {
        let heading = self.document.heading(self.document.section_at(span.start)?);
        let between = self.text.get(heading.span.end..span.start)?;
        if !between.trim().is_empty() || !self.is_labelled(span) {
            return None;
        }
        title_in(heading)
    }

    /// The entry of a section of one paper: authors and abstract, and then, first of all links, a paragraph of nothing
    /// but links with labels. Its heading is the title.
    fn headed_entry<'r>(&self, Block { place, span }: Block) -> Option<Entry<'r>> {
        let section = self.document.section_at(span.start)?;
        let heading = self.document.heading(section);
        let between = Span::new(heading.span.end, span.start.max(heading.span.end));
        if place != Place::Paragraph
            || !self.document.links_in(between).is_empty()
            || !self.is_row_of_labels(span)
        {
            return None;
        }
        // Authors and abstract are above the links, so that the block has neither venue nor date.
        let mut entry = Entry::new(span, place, Some(section));
        entry.title = Some(title_in(heading)?);
        entry.links = links::in_span(self.document, span);
        Some(entry)
    }

    /// True if a paragraph is several links with such labels as `Paper` and `Code`, and nothing else.
    fn is_row_of_labels(&self, span: Span) -> bool {
        let links = self.document.links_in(span);
        for link in links {
            if links::by_label(&self.document.visible_text(link.label)).is_none() {
                return false;
            }
        }
        for run in self.document.texts_in(span) {
            if !run.style.has(Style::LINK) && run.text(self.text).contains(char::is_alphanumeric) {
                return false;
            }
        }
        links.len() > 1
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

fn entry<'r>(
    document: &Document<'_>,
    registry: &'r VenueRegistry,
    Block { place, span }: Block,
) -> Option<Entry<'r>> {
    let links = links::in_span(document, span);
    if links.is_empty() {
        return None;
    }
    let prose = prose::read(document, span, registry);
    // An item with a link is an entry of some list, while most paragraphs with links are prose.
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

/// True if a paragraph is about one paper and not prose.
fn opens_with_title(document: &Document<'_>, prose: &Prose<'_>, span: Span) -> bool {
    /// With more text than this before a title that is set apart, a paragraph is prose.
    const MAX_BEFORE: usize = 40;
    /// A longer text without such a title is prose.
    const LONGEST: usize = 400;
    match &prose.title {
        Some(title) if prose.is_marked => title.span.start - span.start < MAX_BEFORE,
        Some(_) => document.visible_text(span).len() < LONGEST,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Config, list::List, source::SourceFile};

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
        let list = List::read(&document, &Config::default(), VenueRegistry::builtin());
        let [entry] = list.entries().as_slice() else {
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
