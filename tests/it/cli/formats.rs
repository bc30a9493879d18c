//! Every format is well-formed, and JSON keeps its promise field by field.

use serde_json::Value;

use super::CLEAN;
use crate::support::run;

/// A list with a finding that has a fix, and another with a related place and help, both after multi-byte characters.
const LIST: &str = "# 列表 🔥\n\n🔥 [Papers](#列表)\n\n| A | B |\n|---|---|\n| a | b |\n| c | d | e |\n";

fn report(format: &str, list: &str) -> String {
    run(&format!("check --fail-on never --format {format}"))
        .file("README.md", list)
        .exits(0)
        .stdout
}

fn json(format: &str, list: &str) -> Value {
    serde_json::from_str(&report(format, list)).expect("the report is JSON")
}

#[test]
fn json_contains_every_field_of_a_finding() {
    let found = json("json", LIST);
    let expected = serde_json::json!({
        "version": 1,
        "findings": [
            {
                "rule": "missing-anchor",
                "severity": "error",
                "confidence": "high",
                "message": "no heading or element has the anchor `#列表`",
                "path": "README.md",
                "start": { "line": 3, "column": 12 },
                "end": { "line": 3, "column": 15 },
                "related": [],
                "help": null,
                "fix": {
                    "title": "link to `#列表-`",
                    "applicability": "safe",
                    "edits": [{
                        "start": { "line": 3, "column": 12 },
                        "end": { "line": 3, "column": 15 },
                        "replacement": "#列表-",
                    }],
                },
            },
            {
                "rule": "lost-cells",
                "severity": "error",
                "confidence": "high",
                "message": "this row has 3 cells, the header has 2: GitHub drops “e”",
                "path": "README.md",
                "start": { "line": 8, "column": 11 },
                "end": { "line": 8, "column": 12 },
                "related": [{
                    "message": "the header",
                    "start": { "line": 5, "column": 1 },
                    "end": { "line": 5, "column": 10 },
                }],
                "help": r"remove the extra pipe, write it as `\|` if it belongs to the text, or add a column to the header",
                "fix": null,
            },
        ],
        "links": null,
        "entries": [],
    });
    assert_eq!(found, expected, "{found:#}");
}

#[test]
fn json_of_a_clean_list_has_no_findings() {
    let found = json("json", CLEAN);
    assert_eq!(
        found,
        serde_json::json!({ "version": 1, "findings": [], "links": null, "entries": [] })
    );
}

#[test]
fn sarif_has_a_result_for_each_finding() {
    let log = json("sarif", LIST);
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().expect("a run has results");
    let rules: Vec<_> = results.iter().map(|result| &result["ruleId"]).collect();
    assert_eq!(rules, ["missing-anchor", "lost-cells"]);
    // SARIF counts UTF-16 code units, and the emoji has two.
    let region = &results[0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (&region["startLine"], &region["startColumn"]),
        (&3.into(), &13.into())
    );
}

#[test]
fn human_underlines_the_place() {
    let shown = report("human", LIST);
    for part in [
        "error[missing-anchor]",
        "README.md:3:12",
        "[Papers](#列表)",
        "fix: link to",
        "2 findings",
    ] {
        assert!(shown.contains(part), "no `{part}` in:\n{shown}");
    }
}

#[test]
fn concise_is_a_line_for_each_finding() {
    let shown = report("concise", LIST);
    let lines: Vec<_> = shown.lines().collect();
    assert!(
        lines[0].starts_with("README.md:3:12: error[missing-anchor] no heading"),
        "{shown}"
    );
    assert!(
        lines[1].starts_with("README.md:8:11: error[lost-cells] this row"),
        "{shown}"
    );
    assert_eq!(lines[2], "2 findings in README.md: 2 errors");
}

#[test]
fn github_annotates_each_finding() {
    let shown = report("github", LIST);
    let commands: Vec<_> = shown
        .lines()
        .filter(|line| line.starts_with("::error "))
        .collect();
    assert_eq!(commands.len(), 2, "{shown}");
    assert!(commands[0].contains("file=README.md,line=3"), "{shown}");
}

#[test]
fn markdown_is_a_table_that_has_no_findings_of_its_own() {
    let shown = report("markdown", LIST);
    assert!(
        shown.contains("missing-anchor") && shown.contains("lost-cells"),
        "{shown}"
    );
    let rows: Vec<_> = shown.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), 4, "{shown}");
    run("check -").stdin(shown).exits(0);
}

#[test]
fn every_format_is_the_same_each_time_and_ends_its_last_line() {
    for format in [
        "human", "concise", "json", "github", "sarif", "markdown", "gitlab", "junit", "rdjson",
    ] {
        for list in [LIST, CLEAN] {
            let shown = report(format, list);
            assert_eq!(shown, report(format, list), "{format}");
            assert!(shown.ends_with('\n'), "{format}: {shown:?}");
        }
    }
}
