//! Promises of the formats that a small list does not show.

use super::*;
use crate::report::{concise, json};

#[test]
fn json_says_null_where_there_is_nothing() {
    let finding = Finding::new("r", Severity::Warning, Span::at(0), "m");
    let report = rendered(Format::Json, &of(vec![checked("a.md", "x", vec![finding])]));
    let value: serde_json::Value = serde_json::from_str(&report).expect("the report is JSON");
    let finding = value["findings"][0].as_object().expect("a finding is an object");
    assert!(finding["help"].is_null() && finding["fix"].is_null());
    assert!(finding.contains_key("help") && finding.contains_key("fix"));
    assert_eq!(value["links"], serde_json::Value::Null);
}

#[test]
fn several_lines_have_no_columns_in_an_annotation() {
    let finding = Finding::new("r", Severity::Error, Span::new(0, 3), "m");
    let report = rendered(
        Format::Github,
        &of(vec![checked("a.md", "a\nb\n", vec![finding])]),
    );
    assert!(
        report.starts_with("::error file=a.md,line=1,endLine=2,title=r::a.md:1:1: m\n"),
        "{report}"
    );
}

#[test]
fn annotations_and_the_summary_show_the_worst_first() {
    let mut run = list();
    run.files[0].findings.reverse();
    let levels: Vec<_> = ["::error", "::warning", "::notice"]
        .map(|level| rendered(Format::Github, &run).find(level))
        .into();
    assert!(
        levels.is_sorted() && levels.iter().all(Option::is_some),
        "{levels:?}"
    );
    let rows: Vec<_> = ["| error", "| warning", "| info"]
        .map(|row| rendered(Format::Markdown, &run).find(row))
        .into();
    assert!(rows.is_sorted() && rows.iter().all(Option::is_some), "{rows:?}");
}

#[test]
fn of_equal_findings_those_in_changed_lines_come_first() {
    let at = |offset, message| Finding::new("r", Severity::Error, Span::at(offset), message);
    let mut run = of(vec![checked("a.md", "x\ny\n", vec![at(0, "old"), at(2, "new")])]);
    run.changed.insert("a.md".to_owned(), [1].into());
    let report = rendered(Format::Github, &run);
    assert!(report.find("new") < report.find("old"), "{report}");
}

#[test]
fn a_long_summary_is_cut() {
    let length = |number| if number == 0 { 1000 } else { 100 };
    let finding = |number| Finding::new("r", Severity::Error, Span::at(0), "m".repeat(length(number)));
    let run = of(vec![checked("a.md", "x", (0..230).map(finding).collect())]);
    let report = rendered(Format::Markdown, &run);
    assert!(report.contains("… and 30 more."), "{report}");
    assert_eq!(report.matches("| error |").count(), 200);
    assert!(report.lines().all(|line| line.len() < 400));
}

#[test]
fn a_summary_fits_into_a_comment() {
    let messages = ["文🔥".repeat(200), "\u{202e}".repeat(500), "|".repeat(500)];
    for message in messages {
        let finding = |_| Finding::new("some-rule", Severity::Error, Span::at(0), message.clone());
        let files = |path: &str| vec![checked(path, "x", (0..300).map(finding).collect())];
        for path in ["a.md".to_owned(), message.repeat(20)] {
            let host = format!("{message}.example");
            let run = Run {
                links: Some(links(&[(Verdict::Blocked, 1)], &[(&host, 1)])),
                ..of(files(&path))
            };
            let report = rendered(Format::Markdown, &run);
            assert!(report.encode_utf16().count() <= 65_536);
            let rows = report.matches("| error |").count();
            let rest = format!("\n… and {} more.\n", 300 - rows);
            assert!(report.contains(&rest), "{rows} rows");
            assert!(
                report.contains("links verified") || report.contains("link verified"),
                "{report}"
            );
        }
    }
}

#[test]
fn a_rule_page_quotes_line_and_column_in_characters() {
    let text = "\n\n|深度|a|\n";
    let finding = Finding::new(
        "short-row",
        Severity::Error,
        span(text, "a|"),
        "this row has 2 cells, the header has 4",
    );
    let source = SourceFile::new("a.md", text);
    assert_eq!(
        concise::line(&source, &finding),
        "3:5 short-row: this row has 2 cells, the header has 4"
    );
}

#[test]
fn the_schema_describes_every_key_that_is_written() {
    let schema = json::schema();
    let value: serde_json::Value =
        serde_json::from_str(&rendered(Format::Json, &list())).expect("the report is JSON");
    let keys = |value: &serde_json::Value| -> Vec<String> {
        let object = value.as_object().expect("an object");
        object.keys().cloned().collect()
    };
    assert_eq!(keys(&schema["properties"]), keys(&value));
    assert_eq!(
        keys(&schema["$defs"]["Finding"]["properties"]),
        keys(&value["findings"][0])
    );
    let described = |definition: &serde_json::Value| definition["description"].is_string();
    let finding = schema["$defs"]["Finding"]["properties"]
        .as_object()
        .expect("a finding has properties");
    assert!(finding.values().all(described), "{finding:?}");
}

#[test]
fn colours_are_used_when_asked_for() {
    let colored = |color| {
        let mut out = Vec::new();
        write(Format::Human, &list(), Style { color, width: 80 }, &mut out).expect("memory takes everything");
        out.contains(&b'\x1b')
    };
    assert!(colored(true));
    assert!(!colored(false));
}
