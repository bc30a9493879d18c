//! The block that a suppression comment belongs to, and so the bytes that it silences. Must not read comments.

use super::super::{Document, Scope, Suppression, TableId};
use crate::source::Span;

/// The block that a comment belongs to.
pub(super) enum Holder {
    /// A row of a table; `None` for its header.
    Row {
        /// The table.
        table: TableId,
        /// The body row.
        row: Option<usize>,
    },
    /// A list item.
    Item(Span),
    /// A heading.
    Heading(Span),
    /// None: the comment is before the block with this number among all of the page.
    Block(usize),
}

/// The bytes that a suppression silences, given its holder and the blocks of the page.
pub(super) fn target(
    document: &Document<'_>,
    blocks: &[Span],
    suppression: &Suppression,
    holder: &Holder,
) -> Span {
    // A comment between two rows would end the table on GitHub, so the one for the next row is in the row before it.
    let is_next = match suppression.scope {
        Scope::File => return Span::new(0, document.source().text().len()),
        Scope::NextEntry => true,
        Scope::Here => false,
    };
    let found = match *holder {
        Holder::Row { table, row } => row_target(document, table, row, is_next),
        Holder::Item(item) if is_next => next_after(document.items(), item.end),
        Holder::Item(span) | Holder::Heading(span) => Some(span),
        Holder::Block(block) if is_next => blocks.get(block).map(|block| first_entry(document, *block)),
        Holder::Block(block) => blocks.get(block).copied(),
    };
    found.unwrap_or(suppression.target)
}

fn row_target(document: &Document<'_>, table: TableId, row: Option<usize>, is_next: bool) -> Option<Span> {
    let table = document.table(table);
    let held = match row {
        None if !is_next => &table.header,
        None => table.rows.first()?,
        Some(row) => table.rows.get(row + usize::from(is_next))?,
    };
    Some(held.span)
}

/// The first row or list item of a block, else the whole block.
fn first_entry(document: &Document<'_>, block: Span) -> Span {
    let tables = document.tables();
    let next = tables.partition_point(|table| table.span.start < block.start);
    if let Some(table) = tables.get(next)
        && block.contains(table.span)
        && let Some(row) = table.rows.first()
    {
        return row.span;
    }
    match next_after(document.items(), block.start) {
        Some(item) if block.contains(item) => item,
        _ => block,
    }
}

/// The first of these spans, which are in order, that starts at `offset` or later.
fn next_after(spans: &[Span], offset: usize) -> Option<Span> {
    let next = spans.partition_point(|span| span.start < offset);
    spans.get(next).copied()
}
