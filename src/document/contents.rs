//! Tables of contents: lists of links to the page's own headings. Must not judge whether they are complete.

use std::collections::HashMap;

use super::{Document, Heading, anchor::decode};
use crate::source::{Span, is_line_end, lines};

/// Fewer links than this are a remark, not a table of contents.
const FEWEST: usize = 3;

/// A list of links to the page's own headings.
#[derive(Debug)]
pub struct Contents {
    /// From the first entry to the end of the last.
    pub span: Span,
    /// The entries, in the order of the text.
    pub entries: Vec<ContentsEntry>,
}

/// A list item that starts with a link into the page.
#[derive(Debug)]
pub struct ContentsEntry {
    /// The item, with the items inside it.
    pub item: Span,
    /// The number of the link among [`Document::links`].
    pub link: usize,
    /// The text of the link as people read it.
    pub label: String,
    /// How many entries it stands in.
    pub depth: usize,
    /// The number of the heading to which it leads, if it leads to one.
    pub heading: Option<usize>,
}

/// The headings of a page by the anchors that lead to them.
#[derive(Debug, Default)]
pub(super) struct Sections {
    by_anchor: HashMap<String, usize>,
}

impl Sections {
    /// Reads the anchors of headings, and of the elements in and right beside them.
    pub(super) fn read(document: &Document<'_>, elements: &[Span]) -> Self {
        let mut by_anchor = HashMap::new();
        let headings = document.headings();
        for (index, heading) in headings.iter().enumerate() {
            by_anchor.entry(heading.slug.to_lowercase()).or_insert(index);
        }
        let text = document.source().text();
        for &element in elements {
            if let Some(index) = heading_beside(text, headings, element) {
                let anchor = text[element.range()].to_lowercase();
                by_anchor.entry(anchor).or_insert(index);
            }
        }
        Self { by_anchor }
    }

    pub(super) fn heading_at(&self, fragment: &str) -> Option<usize> {
        let anchor = decode(fragment).to_lowercase();
        let anchor = anchor.strip_prefix("user-content-").unwrap_or(&anchor);
        self.by_anchor.get(anchor).copied()
    }
}

/// The heading that holds an element, or that stands on the line after or before it.
fn heading_beside(text: &str, headings: &[Heading], element: Span) -> Option<usize> {
    let next = headings.partition_point(|heading| heading.span.start <= element.start);
    let above = next.checked_sub(1);
    if above.is_some_and(|above| element.end <= headings[above].span.end) {
        return above;
    }
    let is_below = |&next: &usize| {
        let heading = headings.get(next);
        heading.is_some_and(|heading| says_nothing(&text[element.end..heading.span.start]))
    };
    let is_above = |&above: &usize| says_nothing(&text[headings[above].span.end..element.start]);
    Some(next).filter(is_below).or(above.filter(is_above))
}

/// Whether what stands between an element and a heading is no more than the rest of a tag or two.
fn says_nothing(text: &str) -> bool {
    const LONGEST: usize = 80;
    text.len() <= LONGEST && lines(text.trim_end()).count() <= 3 && !text.contains("](")
}

/// The tables of contents of a page. A heading between two entries parts one from the next.
pub(super) fn read(document: &Document<'_>) -> Vec<Contents> {
    let headings = document.headings();
    let section = |at| headings.partition_point(|heading| heading.span.start < at);
    let mut entries: Vec<_> = entries(document).collect();
    set_depths(&mut entries);
    let mut found: Vec<Contents> = Vec::new();
    let mut there = None;
    for entry in entries {
        let here = Some(section(entry.item.start));
        match found.last_mut().filter(|_| here == there) {
            Some(contents) => contents.push(entry),
            None => found.push(Contents::of(entry)),
        }
        there = here;
    }
    found.retain(|contents| contents.entries.len() >= FEWEST);
    found
}

impl Contents {
    fn of(first: ContentsEntry) -> Self {
        Self {
            span: first.item,
            entries: vec![first],
        }
    }

    fn push(&mut self, entry: ContentsEntry) {
        self.span.end = entry.item.end.max(self.span.end);
        self.entries.push(entry);
    }
}

fn set_depths(entries: &mut [ContentsEntry]) {
    let mut open: Vec<usize> = Vec::new();
    for entry in entries {
        while open.last().is_some_and(|&end| end <= entry.item.start) {
            open.pop();
        }
        entry.depth = open.len();
        open.push(entry.item.end);
    }
}

fn entries<'d>(document: &'d Document<'_>) -> impl Iterator<Item = ContentsEntry> + 'd {
    let links = document.links().iter().enumerate();
    links.filter_map(|(index, link)| {
        let fragment = link.local_fragment().filter(|_| !link.is_dropped)?;
        let item = item_opened_by(document, link.span)?;
        Some(ContentsEntry {
            item,
            link: index,
            label: document.visible_text(link.label).into_owned(),
            depth: 0,
            heading: document.heading_at(fragment),
        })
    })
}

/// The innermost item that a link stands in, if nothing but marks and ornaments stand before it.
fn item_opened_by(document: &Document<'_>, link: Span) -> Option<Span> {
    let items = document.items();
    let after = items.partition_point(|item| item.start <= link.start);
    let item = items[after.checked_sub(1)?];
    let before = document.source().text().get(item.start..link.start)?;
    let marks = before.trim_start_matches(|c: char| c.is_ascii_digit());
    // One search for all, so that it ends at the first link of an item that holds many.
    let is_first = !marks.contains(|c: char| c.is_alphanumeric() || c == ']' || is_line_end(c));
    (is_first && link.end <= item.end).then_some(item)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    /// Each entry of each contents as depth, label and heading.
    fn contents(text: &str) -> Vec<Vec<(usize, String, Option<String>)>> {
        let source = SourceFile::new("x.md", text);
        let document = Document::parse(&source);
        let heading = |index: usize| document.headings()[index].text.trim().to_owned();
        let entry = |entry: &ContentsEntry| (entry.depth, entry.label.clone(), entry.heading.map(heading));
        let contents = document.contents().iter();
        contents
            .map(|contents| contents.entries.iter().map(entry).collect())
            .collect()
    }

    fn entry(depth: usize, label: &str, heading: Option<&str>) -> (usize, String, Option<String>) {
        (depth, label.to_owned(), heading.map(str::to_owned))
    }

    #[test]
    fn a_list_of_links_into_the_page_is_its_contents() {
        let found = contents(
            "
- [Models](#models)
  - 🔥 [**Large** ones](#Large)
    1. [Gone](#gone)
- Without a link
  - [Data](#data)

## Models
### Large
## Data
",
        );
        let expected = vec![
            entry(0, "Models", Some("Models")),
            entry(1, "Large ones", Some("Large")),
            entry(2, "Gone", None),
            entry(0, "Data", Some("Data")),
        ];
        assert_eq!(found, [expected]);
    }

    #[test]
    fn elements_in_and_beside_a_heading_stand_for_it() {
        let found = contents(
            "
- [a](#in)
- [b](#before)
- [c](#after)
- [d](#inside)

## A <a name=\"in\"></a>

<a id='before'></a>

## B

Text.

## C
<span id=\"after\"></span>

More than eighty bytes of text stand between the heading of this section and the element.

<a id=\"inside\"></a> Text.
",
        );
        let headings: Vec<_> = found[0].iter().map(|entry| entry.2.as_deref()).collect();
        assert_eq!(headings, [Some("A"), Some("B"), Some("C"), None]);
    }

    #[test]
    fn a_heading_parts_contents_and_few_links_are_none() {
        let three = "- [a](#a)\n- [b](#b)\n- [c](#c)\n";
        let found = contents(&format!("{three}\n# a\n{three}\n# b\n- [a](#a)\n- see [b](#b)\n"));
        assert_eq!(found.len(), 2);
    }
}
