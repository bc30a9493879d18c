//! Comments that silence rules: their syntax and the bytes that they cover. Must not know findings.

use super::Document;
use crate::source::Span;

/// What a suppression covers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// `paperlint-ignore`: the row, list item or heading that holds the comment, else the block after it.
    Here,
    /// `paperlint-ignore-next`: the entry after the row or list item that holds the comment, else the first entry of
    /// the block after it.
    NextEntry,
    /// `paperlint-ignore-file`: the whole file.
    File,
}

/// A comment that silences rules.
#[derive(Debug)]
pub struct Suppression {
    /// The comment.
    pub span: Span,
    /// What it covers.
    pub scope: Scope,
    /// The names of the rules, each where it stands.
    pub rules: Vec<Span>,
    /// The bytes whose findings it silences.
    pub target: Span,
}

const KEYWORD: &str = "paperlint-ignore";

/// Reads a comment; `None` when it does not speak to paperlint.
///
/// `<!-- paperlint-ignore RULE RULE: reason -->`: names are parted by blanks or commas; a colon starts the reason.
pub(super) fn read(text: &str, comment: Span) -> Option<Suppression> {
    let inner = text[comment.range()].strip_prefix("<!--")?.trim_start();
    let rest = inner.strip_prefix(KEYWORD)?;
    let (scope, rest) = [("-file", Scope::File), ("-next", Scope::NextEntry)]
        .into_iter()
        .find_map(|(suffix, scope)| Some((scope, rest.strip_prefix(suffix)?)))
        .unwrap_or((Scope::Here, rest));
    let names = rest.split(':').next()?.trim_end().trim_end_matches("-->");
    let start = comment.end - rest.len();
    Some(Suppression {
        span: comment,
        scope,
        rules: words(names).map(|word| word.shifted(start)).collect(),
        target: Span::at(comment.end),
    })
}

fn words(text: &str) -> impl Iterator<Item = Span> {
    let is_gap = |c: char| c.is_whitespace() || c == ',';
    text.split(is_gap)
        .filter(|word| !word.is_empty())
        .map(move |word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            Span::new(start, start + word.len())
        })
}

/// What a comment belongs to, by index.
pub(super) enum Holder {
    /// A row of a table; `None` for its header.
    Row { table: usize, row: Option<usize> },
    /// A list item.
    Item(usize),
    /// A heading.
    Heading(usize),
    /// Nothing but the place before this block.
    Block(usize),
}

/// The bytes that the suppression with this index silences, given what holds it and the blocks of the page.
pub(super) fn target(document: &Document<'_>, blocks: &[Span], index: usize, holder: &Holder) -> Span {
    let suppression = &document.suppressions[index];
    let is_next = match suppression.scope {
        Scope::File => return Span::new(0, document.source.text().len()),
        Scope::NextEntry => true,
        Scope::Here => false,
    };
    let found = match *holder {
        Holder::Row { table, row } => row_target(document, table, row, is_next),
        Holder::Item(item) if is_next => next_after(&document.items, document.items[item].end),
        Holder::Item(item) => Some(document.items[item]),
        Holder::Heading(heading) => document.headings.get(heading).map(|heading| heading.span),
        Holder::Block(block) if is_next => blocks.get(block).map(|block| first_entry(document, *block)),
        Holder::Block(block) => blocks.get(block).copied(),
    };
    found.unwrap_or(suppression.target)
}

fn row_target(document: &Document<'_>, table: usize, row: Option<usize>, is_next: bool) -> Option<Span> {
    let table = &document.tables[table];
    match row {
        None if !is_next => Some(table.header.span),
        None => table.rows.first().map(|row| row.span),
        Some(row) => table.rows.get(row + usize::from(is_next)).map(|row| row.span),
    }
}

/// The first row or list item of a block, else the whole block.
fn first_entry(document: &Document<'_>, block: Span) -> Span {
    let table = document
        .tables
        .partition_point(|table| table.span.start < block.start);
    let table = document
        .tables
        .get(table)
        .filter(|table| block.contains(table.span));
    let row = table.and_then(|table| table.rows.first()).map(|row| row.span);
    let item = next_after(&document.items, block.start).filter(|item| block.contains(*item));
    row.or(item).unwrap_or(block)
}

/// The first of these spans, which are in order, that starts at `offset` or later.
fn next_after(spans: &[Span], offset: usize) -> Option<Span> {
    spans
        .get(spans.partition_point(|span| span.start < offset))
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(comment: &str, scope: Scope, rules: &[&str]) {
        let found = read(comment, Span::new(0, comment.len())).expect("the comment is a suppression");
        let names: Vec<_> = found.rules.iter().map(|span| &comment[span.range()]).collect();
        assert_eq!((found.scope, names), (scope, rules.to_vec()));
    }

    #[test]
    fn names_scope_and_reason_are_told_apart() {
        check("<!-- paperlint-ignore short-row -->", Scope::Here, &["short-row"]);
        check(
            "<!--paperlint-ignore short-row, dead-link: robots-->",
            Scope::Here,
            &["short-row", "dead-link"],
        );
        check(
            "<!-- paperlint-ignore-next dead-link -->",
            Scope::NextEntry,
            &["dead-link"],
        );
        check(
            "<!-- paperlint-ignore-file dead-link moved-link -->",
            Scope::File,
            &["dead-link", "moved-link"],
        );
        check("<!-- paperlint-ignore -->", Scope::Here, &[]);
    }

    #[test]
    fn other_comments_are_left_alone() {
        let read = |text: &str| read(text, Span::new(0, text.len()));
        assert!(read("<!-- TODO: paperlint-ignore x -->").is_none());
        assert!(read("<!-- lint disable -->").is_none());
    }
}
