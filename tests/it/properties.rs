//! Properties of every text: the row splitter agrees with the parser, spans are sound, fixes repair.

use std::collections::BTreeSet;

use paperlint::{
    config::Config,
    document::{Document, split_row},
    export,
    facts::Facts,
    finding::{Edit, Finding},
    list::{Reading, VenueRegistry},
    source::{SourceFile, Span},
};
use proptest::prelude::*;

use crate::{document::check_spans, support::findings, tables};

/// Pieces of Markdown, HTML and lists of papers.
const PIECES: [&str; 71] = [
    "|",
    "|",
    "|",
    "||",
    "\\|",
    "\\",
    "`",
    "``",
    "[",
    "]",
    "(",
    ")",
    "](",
    "[a](b)",
    "[a]()",
    "![",
    "<",
    ">",
    "<a ",
    "href=\"",
    "\"",
    "</a>",
    "<!--",
    "-->",
    "<br>",
    "<h2>",
    "</h2>",
    "*",
    "**",
    "_",
    "~~",
    "#",
    "# ",
    "## A b",
    "[x](#a-b)",
    "[x](#A-b)",
    "[y](#ab)",
    "- ",
    "\n- a",
    "\r\n\t- ",
    "> ",
    ">\t- ",
    "1. ",
    "\n1) a",
    "  ",
    "\t",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "|-|-|\n",
    "---",
    ":-:",
    "a",
    "b c",
    "漢字",
    "。",
    "🔥",
    "é\u{301}",
    "\u{200d}",
    "\u{a0}",
    "&amp;",
    "https://x.org/",
    "www.",
    "ttps://",
    "CVPR 2024",
    "ICCV2023",
    "Title",
    "Venue",
    "<!-- paperlint-ignore short-row -->",
];

fn markdown() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..60).prop_map(|pieces| pieces.concat())
}

/// Pieces of cells; some are rendered differently from their source.
const CELL: [&str; 14] = [
    "a", "b c", " ", "漢", "🔥", "\\|", "**x**", "`y`", "[l](u)", "<b>", "*", "`", "\\\\", "[",
];

fn row() -> impl Strategy<Value = String> {
    let cell = proptest::collection::vec(proptest::sample::select(&CELL[..]), 0..4);
    let cells = proptest::collection::vec(cell.prop_map(|pieces| pieces.concat()), 1..7);
    (cells, any::<bool>(), any::<bool>()).prop_map(|(cells, leads, trails)| {
        let (lead, trail) = (if leads { "|" } else { "" }, if trails { "|" } else { "" });
        format!("{lead}{}{trail}", cells.join("|"))
    })
}

fn table() -> impl Strategy<Value = String> {
    (
        1..5_usize,
        proptest::collection::vec(row(), 0..6),
        prop_oneof!["\n", "\r\n"],
    )
        .prop_map(|(width, rows, end)| {
            let header = format!("|{}{end}|{}{end}", "h|".repeat(width), "-|".repeat(width));
            header + &(rows.join(&end) + &end)
        })
}

/// A list of papers with defects here and there.
fn list() -> impl Strategy<Value = String> {
    let cell = proptest::sample::select(
        &[
            "**A title**",
            "A title",
            "** A title**",
            "CVPR 2024",
            "CVPR2024",
            "ICCV'23",
            "NeurlPS 2023",
            "NeurIPS 2023",
            "[Link](https://x.org/1)",
            "[Link]()",
            "[Link](ttps://x.org)",
            "[Link](https://x.org/1).",
            "[L](#papers)",
            "[L](#Papers)",
            "",
            "-",
        ][..],
    );
    let row = proptest::collection::vec(cell, 2..6).prop_map(|cells| format!("| {} |\n", cells.join(" | ")));
    let line = prop_oneof![8 => row, 1 => Just("\n".to_owned()), 1 => Just("Some text\n".to_owned())];
    let common = "| **A title** | CVPR 2024 | [Link](https://x.org/2) |\n".repeat(10);
    proptest::collection::vec(line, 0..12).prop_map(move |lines| {
        format!(
            "# My papers\n\n[Papers](#mypapers)\n\n| Title | Venue | Paper |\n|---|---|---|\n{common}{}",
            lines.concat()
        )
    })
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![4 => markdown(), 2 => list(), 1 => table(), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn the_splitter_and_the_parser_see_the_same_cells(text in table()) {
        let (compared, disagreements) = tables::compare(&text);
        prop_assert!(compared > 0);
        prop_assert!(disagreements.is_empty(), "{disagreements:#?}");
    }

    #[test]
    fn the_splitter_keeps_every_byte_but_pipes(line in row()) {
        let cells = split_row(&line, Span::new(0, line.len()));
        let held: usize = cells.iter().map(|cell| cell.len()).sum();
        let trimmed = line.trim();
        let unescaped = trimmed.replace("\\|", "").matches('|').count();
        prop_assert_eq!(held + unescaped, trimmed.len());
    }

    #[test]
    fn spans_are_sound(text in any_text()) {
        let source = SourceFile::new("x.md", text);
        check_spans(&Document::parse(&source));
    }

    #[test]
    fn findings_are_sound_and_the_same_each_time(text in any_text()) {
        let source = SourceFile::new("x.md", text);
        let found = findings(&source);
        for finding in &found {
            for span in spans(finding) {
                prop_assert!(span.start <= span.end && span.end <= source.text().len(), "{finding:?}");
                prop_assert!(source.text().get(span.range()).is_some(), "{finding:?}");
            }
            let edits = finding.fix.as_ref().map_or(&[][..], |fix| &fix.edits);
            prop_assert!(edits.is_sorted_by(|a, b| a.span.end <= b.span.start), "{finding:?}");
        }
        prop_assert!(found.is_sorted_by_key(|finding| (finding.span, finding.rule)));
        prop_assert_eq!(&found, &findings(&source));
    }

    #[test]
    fn bibtex_is_balanced_and_its_keys_are_unique(text in any_text()) {
        let bibtex = exported(&text, export::Format::Bibtex);
        let mut depth = 0_i32;
        for byte in bibtex.bytes() {
            depth += i32::from(byte == b'{') - i32::from(byte == b'}');
            prop_assert!(depth >= 0, "{bibtex}");
        }
        prop_assert_eq!(depth, 0, "{}", bibtex);
        let heads: Vec<_> = bibtex.lines().filter(|line| line.starts_with('@')).collect();
        let keys: BTreeSet<_> = heads.iter().filter_map(|head| head.split_once('{')).map(|(_, key)| key).collect();
        prop_assert_eq!(keys.len(), heads.len(), "{}", bibtex);
    }

    #[test]
    fn every_line_of_csv_has_every_column(text in any_text()) {
        let csv = exported(&text, export::Format::Csv);
        for line in csv.split_terminator("\r\n") {
            let outside: String = line.split('"').step_by(2).collect();
            prop_assert_eq!(outside.matches(',').count(), 15, "{}", line);
        }
    }

    #[test]
    fn a_fix_repairs_what_it_is_offered_for(text in any_text()) {
        let source = SourceFile::new("x.md", text);
        let before = findings(&source);
        for finding in &before {
            let Some(fix) = &finding.fix else { continue };
            prop_assert!(!fix.edits.is_empty(), "{finding:?}");
            let repaired = SourceFile::new("x.md", apply(source.text(), &fix.edits));
            check_spans(&Document::parse(&repaired));
            let found = findings(&repaired);
            let is_same = |other: &&Finding| (other.rule, &other.message) == (finding.rule, &finding.message);
            // If the next line has the same defect, its finding replaces the first one: count them.
            let is_left = found.iter().filter(is_same).any(|other| other.span.start == finding.span.start)
                && found.iter().filter(is_same).count() >= before.iter().filter(is_same).count();
            prop_assert!(!is_left, "{finding:?}\n{}", repaired.text());
        }
    }
}

fn exported(text: &str, format: export::Format) -> String {
    let source = SourceFile::new("x.md", text);
    let reading = Reading::of(&source, &Config::default(), VenueRegistry::builtin());
    let mut out = Vec::new();
    export::write(format, &export::records(&reading, &Facts::default()), &mut out)
        .expect("writing to memory cannot fail");
    String::from_utf8(out).expect("exports are UTF-8")
}

fn spans(finding: &Finding) -> Vec<Span> {
    let edits = finding
        .fix
        .iter()
        .flat_map(|fix| &fix.edits)
        .map(|edit| edit.span);
    let related = finding.related.iter().map(|label| label.span);
    std::iter::once(finding.span)
        .chain(related)
        .chain(edits)
        .collect()
}

/// The text after edits, which are in order and without overlap.
fn apply(text: &str, edits: &[Edit]) -> String {
    let mut edited = String::new();
    let mut at = 0;
    for edit in edits {
        edited.push_str(&text[at..edit.span.start]);
        edited.push_str(&edit.replacement);
        at = edit.span.end;
    }
    edited + &text[at..]
}
