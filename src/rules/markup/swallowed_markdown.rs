//! `swallowed-markdown`: Markdown that an HTML block swallows for want of a blank line.

use crate::{
    document::{Document, HtmlPiece, html_pieces},
    finding::{Edit, Fix},
    rules::base::{Context, Meta, Rule, meta},
    source::Span,
};

pub(super) struct SwallowedMarkdown;

static META: Meta = meta!("swallowed-markdown", Markup, Error, Page).with_safe_fix();

impl Rule for SwallowedMarkdown {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        for &block in document.html_blocks() {
            if let Some(line) = swallowed_line(document, block) {
                report(cx, block, line);
            }
        }
    }
}

/// Elements whose text people expect to be shown as it is written.
const VERBATIM: [&str; 6] = ["pre", "code", "script", "style", "textarea", "svg"];

/// The first line of a block whose text holds Markdown.
fn swallowed_line(document: &Document<'_>, block: Span) -> Option<Span> {
    let text = document.source().text();
    let mut verbatim = 0_usize;
    let mut at = block.start;
    for piece in html_pieces(text, block) {
        let (span, change) = match piece {
            HtmlPiece::Comment(span) => (span, 0),
            HtmlPiece::Open { name, span, .. } => (span, isize::from(is_verbatim(name))),
            HtmlPiece::Close { name, span } => (span, -isize::from(is_verbatim(name))),
        };
        if verbatim == 0
            && let Some(line) = markdown_line(text, Span::new(at, span.start))
        {
            return Some(line);
        }
        verbatim = verbatim.saturating_add_signed(change);
        at = span.end;
    }
    let rest = Span::new(at, block.end.max(at));
    Some(rest)
        .filter(|_| verbatim == 0)
        .and_then(|rest| markdown_line(text, rest))
}

fn is_verbatim(name: &str) -> bool {
    VERBATIM
        .iter()
        .any(|verbatim| name.eq_ignore_ascii_case(verbatim))
}

/// The first line in a piece of text between tags that is Markdown. The piece may start within a line.
fn markdown_line(text: &str, piece: Span) -> Option<Span> {
    let mut start = piece.start;
    let lines = text[piece.range()].split_inclusive('\n').map(|line| {
        let span = Span::new(start, start + line.len());
        start = span.end;
        span.trimmed(text)
    });
    let starts_line = |at: usize| text[..at].trim_end_matches([' ', '\t']).ends_with('\n') || at == 0;
    let mut lines = lines.filter(|line| !line.is_empty());
    lines.find(|line| is_markdown(&text[line.range()], starts_line(line.start)))
}

/// Whether a text holds a link or bold text, or, at the start of a line, is a heading or an item.
fn is_markdown(text: &str, starts_line: bool) -> bool {
    let is_heading = || {
        let rest = text.trim_start_matches('#');
        (1..=6).contains(&(text.len() - rest.len())) && rest.starts_with(' ')
    };
    let is_link = || {
        let link = text.find("](").filter(|&at| text[..at].contains('['));
        link.is_some_and(|at| text[at..].contains(')'))
    };
    let is_bold = || {
        let inner = text.split("**").nth(1).unwrap_or_default();
        let closes = text.split("**").nth(2).is_some();
        closes && !inner.is_empty() && inner.trim() == inner
    };
    // An item may hold nothing but a tag, which is no part of this text.
    let is_item = || {
        text.strip_prefix(['-', '*', '+'])
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    (starts_line && (is_heading() || is_item())) || is_link() || is_bold()
}

fn report(cx: &mut Context<'_>, block: Span, shown: Span) {
    let source = cx.document.source();
    let line = source.line_index(shown.start);
    let line_start = source.line_span(line).start;
    let indentation = &source.text()[line_start..shown.start];
    let finding = cx.report(
        shown,
        "this Markdown stands in a block of HTML: GitHub shows it as it is written",
    );
    finding.help("put a blank line before it");
    // Four blanks would make it code, and what stands in the first line has no line above it.
    if line_start > block.start && indentation.len() < 4 && indentation.trim().is_empty() {
        let line_end = source.line_end(line - 1);
        let edit = Edit::insert(line_start, line_end);
        finding.fix(Fix::safe("put a blank line before it", vec![edit]).reshaping());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn markdown_right_below_a_tag_is_shown_as_written() {
        check(
            &SwallowedMarkdown,
            "
<div>
</div>
### Heading
^^^^^^^^^^^ this Markdown stands in a block of HTML: GitHub shows it as it is written

<details><summary>Models</summary>
  - [InternLM](https://x.org)
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ this Markdown stands in a block of HTML: GitHub shows it as it is written
  - [Qwen](https://x.org)
</details>

<br>
 **November**:
 ^^^^^^^^^^^^^ this Markdown stands in a block of HTML: GitHub shows it as it is written
",
        );
    }

    #[test]
    fn html_code_and_comments_are_left_alone() {
        check(
            &SwallowedMarkdown,
            "
<div>

### Heading

</div>

<p>a [b] (c) # d 2**3 <a href=\"x](y)\">x</a></p>

<pre>
### [x](y)
</pre>

<!-- **old**
[x](y) -->
",
        );
    }
}
