//! Documents read from files, in the forms of real lists.

use paperlint::{
    document::{Document, Link, LinkSyntax, Row},
    source::{SourceFile, Span},
};

use crate::support::{findings, run};

#[track_caller]
fn with<T>(text: &str, look: impl FnOnce(&Document<'_>) -> T) -> T {
    let source = SourceFile::new("x.md", text);
    let document = Document::parse(&source);
    check_spans(&document);
    look(&document)
}

/// Checks that every span lies within the text, between characters, and does not end before it starts.
#[track_caller]
pub(crate) fn check_spans(document: &Document<'_>) {
    let text = document.source().text();
    for span in spans(document) {
        assert!(
            span.start <= span.end && span.end <= text.len(),
            "{span:?} of {} bytes",
            text.len()
        );
        assert!(
            text.is_char_boundary(span.start) && text.is_char_boundary(span.end),
            "{span:?}"
        );
    }
    for item in document.items() {
        let text = document.slice(*item);
        assert!(starts_with_mark(text), "{item:?} is {text:?}");
    }
    let starts = |spans: &[Span]| spans.is_sorted_by_key(|span| span.start);
    assert!(starts(document.items()) && starts(document.paragraphs()));
    assert!(document.texts().is_sorted_by_key(|run| run.span.start));
    assert!(document.links().is_sorted_by_key(|link| link.span.start));
    assert!(document.tables().is_sorted_by_key(|table| table.span.start));
    for table in document.tables() {
        for row in std::iter::once(&table.header).chain(&table.rows) {
            assert!(row.cells.iter().all(|cell| row.span.contains(*cell)), "{row:?}");
            assert!(row.cells.is_sorted_by(|a, b| a.end <= b.start), "{row:?}");
        }
    }
}

/// True if a text starts like a list item: with a mark, and a space or nothing after it.
fn starts_with_mark(text: &str) -> bool {
    let behind = text.strip_prefix(['-', '+', '*']).or_else(|| {
        let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
        number
            .strip_prefix(['.', ')'])
            .filter(|_| number.len() < text.len())
    });
    behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(char::is_whitespace))
}

fn spans(document: &Document<'_>) -> Vec<Span> {
    let of_link = |link: &Link| [link.span, link.label, link.destination];
    let of_row = |row: &Row| [vec![row.span], row.cells.clone()].concat();
    let mut spans = [document.items(), document.paragraphs(), document.comments()].concat();
    spans.extend(document.texts().iter().map(|run| run.span));
    spans.extend(document.headings().iter().map(|heading| heading.span));
    spans.extend(document.links().iter().flat_map(of_link));
    for table in document.tables() {
        spans.extend([table.span, table.delimiter]);
        spans.extend(std::iter::once(&table.header).chain(&table.rows).flat_map(of_row));
    }
    for suppression in document.suppressions() {
        spans.extend([suppression.span, suppression.target]);
        spans.extend(&suppression.rules);
    }
    spans
}

/// The cells of every table, trimmed, with one row per line.
fn cells(text: &str) -> Vec<String> {
    with(text, |document| {
        let row = |row: &Row| {
            let cells = row.cells.iter().map(|cell| document.slice(*cell).trim());
            cells.collect::<Vec<_>>().join("/")
        };
        let tables = document.tables().iter();
        tables
            .flat_map(|table| std::iter::once(&table.header).chain(&table.rows).map(row))
            .collect()
    })
}

fn urls(text: &str) -> Vec<String> {
    with(text, |document| {
        document.links().iter().map(|link| link.url.to_string()).collect()
    })
}

#[test]
fn line_ends_of_any_kind_separate_rows() {
    assert_eq!(cells("|a|b|\r\n|-|-|\r\n|1|2|\r\n|3|4|"), ["a/b", "1/2", "3/4"]);
    assert_eq!(cells("|a|b|\n|-|-|\r\n|1|2|\n|3|4|\r\n"), ["a/b", "1/2", "3/4"]);
}

#[test]
fn a_lone_carriage_return_ends_a_line() {
    assert_eq!(cells("|a|b|\r|-|-|\r|1|2|\r|3|4|"), ["a/b", "1/2", "3/4"]);
    with("|a|b|\r|-|-|\r|1|2|\r", |document| {
        assert_eq!(document.slice(document.tables()[0].delimiter), "|-|-|");
    });
    with("# a\r\r- b\r- c\r", |document| {
        let items: Vec<_> = document
            .items()
            .iter()
            .map(|item| document.source().line_index(item.start))
            .collect();
        assert_eq!(items, [2, 3]);
    });
}

#[test]
fn every_kind_of_line_end_can_end_a_file() {
    for text in [
        "- a\r",
        "- a\n- b\r",
        "# a\r\r- [b](c)\r- d\r",
        "|a|b|\r|-|-|\r|1|2|\rx\r",
        "- a\r\n\t- b\r\n- c\r\nd\r\n",
        "* a\r\n\t* b\r\n* c\r\nd\r\n",
    ] {
        run("fix - --unsafe").stdin(text).exits(0);
        with(text, |document| drop(findings(document.source())));
    }
}

#[test]
fn a_byte_order_mark_hides_no_heading() {
    with("\u{feff}# Title\n", |document| {
        assert_eq!(document.headings().as_slice()[0].slug, "title");
    });
}

#[test]
fn tabs_and_spaces_around_cells_are_not_text() {
    assert_eq!(cells("|\ta\t|  b|\n|-|-|\n|\t1 2\t|\t|\n"), ["a/b", "1 2/"]);
}

#[test]
fn tables_occur_in_quotes_and_lists() {
    assert_eq!(cells("> |a|b|\n> |-|-|\n> |1|2|\n"), ["a/b", "1/2"]);
    assert_eq!(cells("- text\n\n  |a|b|\n  |-|-|\n  |1|2|\n"), ["a/b", "1/2"]);
    assert_eq!(cells("> - |a|\n>   |-|\n>   |1|\n"), ["a", "1"]);
    with("> |a|b|\n> |-|-|\n> |1|2|\n", |document| {
        let table = &document.tables()[0];
        assert_eq!(document.slice(table.delimiter), "|-|-|");
        assert_eq!(document.slice(table.rows[0].span), "|1|2|");
    });
}

#[test]
fn comments_hide_links_and_headings() {
    let text = "<!-- [a](b)\n# no\n<a href=\"c\"> -->\n\n# yes <!-- [d](e) -->\n";
    assert_eq!(urls(text), [""; 0]);
    with(text, |document| {
        let slugs: Vec<_> = document
            .headings()
            .iter()
            .map(|heading| heading.slug.as_str())
            .collect();
        assert_eq!(slugs, ["yes-"]);
        assert_eq!(document.comments().len(), 2);
    });
}

#[test]
fn links_in_cells_that_github_drops_are_known_and_not_checked() {
    with(
        "|a|\n|-|\n|[b](https://b)|[c](https://c)|https://d.org|\n",
        |document| {
            let links: Vec<_> = document
                .links()
                .iter()
                .map(|link| (&*link.url, link.is_checked()))
                .collect();
            assert_eq!(
                links,
                [
                    ("https://b", true),
                    ("https://c", false),
                    ("https://d.org", false)
                ]
            );
            assert_eq!(document.tables()[0].rows[0].cells.len(), 3);
        },
    );
}

#[test]
fn items_hold_the_items_inside_them() {
    with("- a\n  - b\n    - c\n- d\n\n\n", |document| {
        let items: Vec<_> = document
            .items()
            .iter()
            .map(|item| document.slice(*item))
            .collect();
        assert_eq!(items, ["- a\n  - b\n    - c", "- b\n    - c", "- c", "- d"]);
    });
}

#[test]
fn an_item_starts_with_its_mark() {
    for text in [
        "- a\n\t- b\n",
        "- a\r\n\t- b\r\n- c\r\nd\r\n",
        "  - a\n  - b",
        ">\t- a\n>\t- b\n",
        "   >\t- a\n",
        "1. a\n\n\t1) b\n\t\t+ c\n",
        "-\t- a\n\t  \t* b\r- c",
    ] {
        let marks = text.matches(['-', '*', '+']).count() + text.matches('1').count();
        with(text, |document| {
            assert_eq!(document.items().len(), marks, "{text:?}");
        });
    }
}

#[test]
fn references_lead_where_they_are_defined() {
    let text = "[x][ref] [ref] [ref][] [none][gone]\n\n[ref]: https://x.org 'title'\n";
    with(text, |document| {
        let links: Vec<_> = document
            .links()
            .iter()
            .map(|link| (link.syntax, &*link.url))
            .collect();
        assert_eq!(links, [(LinkSyntax::Reference, "https://x.org"); 3]);
    });
}

#[test]
fn pipes_in_code_split_cells_and_escaped_ones_do_not() {
    assert_eq!(
        cells("|a|b|\n|-|-|\n|`x|y`|\n|`x\\|y`|z|\n"),
        ["a/b", "`x/y`", "`x\\|y`/z"]
    );
}

#[test]
fn a_long_table_is_read_whole() {
    let rows = "| **Name** | A title of some length | CVPR 2024 | [Link](https://x.org/1) |\n".repeat(10_000);
    let text = format!("| Name | Title | Venue | Paper |\n|---|---|---|---|\n{rows}");
    with(&text, |document| {
        assert_eq!(document.tables()[0].rows.len(), 10_000);
        assert_eq!(document.links().len(), 10_000);
    });
    assert_eq!(findings(&SourceFile::new("x.md", text)), []);
}

#[test]
fn deep_nesting_is_harmless() {
    let shapes = [
        (">", "", ""),
        ("- ", "a", ""),
        ("[", "a", "](b)"),
        ("![", "a", "](b)"),
        ("*a ", "", "*"),
        ("<div>", "", "</div>"),
        ("<!--", "", "-->"),
        ("- > ", "|a|\n", ""),
        ("`", "", ""),
        ("(", "https://x.org", ")"),
    ];
    for (open, inner, close) in shapes {
        let text = format!("{}{inner}{}", open.repeat(10_000), close.repeat(10_000));
        let source = SourceFile::new("x.md", text);
        check_spans(&Document::parse(&source));
        findings(&source);
    }
}

#[test]
fn characters_of_every_width_are_never_cut() {
    let odd = "é|漢🔥\u{301}\u{feff}👩‍🔬[“”](、)<名 a='字'>**（）**`・`\u{a0}\u{2028}";
    for text in [
        odd.to_owned(),
        format!("|{odd}|\n|-|-|\n|{odd}|{odd}|{odd}|\n\n{odd}\n"),
        format!("# {odd}\n> - {odd}\r\n"),
    ] {
        with(&text, |_| ());
        let source = SourceFile::new("x.md", text);
        findings(&source);
    }
}
