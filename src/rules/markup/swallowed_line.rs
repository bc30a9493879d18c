//! `swallowed-line`: a label or an entry right below a list item, which becomes the end of that item.

use super::shared::is_year;
use crate::{
    document::Document,
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{blank_line_before, text_before},
    },
    source::{Line, Span},
};

pub(super) struct SwallowedLine;

static META: Meta = meta!("swallowed-line", Markup, Warning, Page).with_safe_fix();

impl Rule for SwallowedLine {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut outer_end = 0;
        for (index, item) in cx.document.items().iter().enumerate() {
            // Lists set their labels and entries at the outermost level.
            if item.start >= outer_end {
                outer_end = item.end;
                check_item(cx, index);
            }
        }
    }
}

/// Checks the lines from the second of an item on, up to a blank line or the next item.
fn check_item(cx: &mut Context<'_>, index: usize) {
    let document = cx.document;
    let (source, item) = (document.source(), document.items()[index]);
    let next = document.items().get(index + 1);
    let next_line = next.map(|next| source.line_at(next.start));
    let end = next_line.map_or(item.end, |next| item.end.min(next.span.start));
    let mut line = source.line_at(item.start);
    // Most items are of one line, and need not be compared with others.
    if !text_before(source, item.start).trim().is_empty() || swallowed(document, line, end).is_none() {
        return;
    }
    let form = form(document, index);
    while let Some(below) = swallowed(document, line, end) {
        let text = below.span.trimmed(source.text());
        // A label is above a group of entries: in the middle of a paragraph, bold words are emphasis.
        if is_label(document.slice(text)) && source.line_below(below) == next_line {
            report_label(cx, text);
        } else if form == Some(Shape::of(document, text)) {
            report_entry(cx, text, &document.slice(item)[..1]);
        }
        line = below;
    }
}

/// The shape of an item, if it is one of entries and an item beside it has it as well.
fn form(document: &Document<'_>, index: usize) -> Option<Shape> {
    let items = document.items();
    let shape = Shape::of_item(document, items[index]);
    if !shape.is_of_entries() {
        return None;
    }
    // The first item has two below it in place of one on either side.
    for &other in items[index.saturating_sub(1)..].iter().take(3) {
        if other != items[index] && Shape::of_item(document, other) == shape {
            return Some(shape);
        }
    }
    None
}

/// The line below, if it goes on with the paragraph without indentation: it neither starts a block nor a line of its
/// own.
fn swallowed<'s>(document: &Document<'s>, above: Line<'s>, end: usize) -> Option<Line<'s>> {
    let source = document.source();
    let line = source.line_below(above)?;
    let goes_on = line.span.start < end
        && source.slice(line.span).starts_with(is_of_text)
        && !ends_with_break(source.slice(above.span));
    goes_on.then_some(line)
}

/// True if a character at the start of a line starts text and not a block.
fn is_of_text(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '[' | '"' | '“' | '*')
}

/// The ends of a line that GitHub shows as a line break.
const BREAKS: [&str; 5] = ["  ", "\\", "<br>", "<br/>", "<br />"];

/// True if a line ends with one of [`BREAKS`].
fn ends_with_break(line: &str) -> bool {
    BREAKS.iter().any(|mark| line.ends_with(mark))
}

/// True if a line is one bold word or a few, as lists write above a group of entries.
fn is_label(line: &str) -> bool {
    let bold = line.trim_end_matches([':', '：']).strip_prefix("**");
    match bold.and_then(|rest| rest.strip_suffix("**")) {
        // More asterisks end the bold text, and a link makes it an entry.
        Some(inner) => !inner.is_empty() && !inner.contains("**") && !inner.contains("]("),
        None => false,
    }
}

/// The form of a line: two lines of one shape are taken for two entries.
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
        let end = source.line_at(item.start).span.end.min(item.end);
        let marked = source.slice(Span::new(item.start, end));
        Self::of(
            document,
            Span::new(end - marked.trim_start_matches(is_of_mark).len(), end),
        )
    }

    fn of(document: &Document<'_>, line: Span) -> Self {
        let text = document.slice(line).trim();
        Self {
            first: text.chars().next().map(kind),
            last: text.chars().next_back().map(kind),
            has_link: !document.links_in(line).is_empty(),
            // A year may be attached to the venue, as in `CVPR2024`.
            has_year: text.split(|c: char| !c.is_ascii_digit()).any(is_year),
        }
    }

    /// True if prose seldom has the shape: entries end with a year in brackets or with a link.
    fn is_of_entries(&self) -> bool {
        self.has_year && (self.last == Some(')') || self.last == Some(']') && self.has_link)
    }
}

fn is_of_mark(c: char) -> bool {
    c.is_ascii_digit() || "-*+.) ".contains(c)
}

/// A letter for all letters and digits: titles and years differ, brackets and quotes do not.
fn kind(c: char) -> char {
    if c.is_alphanumeric() { 'a' } else { c }
}

fn report_label(cx: &mut Context<'_>, line: Span) {
    let fix = blank_line_before(cx.document.source(), line.start);
    cx.report(
        line,
        "this label is directly below a list item: GitHub shows it as the end of that item",
    )
    .fix(fix);
}

fn report_entry(cx: &mut Context<'_>, line: Span, mark: &str) {
    let finding = cx.report(
        line,
        "this entry has no list mark: GitHub shows it as the end of the item above",
    );
    // In a numbered list, the numbers below would have to change as well.
    if matches!(mark, "-" | "*" | "+") {
        let edits = vec![Edit::insert(line.start, format!("{mark} "))];
        finding.fix(Fix::risky(format!("put `{mark}` before it"), edits).reshaping());
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
^^^^^^^^ this label is directly below a list item: GitHub shows it as the end of that item
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
    fn items_may_be_indented() {
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
