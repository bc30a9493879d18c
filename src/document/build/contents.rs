//! Reads the tables of contents of a page. Must not judge whether they are complete.

use super::super::{Contents, ContentsEntry, Document, Link, LinkId};
use crate::source::{Span, is_line_end};

/// Fewer links than this are a remark, not a table of contents.
const MIN: usize = 3;

/// The tables of contents of a page. A heading between two entries ends one and starts the next.
pub(super) fn read(document: &Document<'_>) -> Vec<Contents> {
    let mut found: Vec<Contents> = Vec::new();
    let mut section_above = None;
    // The ends of the entries that hold the next one.
    let mut open: Vec<usize> = Vec::new();
    for (id, link) in document.links().enumerated() {
        let Some(mut entry) = entry(document, id, link) else {
            continue;
        };
        while open.pop_if(|end| *end <= entry.item.start).is_some() {}
        entry.depth = open.len();
        open.push(entry.item.end);
        let section = document.section_at(entry.item.start);
        match found.last_mut() {
            Some(contents) if section == section_above => {
                contents.span.end = contents.span.end.max(entry.item.end);
                contents.entries.push(entry);
            }
            _ => found.push(Contents {
                span: entry.item,
                entries: vec![entry],
            }),
        }
        section_above = section;
    }
    found.retain(|contents| contents.entries.len() >= MIN);
    found
}

/// The entry that a link opens, in no other entry so far.
fn entry(document: &Document<'_>, id: LinkId, link: &Link) -> Option<ContentsEntry> {
    let fragment = link.local_fragment().filter(|_| !link.is_dropped)?;
    Some(ContentsEntry {
        item: item_opened_by(document, link.span)?,
        link: id,
        label: document.visible_text(link.label).into_owned(),
        depth: 0,
        heading: document.heading_at(fragment),
    })
}

/// The innermost item that holds a link, if only marks and ornaments come before the link.
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
        let heading = |id| document.heading(id).text.trim().to_owned();
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

More than eighty bytes of text are between the heading of this section and the element.

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
