//! Compares the cells of the row splitter with the cells of the Markdown parser.

use paperlint::{
    document::{Document, Row},
    source::{SourceFile, Span},
};
use pulldown_cmark::{Event, Options, Parser, Tag};

/// The number of compared rows, and every row with different cells.
///
/// The parser hides cells past the header's width and invents missing ones as empty, so both are left out.
pub(crate) fn compare(text: &str) -> (usize, Vec<String>) {
    let source = SourceFile::new("x.md", text);
    let document = Document::parse(&source);
    let rows = document.tables().iter().flat_map(|table| {
        let width = table.width();
        std::iter::once(&table.header)
            .chain(&table.rows)
            .map(move |row| (row, width))
    });
    let (ours, theirs): (Vec<_>, Vec<_>) = (rows.collect(), parsed(source.text()));
    let mut disagreements = Vec::new();
    if ours.len() != theirs.len() {
        disagreements.push(format!("{} rows of ours, {} of theirs", ours.len(), theirs.len()));
    }
    for ((row, width), theirs) in ours.iter().zip(&theirs) {
        let ours = shown(source.text(), row, *width);
        let theirs = &theirs[..ours.len().min(theirs.len())];
        if ours != theirs {
            disagreements.push(format!(
                "{}\nours   {ours:?}\ntheirs {theirs:?}",
                source.slice(row.span)
            ));
        }
    }
    (ours.len(), disagreements)
}

fn shown(text: &str, row: &Row, width: usize) -> Vec<String> {
    let cells = row.cells.iter().take(width);
    cells.map(|cell| text[cell.range()].trim().to_owned()).collect()
}

/// The cells of every row in the parser's events.
fn parsed(text: &str) -> Vec<Vec<String>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => {
                let cell = Span::from(range);
                let shown = text[cell.range()].trim().to_owned();
                rows.last_mut().expect("a cell is in a row").push(shown);
            }
            _ => {}
        }
    }
    rows
}
