//! A list whose author attacks the readers of its report.

use insta::assert_snapshot;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::*;

/// Every format, including future ones.
const ALL: fn() -> &'static [Format] = <Format as clap::ValueEnum>::value_variants;

const TRICKS: [&str; 17] = [
    "\u{1b}[2J\u{1b}]8;;http://evil.example\u{7}",
    "\u{9b}31m\u{7f}",
    "\u{202e}drowssap\u{2069}",
    "line\r\n::error::spoofed",
    "%0A::error::spoofed",
    "##[add-path]/tmp",
    "::stop-commands::x",
    "a | b \\| c",
    "`code` ``x``",
    "<script>alert(1)</script> <img src=x>",
    "@user #1 https://evil.example www.evil.example",
    "[text](https://evil.example) ![i](x)",
    "file=a,line=1:x",
    "\u{2028}\u{2029}\u{61c}",
    "GH-1 gh-2 owner/name#3 a@b.example mailto:a@b.example",
    "\u{0}\u{fffe}\u{ffff} ]]> &#0; &amp; <!-- --> <?x?> \" '",
    "```suggestion\nx\n``` <!-- --> <details>",
];

/// A run with a trick in every text of the checked file.
fn run(trick: &str) -> Run<'static> {
    let text = format!("| {trick} |\n");
    let place = Span::new(2, 2 + trick.len());
    let mut finding = Finding::new("some-rule", Severity::Error, place, format!("found {trick}"));
    finding
        .related(place, format!("see {trick}"))
        .help(trick)
        .fix(Fix::safe(trick, vec![Edit::replace(place, trick)]));
    Run {
        files: vec![checked(&format!("{trick}.md"), &text, vec![finding])],
        links: Some(links(&[(Verdict::Blocked, 1)], &[(trick, 1)])),
        ..Run::default()
    }
}

fn is_plain(character: char) -> bool {
    let is_bidi = matches!(character, '\u{61c}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    character == '\n' || !(character.is_control() || is_bidi)
}

#[test]
fn no_format_lets_a_control_or_bidi_character_through() {
    for &format in ALL() {
        for trick in TRICKS {
            let report = rendered(format, &run(trick));
            assert!(report.chars().all(is_plain), "{format:?}: {report:?}");
        }
    }
}

#[test]
fn no_format_lets_a_workflow_command_through() {
    for &format in ALL() {
        for trick in TRICKS {
            let report = rendered(format, &run(trick));
            let own = |line: &str| format == Format::Github && line.starts_with("::error file=");
            let is_command = |line: &str| line.trim_start().starts_with("::") && !own(line);
            assert!(!report.lines().any(is_command), "{format:?}: {report}");
            assert!(
                !report.lines().any(|line| line.contains("##[") && !own(line)),
                "{format:?}: {report}"
            );
        }
    }
}

#[test]
fn a_long_help_that_is_wrapped_starts_no_workflow_command() {
    let help = "::stop-commands::token ".repeat(20);
    let mut finding = Finding::new("r", Severity::Error, Span::at(0), help.clone());
    finding.help(help.clone()).fix(Fix::risky(help, Vec::new()));
    let report = rendered(Format::Human, &of(vec![checked("a.md", "x", vec![finding])]));
    assert!(
        !report.lines().any(|line| line.trim_start().starts_with("::")),
        "{report}"
    );
}

#[test]
fn json_keeps_hostile_values() {
    for trick in TRICKS {
        let report = rendered(Format::Json, &run(trick));
        let value: serde_json::Value = serde_json::from_str(&report).expect("the report is JSON");
        assert_eq!(value["findings"][0]["message"], format!("found {trick}"));
        assert_eq!(value["findings"][0]["fix"]["edits"][0]["replacement"], trick);
        let url = &value["links"]["checked"][0]["url"];
        assert_eq!(url, &format!("https://{trick}/0"));
    }
}

#[test]
fn a_sarif_fix_keeps_hostile_text() {
    for trick in TRICKS {
        let log = rendered(Format::Sarif, &run(trick));
        let value: serde_json::Value = serde_json::from_str(&log).expect("the log is JSON");
        let change = &value["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0];
        assert_eq!(change["replacements"][0]["insertedContent"]["text"], trick);
        let uri = change["artifactLocation"]["uri"]
            .as_str()
            .expect("the address is a text");
        assert!(
            uri.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"%-._~/".contains(&byte)),
            "{uri}"
        );
    }
}

#[test]
fn an_annotation_stays_one_line_with_its_own_properties() {
    for trick in TRICKS {
        let report = rendered(Format::Github, &run(trick));
        let command = report.lines().next().expect("there is a command");
        let properties = command
            .strip_prefix("::error ")
            .and_then(|rest| rest.split_once("::"));
        let (properties, _) = properties.expect("the command has properties");
        let names: Vec<_> = properties
            .split(',')
            .filter_map(|property| property.split('=').next())
            .collect();
        let one_line = names == ["file", "line", "endLine", "col", "endColumn", "title"];
        assert!(
            one_line || names == ["file", "line", "endLine", "title"],
            "{command}"
        );
    }
}

/// The elements of a row of the table, apart from text and the name of the rule.
fn markup(row: &str) -> Vec<String> {
    let table = format!("| a | b | c | d |\n| - | - | - | - |\n{row}\n");
    let is_expected = |event: &Event| match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell
        ),
        Event::Code(code) => &**code == "some-rule",
        event => matches!(event, Event::End(_) | Event::Text(_)),
    };
    let events = Parser::new_ext(&table, Options::all());
    events
        .filter(|event| !is_expected(event))
        .map(|event| format!("{event:?}"))
        .collect()
}

#[test]
fn a_table_row_of_the_summary_stays_a_row_of_text() {
    for trick in TRICKS {
        let report = rendered(Format::Markdown, &run(trick));
        let row = report.lines().nth(4).expect("the table has a row");
        assert_eq!(row.matches('|').count(), 5, "{row}");
        assert_eq!(markup(row), [""; 0], "{row}");
        assert!(!is_active(row), "{row}");
    }
}

/// True if GitHub would turn a part of this text into a link, a mention or a reference.
fn is_active(text: &str) -> bool {
    let text = text.replace("\\://", "").replace("&#124;", "|");
    let starts = ["://", "www.", "@u", "@b", "#1", "#3", "GH-", "gh-"];
    starts.iter().any(|start| text.contains(start))
}

#[test]
fn the_text_around_the_table_is_text_too() {
    let is_expected = |event: &Event| match event {
        Event::Start(tag) => !matches!(
            tag,
            Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock | Tag::CodeBlock(_)
        ),
        event => !matches!(
            event,
            Event::Html(_) | Event::InlineHtml(_) | Event::InlineMath(_)
        ),
    };
    for trick in TRICKS {
        let report = rendered(Format::Markdown, &run(trick));
        assert!(!is_active(&report), "{report}");
        let unexpected = Parser::new_ext(&report, Options::all()).find(|event| !is_expected(event));
        assert_eq!(unexpected, None, "{report}");
    }
}

#[test]
fn a_comment_of_a_review_is_text_with_paragraphs() {
    let is_expected = |event: &Event| {
        matches!(
            event,
            Event::Start(Tag::Paragraph) | Event::End(_) | Event::Text(_)
        )
    };
    for trick in TRICKS {
        let report = rendered(Format::Rdjson, &run(trick));
        let value: serde_json::Value = serde_json::from_str(&report).expect("the report is JSON");
        let diagnostic = &value["diagnostics"][0];
        for text in [
            &diagnostic["message"],
            &diagnostic["related_locations"][0]["message"],
        ] {
            let text = text.as_str().expect("a message is a text");
            assert!(!is_active(text), "{text}");
            let unexpected = Parser::new_ext(text, Options::all()).find(|event| !is_expected(event));
            assert_eq!(unexpected, None, "{text}");
        }
        assert_eq!(diagnostic["suggestions"][0]["text"], trick);
    }
}

#[test]
fn gitlab_gets_printable_text_and_the_path_as_it_is() {
    for trick in TRICKS {
        let report = rendered(Format::Gitlab, &run(trick));
        let value: serde_json::Value = serde_json::from_str(&report).expect("the report is JSON");
        let description = value[0]["description"].as_str().expect("a description is a text");
        assert!(
            description.chars().all(is_plain) && !description.contains('\n'),
            "{description}"
        );
        assert_eq!(value[0]["location"]["path"], format!("{trick}.md"));
    }
}

#[test]
fn junit_contains_the_original_text() {
    for trick in TRICKS {
        let report = rendered(Format::Junit, &run(trick));
        let document =
            roxmltree::Document::parse(&report).unwrap_or_else(|error| panic!("{error}: {report}"));
        let failures: Vec<_> = document
            .descendants()
            .filter(|node| node.has_tag_name("failure"))
            .collect();
        let [failure] = failures[..] else {
            panic!("one failure in {report}");
        };
        let meant = escape::printable(&format!("found {trick}")).replace('\u{fffe}', "\\u{fffe}");
        let meant = meant.replace('\u{ffff}', "\\u{ffff}");
        assert_eq!(failure.attribute("message"), Some(&*meant));
        assert_eq!(failure.children().count(), 1, "{report}");
        let lines = failure.text().map(|text| text.lines().count());
        assert_eq!(lines, Some(4), "{report}");
    }
}

#[test]
fn tricks_for_people() {
    let finding = |trick: &str| {
        let report = rendered(Format::Human, &run(trick));
        report.lines().next().unwrap_or_default().trim().to_owned()
    };
    assert_snapshot!(TRICKS.map(finding).join("\n"), @r#"
    error[some-rule]: found \u{1b}[2J\u{1b}]8;;http://evil.example\u{7}
    error[some-rule]: found \u{9b}31m\u{7f}
    error[some-rule]: found \u{202e}drowssap\u{2069}
    error[some-rule]: found line\r\n::error::spoofed
    error[some-rule]: found %0A::error::spoofed
    error[some-rule]: found ##⟨zwsp⟩[add-path]/tmp
    error[some-rule]: found ::stop-commands::x
    error[some-rule]: found a | b \| c
    error[some-rule]: found `code` ``x``
    error[some-rule]: found <script>alert(1)</script> <img src=x>
    error[some-rule]: found @user #1 https://evil.example www.evil.example
    error[some-rule]: found [text](https://evil.example) ![i](x)
    error[some-rule]: found file=a,line=1:x
    error[some-rule]: found \u{2028}\u{2029}\u{61c}
    error[some-rule]: found GH-1 gh-2 owner/name#3 a@b.example
    error[some-rule]: found \u{0}￾￿ ]]> &#0; &amp; <!-- --> <?x?> " '
    error[some-rule]: found ```suggestion\nx\n``` <!-- --> <details>
    "#);
}

#[test]
fn an_excerpt_of_hostile_text() {
    let text = "|\u{1b}[31m\u{202e}gnp|\t##[error]x|\n";
    let mut finding = Finding::new("r", Severity::Warning, span(text, "##[error]x"), "m");
    finding.related(span(text, "gnp"), "here");
    assert_snapshot!(rendered(Format::Human, &of(vec![checked("a.md", text, vec![finding])])), @r"
      warning[r]: m
       ╭─[a.md:1:13]
     1 │ |␛[31m�gnp| ##⟨zwsp⟩[error]x|
       ·        ─┬─  ──────────
       ·         ╰── here
       ╰────

    1 finding in a.md: 1 warning
    ");
}
