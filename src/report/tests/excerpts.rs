//! The underline is below the right text, even if the line had to be cut.

use insta::assert_snapshot;

use super::*;

/// The columns of a line from its start.
fn columns(line: &str) -> impl Iterator<Item = (usize, char)> {
    line.chars().scan(0, |next, character| {
        let column = *next;
        *next += textwrap::core::display_width(character.encode_utf8(&mut [0; 4]));
        Some((column, character))
    })
}

/// The report on `span`, and its text above the underline.
fn drawn(text: &str, span: Span, width: usize) -> (String, String) {
    let finding = Finding::new("r", Severity::Error, span, "m");
    let mut out = Vec::new();
    let run = of(vec![checked("a.md", text, vec![finding])]);
    write(Format::Human, &run, Style { color: false, width }, &mut out).expect("memory takes everything");
    let report = String::from_utf8(out).expect("reports are UTF-8");
    let lines: Vec<_> = report.lines().collect();
    let underline = lines
        .iter()
        .position(|line| line.contains('·'))
        .expect("something is underlined");
    let marked: Vec<_> = columns(lines[underline])
        .filter(|&(_, character)| matches!(character, '─' | '▲'))
        .map(|(column, _)| column)
        .collect();
    let shown = columns(lines[underline - 1]).filter(|(column, _)| marked.contains(column));
    (report.clone(), shown.map(|(_, character)| character).collect())
}

#[test]
fn wide_characters_keep_the_underline_in_place() {
    for (text, part) in [
        ("|深度|学习|x|\n", "学习"),
        ("|🔥🔥|**Title 🔥 of it**|x|\n", "**Title 🔥 of it**"),
        ("|e\u{301}é|naïve|\n", "naïve"),
        ("\t|a\tb|c|\r\n", "|c|"),
    ] {
        let (report, shown) = drawn(text, span(text, part), 80);
        assert_eq!(shown, part, "{report}");
    }
}

#[test]
fn a_cut_line_keeps_the_underline_in_place() {
    for filler in ["abc ", "深度学习", "🔥", "e\u{301}", "\u{1b}[31m", "\u{202e}"] {
        for part in ["target", "目标", "🎯 x"] {
            for width in [0, 20, 33, 80, 120] {
                let text = format!(
                    "first\r\n|{}|{part}|{}|\r\nlast",
                    filler.repeat(50),
                    filler.repeat(50)
                );
                let (report, shown) = drawn(&text, span(&text, part), width);
                assert_eq!(shown, part, "{report}");
                let fits = |line: &str| textwrap::core::display_width(line) <= width.max(26);
                assert!(report.lines().skip(1).take(4).all(fits), "{width}: {report}");
            }
        }
    }
}

#[test]
fn a_mark_that_is_too_wide_is_cut_with_a_little_text_before_it() {
    let text = format!("|name|{}|end|\n", "文".repeat(100));
    let (report, shown) = drawn(&text, span(&text, &"文".repeat(100)), 40);
    assert_eq!(shown, format!("{}…", "文".repeat(14)), "{report}");
    assert_snapshot!(report, @r"
      error[r]: m
       ╭─[a.md:1:7]
     1 │ …name|文文文文文文文文文文文文文文…
       ·       ─────────────────────────────
       ╰────

    1 finding in a.md: 1 error
    ");
}

#[test]
fn a_flood_of_characters_without_width_is_cut() {
    let flood = "\u{301}".repeat(100_000);
    let text = format!("|a|{flood}b|c|{flood}\n");
    for part in [
        span(&text, "a"),
        span(&text, "c"),
        span(&text, "b|c"),
        Span::new(0, text.len()),
    ] {
        let (report, _) = drawn(&text, part, 80);
        assert!(report.len() < 10_000, "{}", report.len());
    }
}

#[test]
fn an_empty_place_gets_an_arrow() {
    for (text, offset, shown_there) in [
        ("|a|b|\n", 2, "|"),
        ("|a|", 3, ""),
        ("|a|\r\n", 3, ""),
        ("", 0, ""),
        ("a\n", 2, ""),
    ] {
        let (report, shown) = drawn(text, Span::at(offset), 80);
        assert_eq!(shown, shown_there, "{report}");
        assert!(report.contains('▲'), "{report}");
    }
}

#[test]
fn of_several_lines_the_first_is_underlined() {
    let text = "|a|b|\r\n|c|d|\r\n";
    let (report, shown) = drawn(text, Span::new(2, 12), 80);
    assert_eq!(shown, "|b|", "{report}");
}

#[test]
fn a_place_between_carriage_return_and_line_feed_ends_the_line() {
    let (report, _) = drawn("ab\r\ncd", Span::new(3, 5), 80);
    assert!(report.contains("[a.md:1:3]"), "{report}");
}

#[test]
fn the_column_is_that_of_the_file() {
    let text = format!("{}|x|", "深".repeat(200));
    let (report, _) = drawn(&text, span(&text, "x"), 60);
    assert!(report.contains("[a.md:1:202]"), "{report}");
}

#[test]
fn places_on_one_line_share_an_excerpt_if_they_fit() {
    let report = |gap: usize| {
        let text = format!("|one|{}|two|\n", "-".repeat(gap));
        let mut finding = Finding::new("r", Severity::Error, span(&text, "two"), "m");
        finding.related(span(&text, "one"), "here");
        rendered(Format::Human, &of(vec![checked("a.md", &text, vec![finding])]))
    };
    assert_snapshot!(report(10), @r"
      error[r]: m
       ╭─[a.md:1:17]
     1 │ |one|----------|two|
       ·  ─┬─            ───
       ·   ╰── here
       ╰────

    1 finding in a.md: 1 error
    ");
    assert_snapshot!(report(200), @r"
      error[r]: m
       ╭─[a.md:1:207]
     1 │ …--------------------------------------------------------------------|two|
       ·                                                                       ───
       ╰────
       ╭─[a.md:1:2]
     1 │ |one|--------------------------------------------------------------------…
       ·  ─┬─
       ·   ╰── here
       ╰────

    1 finding in a.md: 1 error
    ");
}
