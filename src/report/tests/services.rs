//! The reports for services other than GitHub: GitLab, readers of JUnit, reviewdog.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use serde_json::Value;

use super::*;

fn json(format: Format, run: &Run) -> Value {
    serde_json::from_str(&rendered(format, run)).expect("the report is JSON")
}

fn found(span: Span) -> Finding {
    Finding::new("r", Severity::Error, span, "m")
}

#[test]
fn gitlab() {
    assert_snapshot!(rendered(Format::Gitlab, &list()), @r#"
    [
      {
        "description": "missing-anchor: no heading has the anchor `#survey`",
        "check_name": "missing-anchor",
        "fingerprint": "README.md:6363e6e44a455d4a:1",
        "severity": "major",
        "location": {
          "path": "README.md",
          "lines": {
            "begin": 3,
            "end": 3
          }
        }
      },
      {
        "description": "short-row: this row has 2 cells, the header has 3",
        "check_name": "short-row",
        "fingerprint": "README.md:c87d4f2e434c36a3:1",
        "severity": "minor",
        "location": {
          "path": "README.md",
          "lines": {
            "begin": 8,
            "end": 8
          }
        }
      },
      {
        "description": "repeated-paper: this paper is listed twice",
        "check_name": "repeated-paper",
        "fingerprint": "README.md:47f182cf85cb543a:1",
        "severity": "info",
        "location": {
          "path": "README.md",
          "lines": {
            "begin": 9,
            "end": 9
          }
        }
      }
    ]
    "#);
}

#[test]
fn junit() {
    assert_snapshot!(rendered(Format::Junit, &list()), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="paperlint" tests="4" failures="2" errors="0">
      <testsuite name="README.md" tests="3" failures="2" errors="0" skipped="0">
        <testcase name="missing-anchor: no heading has the anchor `#survey`" classname="README" file="README.md" line="3">
          <failure type="error" message="no heading has the anchor `#survey`">README.md:3:13: error[missing-anchor] no heading has the anchor `#survey`
    help: link to an anchor that a heading of this file has
    unsafe fix: link to `#survey-papers`
    README.md:11:1: this heading has `#survey-papers`</failure>
        </testcase>
        <testcase name="short-row: this row has 2 cells, the header has 3" classname="README" file="README.md" line="8">
          <failure type="warning" message="this row has 2 cells, the header has 3">README.md:8:1: warning[short-row] this row has 2 cells, the header has 3
    fix: add an empty cell</failure>
        </testcase>
        <testcase name="repeated-paper: this paper is listed twice" classname="README" file="README.md" line="9">
          <system-out>README.md:9:70: info[repeated-paper] this paper is listed twice
    README.md:7:96: first listed here</system-out>
        </testcase>
      </testsuite>
      <testsuite name="links" tests="1" failures="0" errors="0" skipped="1">
        <testcase name="links can be verified" classname="links">
          <skipped message="warning: only 1 of 2 links verified (1 moved); 1 unknown: ieeexplore.ieee.org 1 blocked"/>
        </testcase>
      </testsuite>
    </testsuites>
    "#);
}

#[test]
fn rdjson() {
    let mut run = list();
    run.files[0].findings.truncate(1);
    assert_snapshot!(rendered(Format::Rdjson, &run), @r##"
    {
      "source": {
        "name": "paperlint",
        "url": "https://github.com/paperlint/paperlint"
      },
      "severity": "ERROR",
      "diagnostics": [
        {
          "message": "no heading has the anchor \\`#⟨zwsp⟩survey\\`\n\nhelp: link to an anchor that a heading of this file has\n\nunsafe fix: link to \\`#⟨zwsp⟩survey-papers\\`",
          "location": {
            "path": "README.md",
            "range": {
              "start": {
                "line": 3,
                "column": 13
              },
              "end": {
                "line": 3,
                "column": 20
              }
            }
          },
          "severity": "ERROR",
          "code": {
            "value": "missing-anchor"
          },
          "suggestions": [
            {
              "range": {
                "start": {
                  "line": 3,
                  "column": 13
                },
                "end": {
                  "line": 3,
                  "column": 20
                }
              },
              "text": "#survey-papers"
            }
          ],
          "related_locations": [
            {
              "message": "this heading has \\`#⟨zwsp⟩survey-papers\\`",
              "location": {
                "path": "README.md",
                "range": {
                  "start": {
                    "line": 11,
                    "column": 1
                  },
                  "end": {
                    "line": 11,
                    "column": 17
                  }
                }
              }
            }
          ],
          "original_output": "README.md:3:13: error[missing-anchor] no heading has the anchor `#survey`"
        }
      ]
    }
    "##);
}

#[test]
fn a_clean_file_is_an_empty_report_or_a_test_that_passes() {
    let run = of(vec![checked("./a.md", "x", Vec::new())]);
    assert_eq!(rendered(Format::Gitlab, &run), "[]\n");
    assert_snapshot!(rendered(Format::Rdjson, &run), @r#"
    {
      "source": {
        "name": "paperlint",
        "url": "https://github.com/paperlint/paperlint"
      },
      "diagnostics": []
    }
    "#);
    assert_snapshot!(rendered(Format::Junit, &run), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="paperlint" tests="1" failures="0" errors="0">
      <testsuite name="a.md" tests="1" failures="0" errors="0" skipped="0">
        <testcase name="no findings" classname="a"/>
      </testsuite>
    </testsuites>
    "#);
}

#[test]
fn a_run_without_files_is_well_formed() {
    let run = Run::default();
    assert_eq!(rendered(Format::Gitlab, &run), "[]\n");
    assert_eq!(json(Format::Rdjson, &run)["diagnostics"], serde_json::json!([]));
    let report = rendered(Format::Junit, &run);
    assert!(roxmltree::Document::parse(&report).is_ok(), "{report}");
}

#[test]
fn paths_are_those_of_the_repository() {
    let run = of(vec![checked("./docs/a.md", "x", vec![found(Span::at(0))])]);
    assert_eq!(json(Format::Gitlab, &run)[0]["location"]["path"], "docs/a.md");
    assert_eq!(
        json(Format::Rdjson, &run)["diagnostics"][0]["location"]["path"],
        "docs/a.md"
    );
    assert!(rendered(Format::Junit, &run).contains(r#"classname="docs/a" file="docs/a.md" line="1">"#));
    let result = &json(Format::Sarif, &run)["runs"][0]["results"][0];
    assert_eq!(
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "docs/a.md"
    );
}

#[test]
fn fingerprints_differ_and_stay_when_lines_move() {
    let findings = || vec![found(Span::at(0)), found(Span::at(1)), found(Span::at(3))];
    let moved = |offset| {
        let shifted = |finding: Finding| found(finding.span.shifted(offset));
        findings().into_iter().map(shifted).collect()
    };
    let fingerprints = |run: &Run| -> Vec<String> {
        let report = json(Format::Gitlab, run);
        let issues = report.as_array().expect("the report is an array");
        issues
            .iter()
            .map(|issue| issue["fingerprint"].to_string())
            .collect()
    };
    let before = fingerprints(&of(vec![
        checked("a.md", "xy\nxy\n", findings()),
        checked("b.md", "xy\nxy\n", findings()),
    ]));
    let after = fingerprints(&of(vec![
        checked("a.md", "# A\n\nxy\nxy\n", moved(5)),
        checked("b.md", "xy\nxy\n", findings()),
    ]));
    assert_eq!(before, after);
    assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), 6, "{before:?}");
}

#[test]
fn a_line_feed_belongs_to_the_line_that_it_ends() {
    let lines = |start, end| {
        let run = of(vec![checked(
            "a.md",
            "ab\ncd\n",
            vec![found(Span::new(start, end))],
        )]);
        let lines = json(Format::Gitlab, &run)[0]["location"]["lines"].clone();
        (lines["begin"].as_u64(), lines["end"].as_u64())
    };
    assert_eq!(lines(0, 2), (Some(1), Some(1)));
    assert_eq!(lines(0, 3), (Some(1), Some(1)));
    assert_eq!(lines(0, 4), (Some(1), Some(2)));
    assert_eq!(lines(3, 3), (Some(2), Some(2)));
    assert_eq!(lines(6, 6), (Some(3), Some(3)));
}

#[test]
fn reviewdog_counts_bytes_also_those_of_a_byte_order_mark() {
    let columns = |text: &str, part| {
        let plain = text.trim_start_matches('\u{feff}');
        let run = of(vec![checked("a.md", text, vec![found(span(plain, part))])]);
        let range = json(Format::Rdjson, &run)["diagnostics"][0]["location"]["range"].clone();
        [&range["start"]["column"], &range["end"]["column"]].map(Value::as_u64)
    };
    assert_eq!(columns("文🔥 x", "x"), [Some(9), Some(10)]);
    assert_eq!(columns("\u{feff}文🔥 x", "x"), [Some(12), Some(13)]);
    assert_eq!(columns("\u{feff}a\n文🔥", "🔥"), [Some(4), Some(8)]);
}

#[test]
fn only_a_fix_of_one_edit_is_a_suggestion() {
    let suggestions = |edits| {
        let mut finding = found(Span::at(0));
        finding.fix(Fix::safe("do it", edits));
        let run = of(vec![checked("a.md", "文x", vec![finding])]);
        json(Format::Rdjson, &run)["diagnostics"][0].clone()
    };
    let one = suggestions(vec![Edit::replace(Span::new(3, 4), "y")]);
    let expected = serde_json::json!([{
        "range": { "start": { "line": 1, "column": 4 }, "end": { "line": 1, "column": 5 } },
        "text": "y",
    }]);
    assert_eq!(one["suggestions"], expected);
    let two = suggestions(vec![Edit::insert(0, "("), Edit::insert(4, ")")]);
    assert_eq!(two["suggestions"], Value::Null);
    assert_eq!(two["message"], "m\n\nfix: do it");
}

#[test]
fn tests_of_one_file_have_different_names() {
    let named = |message: &str| Finding::new("r", Severity::Error, Span::at(0), message);
    let messages = ["m", "m (2)", "m", "m", "n"];
    let report = rendered(
        Format::Junit,
        &of(vec![checked("a.md", "x", messages.map(named).into())]),
    );
    let document = roxmltree::Document::parse(&report).expect("the report is XML");
    let cases = document
        .descendants()
        .filter(|node| node.has_tag_name("testcase"));
    let found: Vec<_> = cases.filter_map(|case| case.attribute("name")).collect();
    assert_eq!(found, ["r: m", "r: m (2)", "r: m (3)", "r: m (4)", "r: n"]);
}

#[test]
fn links_are_a_test_that_is_skipped_where_too_little_is_known() {
    let element = |verdicts: &[(Verdict, usize)]| {
        let run = Run {
            files: vec![checked("a.md", "x", Vec::new())],
            links: Some(links(verdicts, &[("a.b", 10)])),
            ..Run::default()
        };
        let report = rendered(Format::Junit, &run);
        let lines = report
            .lines()
            .skip_while(|line| !line.contains("links can be verified"));
        lines.skip(1).take(1).map(str::trim).collect::<String>()
    };
    assert_snapshot!(element(&[(Verdict::Alive, 10)]), @"<system-out>10 of 10 links verified</system-out>");
    assert_snapshot!(
        element(&[(Verdict::Alive, 5), (Verdict::Blocked, 5)]),
        @r#"<skipped message="warning: only 5 of 10 links verified; 5 unknown: a.b 5 blocked"/>"#
    );
}
