//! `swallowed-markdown`: Markdown in an HTML block, because the blank line before it is missing.

use crate::{
    document::{Document, HtmlPiece, html_pieces},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{blank_line_before, text_before},
    },
    source::{SourceFile, Span},
};

pub(super) struct SwallowedMarkdown;

static META: Meta = meta!("swallowed-markdown", Markup, Error, Page).with_safe_fix();

impl Rule for SwallowedMarkdown {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for &block in cx.document.html_blocks() {
            if let Some(line) = swallowed_line(cx.document, block) {
                report(cx, block, line);
            }
        }
    }
}

/// The first line of a block whose text holds Markdown. More of it has the same cause.
fn swallowed_line(document: &Document<'_>, block: Span) -> Option<Span> {
    let text = document.source().text();
    let (mut verbatim, mut at) = (0_usize, block.start);
    for piece in html_pieces(text, block) {
        let (span, change) = match piece {
            HtmlPiece::Comment(span) => (span, 0),
            HtmlPiece::Open(tag) => (tag.span, isize::from(is_verbatim(tag.name))),
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
    if verbatim == 0 {
        markdown_line(text, Span::new(at, block.end.max(at)))
    } else {
        None
    }
}

/// True for elements whose text people expect to be shown as it is written.
fn is_verbatim(name: &str) -> bool {
    const VERBATIM: [&str; 6] = ["pre", "code", "script", "style", "textarea", "svg"];
    VERBATIM
        .iter()
        .any(|verbatim| name.eq_ignore_ascii_case(verbatim))
}

/// The first line in a piece of text between tags that is Markdown. The piece may start within a line.
fn markdown_line(text: &str, piece: Span) -> Option<Span> {
    let mut start = piece.start;
    for line in text[piece.range()].split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trimmed(text);
        if is_markdown(text, span) {
            return Some(span);
        }
        start += line.len();
    }
    None
}

/// True if a place holds a link or bold text, or, at the start of a line, is a heading or an item.
fn is_markdown(text: &str, span: Span) -> bool {
    let shown = &text[span.range()];
    has_link(shown)
        || has_bold(shown)
        || (is_heading(shown) || is_item(shown)) && starts_line(text, span.start)
}

fn has_link(text: &str) -> bool {
    match text.split_once("](") {
        Some((label, rest)) => label.contains('[') && rest.contains(')'),
        None => false,
    }
}

fn has_bold(text: &str) -> bool {
    let mut parts = text.split("**").skip(1);
    match (parts.next(), parts.next()) {
        // Asterisks with a space inside are not bold anywhere.
        (Some(inner), Some(_)) => !inner.is_empty() && inner.trim() == inner,
        _ => false,
    }
}

fn is_heading(text: &str) -> bool {
    let words = text.trim_start_matches('#');
    (1..=6).contains(&(text.len() - words.len())) && words.starts_with(' ')
}

fn is_item(text: &str) -> bool {
    match text.strip_prefix(['-', '*', '+']) {
        // An item may hold nothing but a tag, which is not a part of this text.
        Some(rest) => rest.is_empty() || rest.starts_with(' '),
        None => false,
    }
}

fn starts_line(text: &str, at: usize) -> bool {
    at == 0 || text[..at].trim_end_matches([' ', '\t']).ends_with('\n')
}

/// The first link or bold text of a line; the whole line if it is a heading or an item.
fn first_piece(text: &str, line: Span) -> Span {
    let shown = &text[line.range()];
    if is_heading(shown) || is_item(shown) {
        return line;
    }
    let bold = shown.find("**").and_then(|open| {
        let marks = shown[open..].len() - shown[open..].trim_start_matches('*').len();
        let close = open + marks + shown[open + marks..].find("**")?;
        let end = shown.len() - shown[close..].trim_start_matches('*').len();
        Some((open, end))
    });
    let linked = shown.find("](").and_then(|joint| {
        let open = shown[..joint].rfind('[')?;
        Some((open, joint + shown[joint..].find(')')? + 1))
    });
    let first = [bold, linked].into_iter().flatten().min();
    first.map_or(line, |(start, end)| Span::new(start, end).shifted(line.start))
}

/// True for a block of HTML that a blank line ends. A comment, a declaration or `<pre>` goes on to its own end.
fn ends_at_blank_line(block: &str) -> bool {
    const STARTS: [&str; 6] = ["<!", "<?", "<script", "<pre", "<style", "<textarea"];
    let block = block.trim_start().to_ascii_lowercase();
    !STARTS.iter().any(|start| block.starts_with(start))
}

/// True if a line behind the Markdown would become code: outside the block, four spaces make it.
fn is_followed_by_code(source: &SourceFile, block: Span, shown: Span) -> bool {
    let rest = Span::new(source.line_at(shown.start).whole().end.min(block.end), block.end);
    source
        .slice(rest)
        .lines()
        .any(|line| line.starts_with("    ") || line.starts_with('\t'))
}

fn report(cx: &mut Context<'_>, block: Span, shown: Span) {
    let source = cx.document.source();
    let indentation = text_before(source, shown.start);
    let line = shown.start - indentation.len();
    let finding = cx.report(
        first_piece(source.text(), shown),
        "this Markdown is in an HTML block: GitHub does not render it",
    );
    finding.help("put a blank line before it");
    // Four spaces would make it code, and above the first line of a block there is no line that belongs to it.
    let is_possible = line > block.start && indentation.len() < 4 && indentation.trim().is_empty();
    if is_possible && ends_at_blank_line(source.slice(block)) && !is_followed_by_code(source, block, shown) {
        finding.fix(blank_line_before(source, line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::{check, fixed};

    #[test]
    fn markdown_right_below_a_tag_is_shown_as_written() {
        check(
            &SwallowedMarkdown,
            "
<div>
</div>
### Heading
^^^^^^^^^^^ this Markdown is in an HTML block: GitHub does not render it

<details><summary>Models</summary>
  - [InternLM](https://x.org)
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ this Markdown is in an HTML block: GitHub does not render it
  - [Qwen](https://x.org)
</details>

<br>
 **November**:
 ^^^^^^^^^^^^ this Markdown is in an HTML block: GitHub does not render it
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

    #[test]
    fn no_fix_makes_code_of_the_lines_below() {
        for text in [
            "<p align=\"center\">\n# Maps\n    <img src=\"a.png\">\n</p>\n",
            "<!x\n# A\n",
        ] {
            assert_eq!(fixed(&SwallowedMarkdown, text), text);
        }
        assert_eq!(
            fixed(&SwallowedMarkdown, "<p>\n# Maps\n</p>\n"),
            "<p>\n\n# Maps\n</p>\n"
        );
    }
}
