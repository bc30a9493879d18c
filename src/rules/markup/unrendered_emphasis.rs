//! `unrendered-emphasis`: asterisks that were meant as bold and are shown as they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    document::{Document, Style, TextRun},
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::is_same_line,
    },
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
        let mut reported = BTreeSet::new();
        // Emphasis is written within a line; a table's row is one.
        for line in literal_marks(cx.document).chunk_by(|a, b| is_same_line(source, *a, *b)) {
            for pair in line.chunks_exact(2) {
                if check_pair(cx, pair[0], pair[1]) {
                    reported.extend(pair);
                }
            }
        }
        for [open, close] in spaced_italics(cx.document) {
            report_spaces(cx, open, close, "italic");
            reported.extend([open, close]);
        }
        check_halves(cx, &reported);
    }
}

/// A mark of emphasis: the mark itself, and the character outside of it.
type Mark = (&'static str, Option<char>);

/// The number of uses of a mark in a list from which on one without its partner is taken for a typo; else it is a
/// footnote.
const MIN_USES: usize = 10;

/// Reports marks without a partner if the list has much emphasis, except the marks of a reported pair.
fn check_halves(cx: &mut Context<'_>, reported: &BTreeSet<Span>) {
    let mut halves = halves(cx.document);
    halves.retain(|half| !reported.contains(&half.span));
    // Counting the emphasis of a list takes time, and most have no mark of this kind.
    if halves.is_empty() {
        return;
    }
    let usual = Usual::of(cx.document);
    for half in halves {
        if usual.has(&half) {
            let message = format!(
                "this `{}` is not rendered as emphasis: it is never {}",
                half.mark.0,
                if half.opens { "closed" } else { "opened" }
            );
            cx.report(half.span, message)
                .help("add the other mark, or put a backslash before this one");
        }
    }
}

/// Reports two marks that would be bold but for spaces or punctuation at their inner sides. Returns true if it did.
fn check_pair(cx: &mut Context<'_>, open: Span, close: Span) -> bool {
    let text = cx.document.source().text();
    let inner = Span::new(open.end, close.start);
    let trimmed = inner.trimmed(text);
    // Two cells of a row have nothing to do with each other.
    if trimmed.is_empty() || text[inner.range()].contains('|') {
        return false;
    }
    let span = Span::new(open.start, close.end);
    // Without a space, punctuation inside and a letter outside keep a mark from opening or closing emphasis.
    if trimmed == inner {
        cx.report(span, "these asterisks are not rendered as bold")
            .help("put a space outside the asterisks, or leave the punctuation at their inner side out of the bold text");
    } else {
        report_spaces(cx, open, close, "bold");
    }
    true
}

/// Reports two marks that would be emphasis but for the spaces at their inner sides.
fn report_spaces(cx: &mut Context<'_>, open: Span, close: Span, look: &str) {
    let text = cx.document.source().text();
    let inner = Span::new(open.end, close.start);
    let trimmed = inner.trimmed(text);
    let mut edits = Vec::new();
    for space in [
        Span::new(inner.start, trimmed.start),
        Span::new(trimmed.end, inner.end),
    ] {
        if !space.is_empty() {
            edits.push(Edit::delete(space));
        }
    }
    let message = format!("a space inside the marks keeps this text from being {look}");
    cx.report(Span::new(open.start, close.end), message)
        .fix(Fix::safe("remove the space", edits));
}

/// Pairs of single marks with a space at one of their inner sides, each the only two of their kind on a line:
/// `*Ada Quill *`.
fn spaced_italics(document: &Document<'_>) -> Vec<[Span; 2]> {
    let source = document.source();
    let text = source.text();
    let mut marks = Vec::new();
    for run in document.texts() {
        if run.is_plain() && !is_emphasised(run) {
            let places = memchr::memchr2_iter(b'*', b'_', text[run.span.range()].as_bytes());
            let places = places.map(|at| Span::new(at, at + 1).shifted(run.span.start));
            marks.extend(places.filter(|mark| is_single(text, *mark)));
        }
    }
    let mut pairs = Vec::new();
    for line in marks.chunk_by(|a, b| is_same_line(source, *a, *b)) {
        if let [open, close] = *line
            && source.slice(open) == source.slice(close)
            && is_spaced_pair(text, open, close)
        {
            pairs.push([open, close]);
        }
    }
    pairs
}

/// True for a mark that is not one of several in a row.
fn is_single(text: &str, mark: Span) -> bool {
    let same = &text[mark.range()];
    !text[..mark.start].ends_with(same)
        && !text[..mark.start].ends_with('\\')
        && !text[mark.end..].starts_with(same)
}

fn is_spaced_pair(text: &str, open: Span, close: Span) -> bool {
    /// Fewer letters may be the factor of a product: `2 *n * 3`.
    const MIN_LETTERS: usize = 4;
    let inner = &text[open.end..close.start];
    let (before, behind) = (
        text[..open.start].chars().next_back(),
        text[close.end..].chars().next(),
    );
    let starts_with_space = inner.starts_with(' ');
    inner.chars().filter(|c| c.is_alphabetic()).count() >= MIN_LETTERS
        && !inner.contains('|')
        // With a space on both sides of both marks they are stars between texts.
        && starts_with_space != inner.ends_with(' ')
        && !is_word(before)
        && !is_word(behind)
        && (before != Some(' ') || behind != Some(' ') || !starts_with_space)
}

/// The number of times that a list opens emphasis with each mark, and that it closes it.
#[derive(Default)]
struct Usual(BTreeMap<(bool, Mark), usize>);

impl Usual {
    fn of(document: &Document<'_>) -> Self {
        let text = document.source().text();
        let mut usual = Self::default();
        for run in document.texts() {
            if !run.is_plain() || !is_emphasised(run) {
                continue;
            }
            if let Some(mark) = mark_before(&text[..run.span.start]) {
                *usual.0.entry((true, mark)).or_default() += 1;
            }
            if let Some(mark) = mark_behind(&text[run.span.end..]) {
                *usual.0.entry((false, mark)).or_default() += 1;
            }
        }
        usual
    }

    fn has(&self, half: &Half) -> bool {
        self.0
            .get(&(half.opens, half.mark))
            .is_some_and(|uses| *uses >= MIN_USES)
    }
}

/// The longer marks come first: two asterisks end in one.
const MARKS: [&str; 3] = ["**", "*", "_"];

/// The mark at the end of the text before a run.
fn mark_before(text: &str) -> Option<Mark> {
    for mark in MARKS {
        if let Some(outside) = text.strip_suffix(mark) {
            return Some((mark, outside.chars().next_back()));
        }
    }
    None
}

/// The mark at the start of the text behind a run.
fn mark_behind(text: &str) -> Option<Mark> {
    for mark in MARKS {
        if let Some(outside) = text.strip_prefix(mark) {
            return Some((mark, outside.chars().next()));
        }
    }
    None
}

fn is_emphasised(run: &TextRun) -> bool {
    run.style.has(Style::STRONG) || run.style.has(Style::EMPHASIS)
}

/// A mark without a partner.
#[derive(Clone, Copy)]
struct Half {
    span: Span,
    mark: Mark,
    opens: bool,
}

/// The marks that touch a word on one side only, each of them the only one of its line.
fn halves(document: &Document<'_>) -> Vec<Half> {
    let source = document.source();
    let mut halves = Vec::new();
    for run in document.texts() {
        if run.is_plain() && !is_emphasised(run) {
            halves.extend(halves_in(source.text(), run.span));
        }
    }
    // Two in a line are footnotes, which come with their marks.
    let lines = halves.chunk_by(|a, b| is_same_line(source, a.span, b.span));
    lines.filter(|line| line.len() == 1).flatten().copied().collect()
}

fn halves_in(text: &str, run: Span) -> Vec<Half> {
    let bytes = text.as_bytes();
    let mut halves = Vec::new();
    let mut end = run.start;
    for at in memchr::memchr2_iter(b'*', b'_', &bytes[run.range()]) {
        let start = run.start + at;
        // The rest of a longer mark.
        if start < end {
            continue;
        }
        end = start;
        while end < run.end && bytes[end] == bytes[start] {
            end += 1;
        }
        halves.extend(half(text, Span::new(start, end)));
    }
    halves
}

fn half(text: &str, span: Span) -> Option<Half> {
    let mark = *MARKS.iter().find(|mark| **mark == &text[span.range()])?;
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    let opens = is_word(after) && !is_word(before) && before != Some('\\');
    if !opens && !closes(mark, before, after) {
        return None;
    }
    Some(Half {
        span,
        mark: (mark, if opens { before } else { after }),
        opens,
    })
}

/// True if a mark between two characters may close emphasis.
fn closes(mark: &str, before: Option<char>, after: Option<char>) -> bool {
    // A star behind a word is a footnote's; only within parentheses it is not, as in `(VLDB'22*)`.
    let is_in_parentheses = mark == "*" && after == Some(')');
    if is_word(after) || mark != "**" && !is_in_parentheses {
        return false;
    }
    match before {
        Some('.' | ':' | ')') => true,
        Some(c) => c.is_alphabetic() || is_in_parentheses && c.is_numeric(),
        None => false,
    }
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// The places where exactly two asterisks are text.
fn literal_marks(document: &Document<'_>) -> Vec<Span> {
    let text = document.source().text();
    let mut marks = Vec::new();
    for run in document.texts() {
        if !run.is_verbatim() {
            continue;
        }
        for at in memchr::memchr_iter(b'*', text[run.span.range()].as_bytes()) {
            let mark = Span::new(at, at + 2).shifted(run.span.start);
            if mark.end <= run.span.end && is_literal_mark(text, mark) {
                marks.push(mark);
            }
        }
    }
    marks
}

/// True for two asterisks, neither more nor with a backslash before them: `'***.mat'` names files.
fn is_literal_mark(text: &str, mark: Span) -> bool {
    text[mark.start..].starts_with("**")
        && !text[mark.end..].starts_with('*')
        && !text[..mark.start].ends_with(['*', '\\'])
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
  ^^^^^^^^^^ a space inside the marks keeps this text from being bold
                ^^^^^^^^^ a space inside the marks keeps this text from being bold
|---|---|
| **fine** | ** [x](y)** |
             ^^^^^^^^^^^ a space inside the marks keeps this text from being bold
",
        );
    }

    #[test]
    fn punctuation_before_a_letter_forbids_bold() {
        check(
            &UnrenderedEmphasis,
            "
这是**标题：**文字
  ^^^^^^^ these asterisks are not rendered as bold
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
          ^ this `*` is not rendered as emphasis: it is never opened
- (*VLDB'22*) C title _B. Author
                      ^ this `_` is not rendered as emphasis: it is never closed

| a | b |
|---|---|
{rows}| **Name | 2 |
  ^^ this `**` is not rendered as emphasis: it is never closed
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

    #[test]
    fn spaces_inside_single_marks_forbid_italics() {
        check(
            &UnrenderedEmphasis,
            "
**On Large Boats** [2022].<br>*Ida Fenn, Karl Oster et. al. *<br>
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a space inside the marks keeps this text from being italic
On Small Boats. _Ida Fenn _
                ^^^^^^^^^^^ a space inside the marks keeps this text from being italic
Of these 5 * 3 * 2 and a * b, or 2 *n * 3, nothing is emphasis; nor are footnotes* and stars *.
",
        );
    }
}
