//! Lines of text that GitHub renders as paragraphs. Must not report.

use crate::{
    document::{Document, Style, TextRun},
    source::Span,
};

/// The lines that people read as text from their first sign on. Rows of tables are none.
pub(super) fn line_starts<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Span> + 'd {
    let source = document.source();
    let text = source.text();
    let is_text = |run: &&TextRun| !run.style.has(Style::CODE) && !run.style.has(Style::DROPPED);
    let mark = |run: &TextRun| text[run.span.range()].starts_with(['#', '-', '*', '+']);
    let runs = document
        .texts()
        .iter()
        .filter(is_text)
        .filter(move |run| mark(run));
    let lines = runs.filter_map(move |run| {
        let line = source.line_span(source.line_index(run.span.start));
        let before = &text[line.start..run.span.start];
        let starts_line = before.chars().all(|c| matches!(c, ' ' | '\t' | '>'));
        starts_line.then(|| Span::new(run.span.start, line.end).trimmed(text))
    });
    lines.filter(|line| !is_in_table(document, line.start))
}

fn is_in_table(document: &Document<'_>, at: usize) -> bool {
    let tables = document.tables();
    let after = tables.partition_point(|table| table.span.start <= at);
    after
        .checked_sub(1)
        .is_some_and(|table| at < tables[table].span.end)
}
