//! `unrendered-emphasis`: asterisks that were meant as bold and are shown as they stand.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    document::{Document, Style, TextRun},
    finding::{Edit, Fix},
    rules::base::{Context, Meta, Rule, meta},
    source::Span,
};

pub(super) struct UnrenderedEmphasis;

static META: Meta = meta!("unrendered-emphasis", Markup, Warning, Page).with_safe_fix();

impl Rule for UnrenderedEmphasis {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let source = cx.document.source();
        let marks = literal_marks(cx.document);
        // Emphasis is written within a line; a table's row is one.
        let lines = marks.chunk_by(|a, b| source.line_index(a.start) == source.line_index(b.start));
        let pairs: Vec<_> = lines
            .flat_map(|line| line.chunks_exact(2))
            .filter_map(|pair| check_pair(cx, pair[0], pair[1]))
            .collect();
        check_halves(cx, &pairs);
    }
}

/// A mark of emphasis: what it is written with, and the character outside of it.
type Mark = (&'static str, Option<char>);

/// How often a list uses a mark before one without its partner is taken for a slip; else it is a footnote.
const FEWEST_USES: usize = 10;

/// Reports marks without a partner where the list has emphasis again and again, except those of a reported pair.
fn check_halves(cx: &mut Context<'_>, pairs: &[Span]) {
    let paired: BTreeSet<_> = pairs.iter().flat_map(|pair| [pair.start, pair.end]).collect();
    let mut halves = halves(cx.document);
    halves.retain(|half| !paired.contains(&half.span.start) && !paired.contains(&half.span.end));
    if halves.is_empty() {
        return;
    }
    let usual = Usual::of(cx.document);
    for half in halves.iter().filter(|half| usual.has(half)) {
        let verb = if half.opens { "closed" } else { "opened" };
        let message = format!(
            "this `{}` is shown as it stands: the emphasis is never {verb}",
            half.mark.0
        );
        cx.report(half.span, message)
            .help("write its partner, or put a backslash before it");
    }
}

/// How often a list opens and closes emphasis with each mark.
#[derive(Default)]
struct Usual {
    opening: BTreeMap<Mark, usize>,
    closing: BTreeMap<Mark, usize>,
}

impl Usual {
    fn of(document: &Document<'_>) -> Self {
        let text = document.source().text();
        let mut usual = Self::default();
        let runs = document.texts().iter();
        for run in runs.filter(|run| is_plain(run) && is_emphasised(run)) {
            let (before, after) = (&text[..run.span.start], &text[run.span.end..]);
            if let Some(mark) = MARKS.into_iter().find(|mark| before.ends_with(mark)) {
                let outside = before[..before.len() - mark.len()].chars().next_back();
                *usual.opening.entry((mark, outside)).or_default() += 1;
            }
            if let Some(mark) = MARKS.into_iter().find(|mark| after.starts_with(mark)) {
                let outside = after[mark.len()..].chars().next();
                *usual.closing.entry((mark, outside)).or_default() += 1;
            }
        }
        usual
    }

    fn has(&self, half: &Half) -> bool {
        let uses = if half.opens { &self.opening } else { &self.closing };
        uses.get(&half.mark).is_some_and(|uses| *uses >= FEWEST_USES)
    }
}

/// The longer marks come first.
const MARKS: [&str; 3] = ["**", "*", "_"];

fn is_emphasised(run: &TextRun) -> bool {
    run.style.has(Style::STRONG) || run.style.has(Style::EMPHASIS)
}

fn is_plain(run: &TextRun) -> bool {
    run.decoded.is_none() && !run.style.has(Style::CODE) && !run.style.has(Style::IMAGE)
}

/// A mark without a partner.
struct Half {
    span: Span,
    mark: Mark,
    opens: bool,
}

/// The lines and cells with a single mark that touches a word on one side only.
fn halves(document: &Document<'_>) -> Vec<Half> {
    let text = document.source().text();
    let mut halves: Vec<Half> = Vec::new();
    for run in document
        .texts()
        .iter()
        .filter(|run| is_plain(run) && !is_emphasised(run))
    {
        let slice = &text[run.span.range()];
        let mut end = 0;
        for start in memchr::memchr2_iter(b'*', b'_', slice.as_bytes()) {
            if start < end {
                continue;
            }
            let mark = slice.as_bytes()[start];
            let behind = slice[start..].bytes();
            end = start + behind.take_while(|byte| *byte == mark).count();
            let span = Span::new(start, end).shifted(run.span.start);
            halves.extend(half(text, span));
        }
    }
    // Two of them in one line are no halves: footnotes come with their marks.
    let line = |half: &Half| document.source().line_index(half.span.start);
    let lines = halves
        .chunk_by(|a, b| line(a) == line(b))
        .filter(|line| line.len() == 1);
    let alone: Vec<_> = lines.map(|line| line[0].span).collect();
    halves.retain(|half| alone.binary_search(&half.span).is_ok());
    halves
}

fn half(text: &str, span: Span) -> Option<Half> {
    let mark = MARKS.into_iter().find(|mark| *mark == &text[span.range()])?;
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let opens = is_word(after) && !is_word(before) && before != Some('\\');
    let is_ending = |c: char| c.is_alphabetic() || matches!(c, '.' | ':' | ')');
    let closes = before.is_some_and(|c| is_ending(c) || mark == "*" && c.is_numeric() && after == Some(')'))
        && !is_word(after);
    // A star behind a word is a footnote's; only within parentheses it is not.
    let closes = closes && (mark == "**" || mark == "*" && after == Some(')'));
    let outside = if opens { before } else { after };
    (opens || closes).then_some(Half {
        span,
        mark: (mark, outside),
        opens,
    })
}

/// The places where exactly two asterisks are shown as text.
fn literal_marks(document: &Document<'_>) -> Vec<Span> {
    let text = document.source().text();
    let is_asterisk = |at: usize| text.as_bytes().get(at) == Some(&b'*');
    let mut marks = Vec::new();
    for run in document
        .texts()
        .iter()
        .filter(|run| !run.style.has(Style::CODE) && run.decoded.is_none())
    {
        for at in memchr::memchr_iter(b'*', text[run.span.range()].as_bytes()) {
            let span = Span::new(run.span.start + at, run.span.start + at + 2);
            let before = span
                .start
                .checked_sub(1)
                .is_some_and(|at| is_asterisk(at) || text.as_bytes()[at] == b'\\');
            let is_pair = is_asterisk(span.start + 1) && span.end <= run.span.end;
            if is_pair && !before && !is_asterisk(span.end) {
                marks.push(span);
            }
        }
    }
    marks
}

/// Reports two marks that would be bold, did not spaces or punctuation at their inner sides forbid it. Returns the place.
fn check_pair(cx: &mut Context<'_>, open: Span, close: Span) -> Option<Span> {
    let text = cx.document.source().text();
    let inner = Span::new(open.end, close.start);
    let trimmed = inner.trimmed(text);
    let crosses_cells = text[inner.range()].contains('|');
    if trimmed.is_empty() || crosses_cells {
        return None;
    }
    let span = Span::new(open.start, close.end);
    if trimmed == inner {
        cx.report(span, "these asterisks are shown as they stand, not as bold")
            .help("put a blank outside the asterisks, or leave the punctuation at their inner side out of the bold text");
    } else {
        let edits = [
            Span::new(inner.start, trimmed.start),
            Span::new(trimmed.end, inner.end),
        ];
        let edits = edits
            .into_iter()
            .filter(|blank| !blank.is_empty())
            .map(Edit::delete)
            .collect();
        cx.report(
            span,
            "a blank inside the asterisks keeps this text from being bold",
        )
        .fix(Fix::safe("remove the blank", edits));
    }
    Some(span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn blanks_inside_the_marks_forbid_bold() {
        check(
            &UnrenderedEmphasis,
            "
| **Title ** | (** oral**) |
  ^^^^^^^^^^ a blank inside the asterisks keeps this text from being bold
                ^^^^^^^^^ a blank inside the asterisks keeps this text from being bold
|---|---|
| **fine** | ** [x](y)** |
             ^^^^^^^^^^^ a blank inside the asterisks keeps this text from being bold
",
        );
    }

    #[test]
    fn punctuation_before_a_letter_forbids_bold() {
        check(
            &UnrenderedEmphasis,
            "
这是**标题：**文字
  ^^^^^^^ these asterisks are shown as they stand, not as bold
",
        );
    }

    #[test]
    fn half_a_pair_is_reported_where_the_list_has_whole_ones() {
        let list = "- (*VLDB'22*) A title _A. Author_\n".repeat(10);
        let rows = "| **Name** | 1 |\n".repeat(10);
        check(
            &UnrenderedEmphasis,
            &format!(
                "
{list}- (VLDB'22*) B title _A. Author_
          ^ this `*` is shown as it stands: the emphasis is never opened
- (*VLDB'22*) C title _B. Author
                      ^ this `_` is shown as it stands: the emphasis is never closed

| a | b |
|---|---|
{rows}| **Name | 2 |
  ^^ this `**` is shown as it stands: the emphasis is never closed
"
            ),
        );
    }

    #[test]
    fn footnotes_are_left_alone() {
        check(
            &UnrenderedEmphasis,
            "A*, SNAP* and C** (x*) 2 * 3 *equal contribution _x __init__ snake_case\n",
        );
    }

    #[test]
    fn asterisks_that_mean_something_else_are_left_alone() {
        check(
            &UnrenderedEmphasis,
            "save as '***.mat' and '***.mat'\n`** x **` \\*\\*x \\*\\* 2**3\n",
        );
    }
}
