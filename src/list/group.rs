//! Decides which blocks of a page make one entry. Must not read the entry.

use super::{
    VenueRegistry, bounds, fields, links,
    nodes::{Node, Page},
    part::{self, Part},
    phrase,
    section::{Topic, TopicKind},
    shape::Shape,
    wording::{Look, Wording},
};
use crate::{
    config::Role,
    document::{BlockId, Document, Heading, HeadingId, Link},
    handle::Handle,
    source::Span,
};

/// The most blocks between a title and its links: authors, affiliations, venue, date and a translation. Without a bound,
/// a page of names would be read again below each of them.
const MAX_PARTS: usize = 8;

/// The blocks of one entry outside tables.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) shape: Shape,
    /// The bytes from the first part to the last.
    pub(super) span: Span,
    /// The parts that say something about the paper, the one with the title first.
    pub(super) parts: Vec<Span>,
}

/// The entries of a page outside tables, and the blocks that head them.
#[derive(Debug, Default)]
pub(super) struct Groups {
    pub(super) groups: Vec<Group>,
    pub(super) topics: Vec<Topic>,
}

/// Groups the blocks of a page.
pub(super) fn groups(document: &Document<'_>, registry: &VenueRegistry) -> Groups {
    let page = Page::of(document);
    let closing = document
        .tags()
        .iter()
        .filter(|tag| tag.is_close && document.slice(tag.name).eq_ignore_ascii_case("details"));
    let mut tables: Vec<_> = document.all_tables().map(|(_, table)| table.span.start).collect();
    tables.sort_unstable();
    let mut grouper = Grouper {
        document,
        registry,
        text: document.source().text(),
        page: &page,
        tables,
        ends_of_details: closing.map(|tag| tag.span.start).collect(),
        found: Groups::default(),
    };
    let mut rest = page.nodes();
    while let [first, below @ ..] = rest {
        let taken = grouper.node(first, below);
        rest = &below[taken..];
    }
    let mut found = grouper.found;
    found.groups.sort_by_key(|group| group.span.start);
    found
}

struct Grouper<'d> {
    document: &'d Document<'d>,
    registry: &'d VenueRegistry,
    text: &'d str,
    page: &'d Page<'d>,
    /// The starts of all tables.
    tables: Vec<usize>,
    /// The starts of all `</details>`.
    ends_of_details: Vec<usize>,
    found: Groups,
}

impl<'d> Grouper<'d> {
    /// Groups a node with those below it that belong to it, and returns their number.
    fn node(&mut self, node: &Node, below: &[Node]) -> usize {
        match node {
            Node::Heading(heading) => self.headed(*heading, below),
            Node::Paragraph(span) => self.paragraph(*span, below),
            Node::Summary(span) => {
                if !self.is_labelled(*span) {
                    self.push_topic(TopicKind::Summary, *span, self.end_of_details(*span));
                }
                0
            }
            Node::Items(items) => {
                for item in items {
                    self.item(*item);
                }
                0
            }
        }
    }

    fn push(&mut self, shape: Shape, parts: Vec<Span>, end: usize) {
        let span = Span::new(parts[0].start, end);
        self.found.groups.push(Group { shape, span, parts });
    }

    fn push_topic(&mut self, kind: TopicKind, span: Span, end: usize) {
        self.found.topics.push(Topic { kind, span, end });
    }

    /// True for a summary that labels a field, such as `Abstract`, and heads no topic.
    fn is_labelled(&self, summary: Span) -> bool {
        fields::is_label(&self.document.visible_text(summary))
    }

    /// The end of the `<details>` that holds a summary.
    fn end_of_details(&self, summary: Span) -> usize {
        let ends = &self.ends_of_details;
        let after = ends.partition_point(|end| *end < summary.end);
        ends.get(after).copied().unwrap_or(self.text.len())
    }

    /// Groups an item and the items inside it.
    fn item(&mut self, id: BlockId) {
        // A hostile page nests items deeper than functions may call themselves.
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            let entries = self.outer_item(id);
            waiting.extend(entries.iter().rev());
        }
    }

    /// Groups an item with the parts inside it, and returns the items inside it that are entries of their own.
    fn outer_item(&mut self, id: BlockId) -> &'d [BlockId] {
        let whole = self.document.blocks()[id].span;
        let page = self.page;
        let inner = page.inner(id);
        let own = page.own_span(id);
        let has_link = self.has_link(own);
        let mut parts = vec![own];
        let mut end = own.end;
        let mut entries = inner;
        while let [first, below @ ..] = entries {
            let span = self.document.blocks()[*first].span;
            match Part::of(self.document, span, self.registry) {
                None => break,
                // Without a link above, a text without links may be an entry like those beside it.
                Some(Part::Remark) if !has_link && parts.len() == 1 => break,
                // A remark is about the paper, but is not a field of it.
                Some(Part::Remark) => {}
                Some(_) => parts.push(span),
            }
            end = span.end;
            entries = below;
        }
        let has_parts = parts.len() > 1;
        if entries.is_empty() || has_link || has_parts {
            let shape = if has_parts {
                Shape::NestedItems
            } else {
                Shape::Item
            };
            self.push(shape, parts, end);
        }
        let names_topic = || self.document.visible_text(own).contains(char::is_alphanumeric);
        if !entries.is_empty() && !has_link && names_topic() {
            self.push_topic(TopicKind::Item, own, whole.end);
        }
        entries
    }

    fn has_link(&self, span: Span) -> bool {
        self.document.links_in(span).iter().any(Link::leads_away)
    }

    /// Groups a paragraph: with the links below it, by its lines, or by itself.
    fn paragraph(&mut self, span: Span, below: &[Node]) -> usize {
        if let Some(taken) = self.titled(span, below) {
            return taken;
        }
        let lines = self.lines(span);
        if lines.len() > 1 {
            for line in lines {
                self.push(Shape::Line, vec![line], line.end);
            }
        } else if self.heads_topic(span) {
            self.push_topic(TopicKind::Line, span, self.text.len());
        } else {
            self.push(Shape::Paragraph, vec![span], span.end);
        }
        0
    }

    /// The entries of a paragraph that has several: each from a line with title and link to the next such line.
    fn lines(&self, paragraph: Span) -> Vec<Span> {
        let mut starts = Vec::new();
        for line in self.document.source().lines_in(paragraph) {
            let start = line.span.start.max(paragraph.start);
            if self.is_whole_entry(Span::new(start, line.span.end.min(paragraph.end))) {
                starts.push(start);
            }
        }
        starts.push(paragraph.end);
        starts
            .windows(2)
            .map(|pair| Span::new(pair[0], pair[1]).trimmed(self.text))
            .collect()
    }

    /// True if a line has a title and a link to the paper.
    fn is_whole_entry(&self, line: Span) -> bool {
        let links = links::in_span(self.document, line);
        links.iter().any(|link| link.role == Role::Paper)
            && phrase::is_title(&self.document.visible_text(line))
    }

    /// True for a line that is only bold or italic, or that ends in a colon, and has no link.
    fn heads_topic(&self, span: Span) -> bool {
        /// A longer line is a sentence.
        const LONGEST: usize = 120;
        if span.len() > LONGEST || self.has_link(span) {
            return false;
        }
        let wording = Wording::of(self.document, [span]);
        let text = wording.text();
        if text.contains('\n') {
            return false;
        }
        if text.ends_with([':', '：']) {
            return true;
        }
        let Some(mark) = wording.marks().first() else {
            return false;
        };
        let (before, marked) = (&text[..mark.range.start], &text[mark.range.clone()]);
        let opens = matches!(mark.look, Look::Strong | Look::Emphasis) && phrase::letters(before) == 0;
        let has_colon = marked.ends_with(':') || text[mark.range.end..].starts_with(':');
        opens && (has_colon || 2 * phrase::letters(marked) > phrase::letters(text))
    }

    /// Groups a title in a paragraph with the links below it.
    fn titled(&mut self, title: Span, below: &[Node]) -> Option<usize> {
        if !self.is_set_apart(title) {
            return None;
        }
        let mut parts = vec![title];
        let mut above = title;
        for (index, node) in below.iter().enumerate().take(MAX_PARTS) {
            let span = self.page.span_of(node);
            if !self.page.is_adjacent(above, span) {
                return None;
            }
            match node {
                Node::Items(items) => {
                    let spans = self.spans_of_parts(items)?;
                    parts.extend(spans);
                    self.push(Shape::TitleAndItems, parts, span.end);
                    return Some(index + 1);
                }
                Node::Paragraph(_) => match Part::of(self.document, span, self.registry) {
                    Some(Part::Links) => {
                        parts.push(span);
                        self.push(Shape::TitleAndLinks, parts, span.end);
                        return Some(index + 1);
                    }
                    Some(Part::Credits | Part::Field) if !self.has_link(title) => parts.push(span),
                    // The title in another language.
                    Some(Part::Remark) if self.is_translation(title, span) => {}
                    _ => return None,
                },
                Node::Heading(_) | Node::Summary(_) => return None,
            }
            above = span;
        }
        None
    }

    /// True for two titles that are both set apart, one of them in Chinese.
    fn is_translation(&self, title: Span, below: Span) -> bool {
        let is_han = |span| phrase::is_han(&self.document.visible_text(span));
        self.is_set_apart(below) && is_han(below) != is_han(title)
    }

    /// The items that are parts of the entry above them, if all are and one has links or says that there is none.
    fn spans_of_parts(&self, items: &[BlockId]) -> Option<Vec<Span>> {
        let mut spans = Vec::new();
        let (mut fields, mut others) = (0, 0);
        for item in items {
            let span = self.document.blocks()[*item].span;
            match Part::of(self.document, span, self.registry) {
                Some(Part::Field) => fields += 1,
                Some(Part::Links) if part::is_bare(self.document, span) => fields += 1,
                Some(Part::Credits) => {}
                Some(Part::Remark) => continue,
                // `Explained here: [A long title](…)` among fields is a field of its own kind.
                None if part::has_label(&self.document.visible_text(span)) => {
                    others += 1;
                    continue;
                }
                // A word beside the link names something: `VITON - [Download](…)`.
                Some(Part::Links) | None => return None,
            }
            spans.push(span);
        }
        (fields > 0 && fields >= others).then_some(spans)
    }

    /// True for a paragraph that is a title with few other words, in bold, in quotation marks or as a link.
    fn is_set_apart(&self, span: Span) -> bool {
        /// A paragraph with more letters beside its title is a text.
        const MAX_LETTERS: usize = 80;
        let wording = Wording::of(self.document, [span]);
        let text = wording.text();
        if text.ends_with(':') {
            return false;
        }
        let marks = wording
            .marks()
            .iter()
            .filter(|mark| matches!(mark.look, Look::Strong | Look::Link(_)));
        let title = marks
            .map(|mark| mark.range.clone())
            .find(|range| phrase::is_title(&text[range.clone()]))
            .or_else(|| phrase::quoted(text));
        title.is_some_and(|range| phrase::letters(text) - phrase::letters(&text[range]) <= MAX_LETTERS)
    }

    /// Groups a heading that is a title with the parts below it.
    fn headed(&mut self, id: HeadingId, below: &[Node]) -> usize {
        let heading = self.document.heading(id);
        if self.is_page_title(id) || !self.is_title(heading) || self.holds_table(id) {
            return 0;
        }
        let is_end = |node: &Node| match node {
            Node::Heading(_) => true,
            // An abstract may be folded away.
            Node::Summary(span) => !self.is_labelled(*span),
            Node::Paragraph(_) | Node::Items(_) => false,
        };
        let body = &below[..below.iter().position(is_end).unwrap_or(below.len())];
        let (parts, taken) = self.parts_below(heading.span, body);
        let (own, others) = body.split_at(taken);
        let has_links = own.iter().any(|node| self.has_link(self.page.span_of(node)));
        let holds_others = others
            .iter()
            .any(|node| self.has_link_to_paper(self.page.span_of(node)));
        if holds_others || !has_links && !self.has_link_to_paper(heading.span) {
            return 0;
        }
        let end = own
            .last()
            .map_or(heading.span.end, |last| self.page.span_of(last).end);
        self.push(Shape::Heading, parts, end);
        taken
    }

    /// The parts of the entry whose title is this heading, up to its links, and the number of nodes that they are in.
    fn parts_below(&self, heading: Span, body: &[Node]) -> (Vec<Span>, usize) {
        let mut parts = vec![heading];
        let has_link = self.has_link(heading);
        for (index, node) in body.iter().enumerate() {
            let span = self.page.span_of(node);
            let spans = match node {
                Node::Items(items) => self.spans_of_parts(items),
                Node::Summary(_) => Some(Vec::new()),
                // A title below the heading makes the heading that of a section.
                _ if self.is_set_apart(span) => None,
                _ => self.spans_of_part(span, has_link),
            };
            let Some(spans) = spans else { return (parts, index) };
            parts.extend(spans);
            // An entry ends with its links: the abstract is above them, or belongs to nothing.
            if self.has_link(span) {
                return (parts, index + 1);
            }
        }
        (parts, body.len())
    }

    /// The paragraph as a part of the entry whose title is the heading above; an abstract says nothing of its fields.
    fn spans_of_part(&self, span: Span, has_links: bool) -> Option<Vec<Span>> {
        match Part::of(self.document, span, self.registry)? {
            Part::Remark if has_links => None,
            Part::Remark => Some(Vec::new()),
            Part::Links | Part::Field | Part::Credits => Some(vec![span]),
        }
    }

    fn has_link_to_paper(&self, span: Span) -> bool {
        links::in_span(self.document, span)
            .iter()
            .any(|link| link.role == Role::Paper)
    }

    fn is_title(&self, heading: &Heading) -> bool {
        phrase::is_title(&heading.text[bounds::title(&heading.text, self.registry)])
    }

    /// True for the first heading of a page if it is the only one of the highest level. Badges and links of the list
    /// itself are below it.
    fn is_page_title(&self, id: HeadingId) -> bool {
        let [first, others @ ..] = self.document.headings().as_slice() else {
            return false;
        };
        id.index() == 0 && first.level == 1 && others.iter().all(|heading| heading.level > 1)
    }

    fn holds_table(&self, id: HeadingId) -> bool {
        let headings = self.document.headings().as_slice();
        let start = headings[id.index()].span.end;
        let end = headings
            .get(id.index() + 1)
            .map_or(self.text.len(), |next| next.span.start);
        let first = self.tables.partition_point(|table| *table < start);
        self.tables.get(first).is_some_and(|table| *table < end)
    }
}
