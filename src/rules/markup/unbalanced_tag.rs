//! `unbalanced-tag`: an HTML element that is opened and never closed, or closed and never opened.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::{
    pairing::{Cells, Pairing, Scope},
    shared::broken_tags,
};
use crate::{
    document::{BrokenTag, Document, HtmlTag, Style},
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{SHOWN, is_same_line, text_before},
    },
    source::{SourceFile, Span},
};

pub(super) struct UnbalancedTag;

static META: Meta = meta!("unbalanced-tag", Markup, Warning, Page).with_safe_fix();

impl Rule for UnbalancedTag {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let text = document.source().text();
        let mut scopes: BTreeMap<_, Pairing<'_>> = BTreeMap::new();
        let mut cells = Cells::default();
        for tag in document.tags() {
            cells.pass(document.slice(tag.name), tag.is_close);
            let scope = Scope::of(document, tag, &cells);
            scopes.entry(scope).or_default().add(text, tag);
        }
        let alone = scopes.into_values().flat_map(|pairing| pairing.finish(text));
        let mut alone: Vec<_> = alone.collect();
        alone.sort_by_key(|tag| tag.span);
        if !alone.is_empty() {
            let broken = broken_tags(document);
            alone.retain(|tag| !follows_broken(document, &broken, tag));
        }
        report_all(cx, &alone);
        check_comments(cx);
    }
}

/// True for a closing tag that may belong to an opening tag which browsers cannot read: `<a name="x</a>`.
fn follows_broken(document: &Document<'_>, broken: &[BrokenTag], tag: &HtmlTag) -> bool {
    tag.is_close
        && broken.iter().any(|broken| {
            broken.span.start < tag.span.start && is_same_line(document.source(), broken.span, tag.span)
        })
}

fn report_all(cx: &mut Context<'_>, alone: &[&HtmlTag]) {
    let document = cx.document;
    // A habit, such as `<h3>…</h2>` throughout, is one finding.
    let mut mistaken: IndexMap<_, Vec<[&HtmlTag; 2]>> = IndexMap::new();
    for mut tags in alone.chunk_by(|a, b| may_be_one_element(document, a, b)) {
        while let [first, others @ ..] = tags {
            tags = match others {
                _ if first.is_close => report_stray(cx, tags),
                [second, others @ ..] if is_mistaken(document, first, second) => {
                    let key = (document.slice(first.name), document.slice(second.span));
                    mistaken.entry(key).or_default().push([first, second]);
                    others
                }
                _ => {
                    report_unclosed(cx, first);
                    others
                }
            };
        }
    }
    for ((name, close), pairs) in mistaken {
        report_mistaken(cx, name, close, &pairs);
    }
}

/// True if the second of two tags may have been meant to close the first one.
fn may_be_one_element(document: &Document<'_>, a: &HtmlTag, b: &HtmlTag) -> bool {
    // No table is right in another one: of two that never end, the second was meant as the first one's end.
    is_same_line(document.source(), a.span, b.span) || opens_table(document, a) && opens_table(document, b)
}

fn opens_table(document: &Document<'_>, tag: &HtmlTag) -> bool {
    !tag.is_close && document.slice(tag.name).eq_ignore_ascii_case("table")
}

/// True if `second` is where `first` was meant to be closed: a closing tag of another name, or the same tag again.
fn is_mistaken(document: &Document<'_>, first: &HtmlTag, second: &HtmlTag) -> bool {
    let is_same_name = document
        .slice(first.name)
        .eq_ignore_ascii_case(document.slice(second.name));
    // A tag with attributes was meant to open an element.
    second.is_close != is_same_name && second.attributes.is_empty()
}

/// Reports comments in comments, which end the outer one too early, and ends of comments that end nothing.
fn check_comments(cx: &mut Context<'_>) {
    const OPEN: &str = "<!--";
    const CLOSE: &str = "-->";
    let document = cx.document;
    let mut stray = Vec::new();
    for run in document
        .texts()
        .iter()
        .filter(|run| run.is_plain() && !run.style.has(Style::CODE))
    {
        let ends = document.slice(run.span).match_indices(CLOSE);
        // A longer arrow is drawn: `--->`.
        let ends = ends.filter(|(at, _)| !document.slice(run.span)[..*at].ends_with('-'));
        stray.extend(ends.map(|(at, end)| Span::new(at, at + end.len()).shifted(run.span.start)));
    }
    if stray.is_empty() {
        return;
    }
    let mut stray = stray.into_iter().peekable();
    for &comment in document.comments() {
        while let Some(end) = stray.next_if(|end| end.start < comment.start) {
            report_end(cx, end);
        }
        let inner = Span::new(comment.start + OPEN.len(), comment.end);
        if let Some(at) = document.slice(inner).find(OPEN)
            && let Some(end) = stray.next()
        {
            let place = Span::new(at, at + OPEN.len()).shifted(inner.start);
            cx.report(place, "a comment starts in a comment, and its `-->` ends both")
                .related(end, "this is shown, with all before it")
                .help("remove the inner comment, or end the outer one before it");
        }
    }
    for end in stray {
        report_end(cx, end);
    }
}

fn report_end(cx: &mut Context<'_>, end: Span) {
    // An arrow between two texts is one.
    let line = cx.document.source().line_at(end.start).span;
    if cx.document.slice(line).trim() == cx.document.slice(end) {
        cx.report(
            end,
            "`-->` ends nothing: no comment is open here, so GitHub shows it",
        )
        .help("remove it");
    }
}

/// Reports elements that are closed with another tag than their own.
fn report_mistaken(cx: &mut Context<'_>, name: &str, close: &str, pairs: &[[&HtmlTag; 2]]) {
    let [[first, second], others @ ..] = pairs else {
        return;
    };
    let more = match others.len() {
        0 => String::new(),
        more => format!(" ({} times)", more + 1),
    };
    let message = format!("`<{name}>` is closed with `{close}` instead of `</{name}>`{more}");
    let right = format!("</{name}>");
    let edits = pairs
        .iter()
        .map(|[_, second]| Edit::replace(second.span, &*right))
        .collect();
    // The same tag again may open a second element.
    let fix = if second.is_close {
        Fix::safe(format!("write `{right}`"), edits)
    } else {
        Fix::risky(format!("write `{right}`"), edits)
    };
    let finding = cx.report(second.span, message);
    finding.related(first.span, "opened here").fix(fix);
    for [_, second] in others.iter().take(SHOWN) {
        finding.related(second.span, "here too");
    }
}

fn report_unclosed(cx: &mut Context<'_>, tag: &HtmlTag) {
    let name = cx.document.slice(tag.name);
    cx.report(tag.span, format!("this `<{name}>` is never closed"))
        .help(format!("write `</{name}>` where it ends"));
}

/// Reports the first of some tags, with those like it that follow at once, and returns the rest.
fn report_stray<'t>(cx: &mut Context<'_>, tags: &'t [&'t HtmlTag]) -> &'t [&'t HtmlTag] {
    let source = cx.document.source();
    let repeats = tags.windows(2).take_while(|pair| is_repeated(source, pair));
    let (reported, rest) = tags.split_at(1 + repeats.count());
    let name = source.slice(reported[0].name);
    let edits = reported.iter().map(|tag| Edit::delete(tag.span)).collect();
    cx.report(
        reported[0].span,
        format!("`</{name}>` closes nothing: no `<{name}>` is open here"),
    )
    // At the start of a line, the tag makes its neighbours HTML rather than Markdown.
    .fix(if text_before(source, reported[0].span.start).trim().is_empty() {
        Fix::risky("remove it", edits)
    } else {
        Fix::safe("remove it", edits)
    });
    rest
}

/// True if the second of two tags is the first one again, right behind it.
fn is_repeated(source: &SourceFile, pair: &[&HtmlTag]) -> bool {
    let [a, b] = [pair[0].span, pair[1].span];
    a.end == b.start && source.slice(a) == source.slice(b)
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
      ^^^^ `<u>` is closed with `</i>` instead of `</u>`
                   ^^^ `<b>` is closed with `<b>` instead of `</b>`
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

    #[test]
    fn a_habit_is_one_finding() {
        check(
            &UnbalancedTag,
            "
<h3>Rowing</h2>
          ^^^^^ `<h3>` is closed with `</h2>` instead of `</h3>` (2 times)

<h3>Sailing</h2>

<b>Diving</strong>
         ^^^^^^^^^ `<b>` is closed with `</strong>` instead of `</b>`
",
        );
    }

    #[test]
    fn elements_for_words_end_with_their_cell_or_item() {
        check(
            &UnbalancedTag,
            "
<table>
<tr><td><a href=\"#x\">Rowing</td><td>2024</td></tr>
        ^^^^^^^^^^^^^ this `<a>` is never closed
<tr><td>Sailing</a></td><td><table><tr><td><b>x</b></td></tr></table></td></tr>
               ^^^^ `</a>` closes nothing: no `<a>` is open here
</table>

- <b>one
  ^^^ this `<b>` is never closed
- two
- three</b>
       ^^^^ `</b>` closes nothing: no `<b>` is open here

<details>

- a

</details>
",
        );
    }

    #[test]
    fn a_closing_tag_behind_a_broken_one_is_left_alone() {
        check(
            &UnbalancedTag,
            "\n- <a name=\"Hinge</a> **[Hinge]** Boats that fold\n",
        );
    }

    #[test]
    fn a_comment_in_a_comment_ends_both() {
        check(
            &UnbalancedTag,
            "
<!--
- a <!-- b -->
    ^^^^ a comment starts in a comment, and its `-->` ends both
- c
-->

d --> e

-->
^^^ `-->` ends nothing: no comment is open here, so GitHub shows it

<!-- f -->
",
        );
    }
}
