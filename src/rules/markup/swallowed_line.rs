//! `swallowed-line`: a label or an entry right below a list item, which becomes the end of that item.

use crate::{
    document::Document,
    finding::{Edit, Fix},
    rules::base::{Context, Meta, Rule, meta},
    source::Span,
};

pub(super) struct SwallowedLine;

static META: Meta = meta!("swallowed-line", Markup, Warning, Page).with_safe_fix();

impl Rule for SwallowedLine {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (index, &item) in cx.document.items().iter().enumerate() {
            check_item(cx, index, item);
        }
    }
}

/// Looks at the lines from the second of an item on, up to a blank one or the next item.
fn check_item(cx: &mut Context<'_>, index: usize, item: Span) {
    let document = cx.document;
    let (source, items) = (document.source(), document.items());
    let first = source.line_index(item.start);
    let next_item = items.get(index + 1).map(|next| next.start);
    let end = next_item.map_or(item.end, |next| item.end.min(next));
    let next_line = next_item.map(|next| source.line_index(next));
    if source.line_span(first).start != item.start || swallowed(document, first + 1, end).is_none() {
        return;
    }
    let entry = Shape::of_item(document, item);
    let neighbours = items[index.saturating_sub(1)..]
        .iter()
        .take(3)
        .filter(|other| **other != item);
    let is_form = neighbours
        .map(|&other| Shape::of_item(document, other))
        .any(|other| other == entry);
    for number in first + 1.. {
        let Some(line) = swallowed(document, number, end) else {
            return;
        };
        if is_label(document.slice(line)) && next_line == Some(number + 1) {
            report_label(cx, line);
        } else if is_form && entry.is_telling() && Shape::of(document, line) == entry {
            report_entry(cx, line, &document.slice(item)[..1]);
        }
    }
}

/// A line without indentation that goes on with the paragraph above: it neither starts a block nor a line of its own.
fn swallowed(document: &Document<'_>, line: usize, end: usize) -> Option<Span> {
    const BREAKS: [&str; 5] = ["  ", "\\", "<br>", "<br/>", "<br />"];
    let source = document.source();
    let above = source.slice(source.line_span(line - 1));
    // Past the end of the text the line above is the last one, and this one has no place.
    if source.line_end(line - 1).is_empty() {
        return None;
    }
    let span = source.line_span(line);
    let starts_text = source
        .slice(span)
        .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '[' | '"' | '“' | '*'));
    let is_broken = BREAKS.iter().any(|mark| above.ends_with(mark));
    (span.start < end && starts_text && !is_broken).then(|| span.trimmed(source.text()))
}

/// Whether a line is a bold word or a few, as lists write above a group of entries.
fn is_label(line: &str) -> bool {
    let inner = line.trim_end_matches([':', '：']).strip_prefix("**");
    let inner = inner.and_then(|rest| rest.strip_suffix("**"));
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains("**") && !inner.contains("]("))
}

/// What tells whether two lines are written in one form.
#[derive(PartialEq, Eq)]
struct Shape {
    first: Option<char>,
    last: Option<char>,
    has_link: bool,
    has_year: bool,
}

impl Shape {
    /// The shape of an item's first line, without its mark.
    fn of_item(document: &Document<'_>, item: Span) -> Self {
        let source = document.source();
        let end = source.line_span(source.line_index(item.start)).end.min(item.end);
        let text = source.slice(Span::new(item.start, end));
        let words = text.trim_start_matches(|c: char| c.is_ascii_digit() || "-*+.) ".contains(c));
        Self::of(document, Span::new(end - words.len(), end))
    }

    fn of(document: &Document<'_>, line: Span) -> Self {
        let text = document.slice(line).trim();
        let kind = |c: char| if c.is_alphanumeric() { 'a' } else { c };
        let mut words = text.split(|c: char| !c.is_ascii_digit());
        Self {
            first: text.chars().next().map(kind),
            last: text.chars().next_back().map(kind),
            has_link: !document.links_in(line).is_empty(),
            has_year: words.any(|word| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))),
        }
    }

    /// Whether the shape is one that prose has not.
    fn is_telling(&self) -> bool {
        let ends = self.last.is_some_and(|last| last == ')' || last == ']');
        ends && self.has_year && (self.has_link || self.last == Some(')'))
    }
}

fn report_label(cx: &mut Context<'_>, line: Span) {
    let message = "this label stands right below a list item: GitHub shows it as the end of that item";
    let source = cx.document.source();
    let line_end = source.line_end(source.line_index(line.start) - 1);
    let edit = Edit::insert(line.start, line_end);
    cx.report(line, message)
        .fix(Fix::safe("put a blank line before it", vec![edit]).reshaping());
}

fn report_entry(cx: &mut Context<'_>, line: Span, mark: &str) {
    let message = "this entry has no list mark: GitHub shows it as the end of the item above";
    let finding = cx.report(line, message);
    if matches!(mark, "-" | "*" | "+") {
        let edit = Edit::insert(line.start, format!("{mark} "));
        finding.fix(Fix::unsafe_(format!("put `{mark}` before it"), vec![edit]).reshaping());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_label_between_items_is_part_of_the_one_above() {
        check(
            &SwallowedLine,
            "
**TPAMI**
- Attention Networks [paper](a)
**ICLR**
^^^^^^^^ this label stands right below a list item: GitHub shows it as the end of that item
- Spikformer [paper](b)
",
        );
    }

    #[test]
    fn an_entry_without_a_mark_is_part_of_the_one_above() {
        check(
            &SwallowedLine,
            "
* Indexer++: tuning with transformers (SAC, 2022)
* Budget-aware Tuning (SIGMOD 2022)
ISUM: Compressing Workloads (SIGMOD 2022)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this entry has no list mark: GitHub shows it as the end of the item above
",
        );
    }

    #[test]
    fn lines_that_go_on_with_an_item_are_left_alone() {
        check(
            &SwallowedLine,
            "
- A title (ICRA 2024)
by its authors, and more of them.
- A title (RSS 2024)
  A. Author (2024)
- A title (RSS 2024)\\
**Oral**
- A title (RSS 2024)

**Label**
- A title (RSS 2024)
**Bold** and plain
",
        );
    }
}
