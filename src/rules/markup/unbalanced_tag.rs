//! `unbalanced-tag`: an HTML element that is opened and never closed, or closed and never opened.

use std::collections::BTreeMap;

use crate::{
    document::{Document, End, HtmlTag, element},
    finding::{Edit, Fix},
    rules::base::{Context, Meta, Rule, meta},
    source::Span,
};

pub(super) struct UnbalancedTag;

static META: Meta = meta!("unbalanced-tag", Markup, Warning, Page).with_safe_fix();

impl Rule for UnbalancedTag {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let mut alone: Vec<&HtmlTag> = Vec::new();
        let mut outside = Pairing::new(document);
        let scoped: Vec<_> = document
            .tags()
            .iter()
            .map(|tag| (cell_at(document, tag.span.start), tag))
            .collect();
        // A table's cell ends every element that was opened in it.
        for tags in scoped.chunk_by(|a, b| a.0 == b.0) {
            if tags[0].0.is_some() {
                let mut cell = Pairing::new(document);
                cell.extend(tags);
                alone.extend(cell.finish());
            } else {
                outside.extend(tags);
            }
        }
        alone.extend(outside.finish());
        alone.sort_by_key(|tag| tag.span);
        report_all(cx, &alone);
    }
}

/// The start of the table's cell that holds `offset`.
fn cell_at(document: &Document<'_>, offset: usize) -> Option<usize> {
    let tables = document.tables();
    let table = &tables[tables
        .partition_point(|table| table.span.start <= offset)
        .checked_sub(1)?];
    let row = match table.rows.partition_point(|row| row.span.start <= offset) {
        0 => &table.header,
        after => &table.rows[after - 1],
    };
    let cell = row
        .cells
        .partition_point(|cell| cell.start <= offset)
        .checked_sub(1)?;
    row.cells[cell]
        .contains(Span::at(offset))
        .then_some(row.cells[cell].start)
}

/// Pairs opening and closing tags by name.
///
/// Whether pairs cross each other does not matter: browsers put that right.
struct Pairing<'d> {
    document: &'d Document<'d>,
    open: BTreeMap<&'static str, Vec<&'d HtmlTag>>,
    stray: Vec<&'d HtmlTag>,
}

impl<'d> Pairing<'d> {
    fn new(document: &'d Document<'d>) -> Self {
        Self {
            document,
            open: BTreeMap::new(),
            stray: Vec::new(),
        }
    }

    fn extend(&mut self, tags: &[(Option<usize>, &'d HtmlTag)]) {
        for (_, tag) in tags {
            self.add(tag);
        }
    }

    fn add(&mut self, tag: &'d HtmlTag) {
        let text = self.document.source().text();
        let Some((name, end)) = element(&text[tag.name.range()]) else {
            return;
        };
        if end == End::Void || tag.closes_itself(text) {
            return;
        }
        let open = self.open.entry(name).or_default();
        if !tag.is_close {
            open.push(tag);
        } else if open.pop().is_none() {
            self.stray.push(tag);
        }
    }

    /// The tags that stand alone.
    fn finish(self) -> impl Iterator<Item = &'d HtmlTag> {
        let text = self.document.source().text();
        let unclosed = self.open.into_iter().filter(|(name, _)| LEAKS.contains(name));
        let unclosed = unclosed.flat_map(|(_, tags)| tags);
        // Without an address, an `<a>` is an anchor and shows nothing.
        let unclosed = unclosed.filter(|tag| {
            !text[tag.name.range()].eq_ignore_ascii_case("a") || tag.has_attribute(text, "href")
        });
        unclosed.chain(self.stray)
    }
}

/// The elements that change how the rest of the page looks when they are never closed.
const LEAKS: [&str; 30] = [
    "a",
    "b",
    "big",
    "blockquote",
    "center",
    "code",
    "del",
    "details",
    "div",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "ins",
    "kbd",
    "ol",
    "pre",
    "s",
    "small",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "u",
];

fn report_all(cx: &mut Context<'_>, alone: &[&HtmlTag]) {
    let document = cx.document;
    let line = |tag: &HtmlTag| document.source().line_index(tag.span.start);
    // No table stands right in another one: of two that never end, the second was meant as the first one's end.
    let is_table = |tag: &HtmlTag| !tag.is_close && document.slice(tag.name).eq_ignore_ascii_case("table");
    for tags in alone.chunk_by(|a, b| line(a) == line(b) || is_table(a) && is_table(b)) {
        let mut rest = tags;
        while let [first, others @ ..] = rest {
            rest = match others {
                [second, others @ ..] if !first.is_close && is_mistaken(document, first, second) => {
                    report_mistaken(cx, first, second);
                    others
                }
                _ if !first.is_close => {
                    report_unclosed(cx, first);
                    others
                }
                _ => report_stray(cx, rest),
            };
        }
    }
}

/// Whether `second` stands where `first` was meant to be closed: a closing tag of another name, or the same tag again.
fn is_mistaken(document: &Document<'_>, first: &HtmlTag, second: &HtmlTag) -> bool {
    let is_same = document
        .slice(first.name)
        .eq_ignore_ascii_case(document.slice(second.name));
    second.is_close != is_same && second.attributes.is_empty()
}

fn report_mistaken(cx: &mut Context<'_>, first: &HtmlTag, second: &HtmlTag) {
    let name = cx.document.slice(first.name);
    let message = format!("`<{name}>` ends in `{}`", cx.document.slice(second.span));
    let fix = Fix::unsafe_(
        format!("write `</{name}>`"),
        vec![Edit::replace(second.span, format!("</{name}>"))],
    );
    cx.report(second.span, message)
        .related(first.span, "opened here")
        .fix(fix);
}

fn report_unclosed(cx: &mut Context<'_>, tag: &HtmlTag) {
    let name = cx.document.slice(tag.name);
    cx.report(tag.span, format!("this `<{name}>` is never closed"))
        .help(format!("write `</{name}>` where it ends"));
}

/// Reports the first of some tags, with those like it that follow at once, and returns the rest.
fn report_stray<'t>(cx: &mut Context<'_>, tags: &'t [&'t HtmlTag]) -> &'t [&'t HtmlTag] {
    let (source, tag) = (cx.document.source(), tags[0]);
    let is_next =
        |a: &HtmlTag, b: &HtmlTag| a.span.end == b.span.start && source.slice(a.span) == source.slice(b.span);
    let len = 1 + tags
        .windows(2)
        .take_while(|pair| is_next(pair[0], pair[1]))
        .count();
    let line = source.line_span(source.line_index(tag.span.start));
    let is_first = source
        .slice(Span::new(line.start, tag.span.start))
        .trim()
        .is_empty();
    let name = source.slice(tag.name);
    let message = format!("`</{name}>` closes nothing: no `<{name}>` is open here");
    let edits = tags[..len].iter().map(|tag| Edit::delete(tag.span)).collect();
    // At the start of a line, the tag makes its neighbours HTML rather than Markdown.
    let fix = if is_first {
        Fix::unsafe_("remove it", edits)
    } else {
        Fix::safe("remove it", edits)
    };
    cx.report(tag.span, message).fix(fix);
    &tags[len..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn elements_that_never_end_are_reported_where_they_start() {
        check(
            &UnbalancedTag,
            "
<div align=\"center\">
^^^^^^^^^^^^^^^^^^^^ this `<div>` is never closed

# Title

<details><summary>More</summary>
^^^^^^^^^ this `<details>` is never closed

- <i>A paper</i>, <b>bold
                  ^^^ this `<b>` is never closed
- <a href=\"#x\"><a href=\"#y\">twice</a>
  ^^^^^^^^^^^^^ this `<a>` is never closed
",
        );
    }

    #[test]
    fn closing_tags_without_an_opening_one_are_reported() {
        check(
            &UnbalancedTag,
            "
- entry</details>
       ^^^^^^^^^^ `</details>` closes nothing: no `<details>` is open here

<img src=\"icon.png\"></a>
                    ^^^^ `</a>` closes nothing: no `<a>` is open here
",
        );
    }

    #[test]
    fn two_tags_that_were_meant_as_a_pair_are_one_finding() {
        check(
            &UnbalancedTag,
            "
A <u>B</i> and <b>C<b>
      ^^^^ `<u>` ends in `</i>`
                   ^^^ `<b>` ends in `<b>`
",
        );
    }

    #[test]
    fn cells_end_what_was_opened_in_them() {
        check(
            &UnbalancedTag,
            "
| a | b |
|---|---|
| <b>x | y</b> |
  ^^^ this `<b>` is never closed
          ^^^^ `</b>` closes nothing: no `<b>` is open here
",
        );
    }

    #[test]
    fn what_browsers_put_right_is_left_alone() {
        check(
            &UnbalancedTag,
            "
<p align=\"center\"><img src=\"x\"></img><br></br>

<ul><li>a<li>b</ul><table><tr><td>c</table>

<sup><sub>x</sup></sub> <a name=\"y\"> <a id=\"z\"/> <b/> `<b>` <DIV></div>
",
        );
    }
}
