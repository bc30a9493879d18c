//! Prints how paperlint reads pages, for `.ci/differ.py`, which compares this with GitHub's renderer.
//!
//! Reads a JSON array of pages from the standard input, and prints a JSON array with the tables, links, headings and
//! the number of list items of each page.

#![expect(clippy::print_stdout, reason = "an example prints its outlines")]

use std::{error::Error, io::Read};

use paperlint::{
    document::{Document, Table},
    source::SourceFile,
};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let pages: Vec<String> = serde_json::from_str(&input)?;
    let outlines: Vec<_> = pages.into_iter().map(outline).collect();
    println!("{}", serde_json::to_string(&outlines)?);
    Ok(())
}

fn outline(page: String) -> Value {
    let source = SourceFile::new("page.md", page);
    let document = Document::parse(&source);
    let shown = document.links().iter().filter(|link| !link.is_dropped);
    let links: Vec<_> = shown.map(|link| (link.is_image, &*link.url)).collect();
    let headings = document.headings().iter();
    let headings: Vec<_> = headings.map(|heading| (heading.level, &*heading.text)).collect();
    let tables = document.tables().iter();
    let tables: Vec<_> = tables.map(|table| rows(&document, table)).collect();
    json!({ "tables": tables, "links": links, "headings": headings, "items": document.items().len() })
}

/// The text of each cell that GitHub shows, by row.
fn rows(document: &Document<'_>, table: &Table) -> Vec<Vec<String>> {
    let rows = std::iter::once(&table.header).chain(&table.rows);
    let shown = rows.map(|row| {
        let cells = row.cells.iter().take(table.width());
        cells
            .map(|cell| document.visible_text(*cell).into_owned())
            .collect()
    });
    shown.collect()
}
