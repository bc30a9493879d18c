//! Shows how a line of a list was read: for maintainers who wonder, and for bug reports. Must not judge.

use std::fmt::{self, Write};

use crate::{
    document::{Document, Table},
    escape,
    list::{Certainty, Entry, Field, List, Reading, Shape},
    source::Span,
};

/// Describes the entry that holds a line, field by field, or says why the line is in none. Lines count from 1; `None` if
/// the file has fewer.
#[must_use]
pub fn explain(reading: &Reading<'_>, line: usize) -> Option<String> {
    let Reading { document, list } = reading;
    let mut text = String::new();
    let place = format!("{}:{line}", document.source().path());
    let line = document.source().lines().nth(line.checked_sub(1)?)?;
    // Writing to a string cannot fail.
    _ = match entries_on(list, line.span).as_slice() {
        [] => writeln!(text, "{place} is in no entry: {}", reason(reading, line.span)),
        entries => entries
            .iter()
            .try_for_each(|entry| describe(&mut text, reading, &place, entry)),
    };
    // The list may hold characters that would act on a terminal.
    let lines = text.lines().map(|line| format!("{}\n", escape::printable(line)));
    Some(lines.collect())
}

/// The entries that share bytes with a line.
fn entries_on<'l, 'r>(list: &'l List<'r>, line: Span) -> Vec<&'l Entry<'r>> {
    let entries = list.entries().iter();
    entries
        .filter(|entry| entry.span.start < line.end.max(line.start + 1) && line.start < entry.span.end)
        .collect()
}

/// The reason why a line is in no entry.
fn reason(reading: &Reading<'_>, line: Span) -> String {
    let Reading { document, list } = reading;
    if document
        .headings()
        .iter()
        .any(|heading| heading.span.contains(Span::at(line.start)))
    {
        return "it is a heading".to_owned();
    }
    if let Some((id, _)) = document.all_tables().find(|(_, table)| holds(table, line)) {
        let roles: Vec<_> = list.roles(id).iter().map(|role| role.as_str()).collect();
        let why = if list.holds_papers(id) {
            "its row is not a paper"
        } else {
            "its table lists no papers"
        };
        return format!("{why}; the columns are read as {}", roles.join(", "));
    }
    match list.sections().at(line.start).map(|id| list.sections().get(id)) {
        Some(section) if section.span.contains(Span::at(line.start)) => "it heads a section".to_owned(),
        Some(section) if section.is_about_list => format!("“{}” is about the list", section.text),
        _ => "no title with a link, authors, a venue or a year was found".to_owned(),
    }
}

fn holds(table: &Table, line: Span) -> bool {
    table.span.start <= line.end && line.start < table.span.end
}

fn describe(text: &mut String, reading: &Reading<'_>, place: &str, entry: &Entry<'_>) -> fmt::Result {
    let Reading { document, list } = reading;
    let source = document.source();
    let last = source.position(entry.span.end.saturating_sub(1)).line;
    let first = source.position(entry.span.start).line;
    writeln!(
        text,
        "{place} is in an entry of lines {first} to {last}: {}",
        shape(entry.shape)
    )?;
    let section = list.sections().path(entry.section).join(" > ");
    writeln!(
        text,
        "  section   {}",
        if section.is_empty() { "none" } else { &section }
    )?;
    if let Shape::Row { table, .. } = entry.shape {
        let roles: Vec<_> = list.roles(table).iter().map(|role| role.as_str()).collect();
        writeln!(text, "  columns   {}", roles.join(", "))?;
    }
    for (name, field) in [
        ("title", &entry.title),
        ("name", &entry.name),
        ("authors", &entry.authors),
    ] {
        write_field(text, document, name, field.as_ref())?;
    }
    write_venue(text, document, entry)?;
    match entry.date {
        Some((span, date)) => writeln!(text, "  date      {}  {date}", at(document, span))?,
        None => writeln!(text, "  date      none")?,
    }
    write_links(text, document, entry)?;
    let is_exported = if entry.is_paper() {
        "yes"
    } else {
        "no: it may not be a paper"
    };
    writeln!(text, "  exported  {is_exported}")
}

fn write_links(text: &mut String, document: &Document<'_>, entry: &Entry<'_>) -> fmt::Result {
    for link in &entry.links {
        let target = document.link(link.link);
        writeln!(
            text,
            "  link      {}  {}: {}",
            at(document, target.span),
            link.role.as_str(),
            target.url
        )?;
    }
    Ok(())
}

fn write_field(text: &mut String, document: &Document<'_>, name: &str, field: Option<&Field>) -> fmt::Result {
    match field {
        Some(field) => {
            let certainty = word(field.certainty);
            writeln!(
                text,
                "  {name:<9} {}  {}{certainty}",
                at(document, field.span),
                field.text
            )
        }
        None => writeln!(text, "  {name:<9} none"),
    }
}

fn write_venue(text: &mut String, document: &Document<'_>, entry: &Entry<'_>) -> fmt::Result {
    let Some(venue) = &entry.venue else {
        return writeln!(text, "  venue     none");
    };
    let written = document.slice(venue.venue_span());
    let known = venue
        .text
        .known
        .map_or("unknown to paperlint", |known| &known.name);
    let year = venue
        .text
        .year
        .map_or_else(|| "no year".to_owned(), |year| year.to_string());
    let place = at(document, venue.run);
    writeln!(
        text,
        "  venue     {place}  {written} ({known}), {year}{}",
        word(venue.certainty)
    )
}

fn word(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Shown => "",
        Certainty::Guessed => "  (guessed)",
    }
}

/// Line and column of the start of a span.
fn at(document: &Document<'_>, span: Span) -> String {
    let position = document.source().position(span.start);
    format!("{}:{:<3}", position.line, position.column)
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Row { .. } => "a row of a table",
        Shape::Item => "a list item",
        Shape::NestedItems => "a list item with items for its parts",
        Shape::Paragraph => "a paragraph",
        Shape::Line => "a line of a paragraph",
        Shape::TitleAndItems => "a title with a list of links below it",
        Shape::TitleAndLinks => "a title with its links below it",
        Shape::Heading => "a heading that is the title",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Config, list::VenueRegistry, source::SourceFile};

    #[track_caller]
    fn check<'e>(text: &str, line: usize, expected: impl Into<Option<&'e str>>) {
        let source = SourceFile::new("x.md", text);
        let reading = Reading::of(&source, &Config::default(), VenueRegistry::builtin());
        assert_eq!(explain(&reading, line).as_deref(), expected.into());
    }

    #[test]
    fn an_entry_is_shown_field_by_field() {
        check(
            "# List\n\n- Hearing Walls with Two Phones\n  - Ada King, Bob Lind. *CVPR 2024*\n  - [Paper](https://arxiv.org/abs/2403.00001)\n",
            4,
            "x.md:4 is in an entry of lines 3 to 5: a list item with items for its parts
  section   List
  title     3:3    Hearing Walls with Two Phones  (guessed)
  name      none
  authors   4:5    Ada King, Bob Lind  (guessed)
  venue     4:26   CVPR (IEEE/CVF Conference on Computer Vision and Pattern Recognition), 2024
  date      none
  link      5:5    paper: https://arxiv.org/abs/2403.00001
  exported  yes
",
        );
    }

    #[test]
    fn other_lines_have_a_reason() {
        let text = "# List\n\n## News\n\n- We wrote [a paper](https://arxiv.org/abs/2403.00001) about walls and phones.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n**Topic**\n\nWords.\n";
        check(text, 3, "x.md:3 is in no entry: it is a heading\n");
        check(text, 5, "x.md:5 is in no entry: “News” is about the list\n");
        check(
            text,
            9,
            "x.md:9 is in no entry: its table lists no papers; the columns are read as note, note\n",
        );
        check(text, 11, "x.md:11 is in no entry: it heads a section\n");
        check(text, 99, None);
        check(text, 0, None);
    }
}
