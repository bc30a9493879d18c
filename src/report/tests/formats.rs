//! A small list in every format.

use insta::assert_snapshot;

use super::*;

fn first_of_list() -> Run<'static> {
    let mut run = list();
    run.files[0].findings.truncate(1);
    run
}

#[test]
fn human() {
    assert_snapshot!(rendered(Format::Human, &list()), @r"
      error[missing-anchor]: no heading has the anchor `#survey`
       ╭─[README.md:3:13]
     3 │ - [Surveys](#survey)
       ·             ───────
       ╰────
        ╭─[README.md:11:1]
     11 │ ## Survey Papers
        · ────────┬───────
        ·         ╰── this heading has `#survey-papers`
        ╰────
      help: link to an anchor that a heading of this file has
      unsafe fix: link to `#survey-papers`

      warning[short-row]: this row has 2 cells, the header has 3
       ╭─[README.md:8:1]
     8 │ |RSGPT|RSGPT: A Remote Sensing Vision Language Model and Benchmark|
       · ───────────────────────────────────────────────────────────────────
       ╰────
      fix: add an empty cell

      info[repeated-paper]: this paper is listed twice
       ╭─[README.md:9:70]
     9 │ … Learning|[GeoKR](https://ieeexplore.ieee.org/abstract/document/9559903)|
       ·                    ─────────────────────────────────────────────────────
       ╰────
       ╭─[README.md:7:96]
     7 │ …ng Images|[GeoKR](https://ieeexplore.ieee.org/abstract/document/9559903)|
       ·                    ──────────────────────────┬──────────────────────────
       ·                                              ╰── first listed here
       ╰────

    3 findings in README.md: 1 error, 1 warning, 1 info
    1 fixable with `paperlint fix`, 1 more with `--unsafe`
    warning: only 1 of 2 links verified (1 moved); 1 unknown: ieeexplore.ieee.org 1 blocked
    ");
}

#[test]
fn concise() {
    assert_snapshot!(rendered(Format::Concise, &list()), @r"
    README.md:3:13: error[missing-anchor] no heading has the anchor `#survey`
    README.md:8:1: warning[short-row] this row has 2 cells, the header has 3
    README.md:9:70: info[repeated-paper] this paper is listed twice
    3 findings in README.md: 1 error, 1 warning, 1 info
    1 fixable with `paperlint fix`, 1 more with `--unsafe`
    warning: only 1 of 2 links verified (1 moved); 1 unknown: ieeexplore.ieee.org 1 blocked
    ");
}

#[test]
fn json() {
    assert_snapshot!(rendered(Format::Json, &first_of_list()), @r##"
    {
      "version": 1,
      "findings": [
        {
          "rule": "missing-anchor",
          "severity": "error",
          "confidence": "high",
          "message": "no heading has the anchor `#survey`",
          "path": "README.md",
          "start": {
            "line": 3,
            "column": 13
          },
          "end": {
            "line": 3,
            "column": 20
          },
          "related": [
            {
              "message": "this heading has `#survey-papers`",
              "start": {
                "line": 11,
                "column": 1
              },
              "end": {
                "line": 11,
                "column": 17
              }
            }
          ],
          "help": "link to an anchor that a heading of this file has",
          "fix": {
            "title": "link to `#survey-papers`",
            "applicability": "unsafe",
            "edits": [
              {
                "start": {
                  "line": 3,
                  "column": 13
                },
                "end": {
                  "line": 3,
                  "column": 20
                },
                "replacement": "#survey-papers"
              }
            ]
          }
        }
      ],
      "links": {
        "verified": 1,
        "total": 2,
        "verdicts": {
          "moved": 1,
          "blocked": 1
        },
        "sources": {
          "their pages": 1
        },
        "unknown_hosts": [
          {
            "host": "ieeexplore.ieee.org",
            "links": 1,
            "verdicts": {
              "blocked": 1
            }
          }
        ],
        "checked": [
          {
            "url": "https://arxiv.org/0",
            "verdict": "moved",
            "by": null,
            "detail": "the reason",
            "status": null,
            "leads_to": null,
            "requests": 0,
            "remembered": false,
            "anchors": {},
            "record": null
          },
          {
            "url": "https://ieeexplore.ieee.org/1",
            "verdict": "blocked",
            "by": null,
            "detail": "the reason",
            "status": null,
            "leads_to": null,
            "requests": 0,
            "remembered": false,
            "anchors": {},
            "record": null
          }
        ]
      },
      "entries": []
    }
    "##);
}

#[test]
fn github() {
    assert_snapshot!(rendered(Format::Github, &list()), @r"
    ::error file=README.md,line=3,endLine=3,col=13,endColumn=20,title=missing-anchor::README.md:3:13: no heading has the anchor `#survey`%0Ahelp: link to an anchor that a heading of this file has
    ::warning file=README.md,line=8,endLine=8,col=1,endColumn=68,title=short-row::README.md:8:1: this row has 2 cells, the header has 3
    ::notice file=README.md,line=9,endLine=9,col=70,endColumn=123,title=repeated-paper::README.md:9:70: this paper is listed twice
    3 findings in README.md: 1 error, 1 warning, 1 info
    1 fixable with `paperlint fix`, 1 more with `--unsafe`
    warning: only 1 of 2 links verified (1 moved); 1 unknown: ieeexplore.ieee.org 1 blocked
    ");
}

#[test]
#[expect(clippy::too_many_lines, reason = "a log is long, and all of it is promised")]
fn sarif() {
    let page = serde_json::to_string(crate::rules::meta("missing-anchor").expect("it is a rule").page)
        .expect("a text");
    let summary = serde_json::to_string(
        crate::rules::meta("missing-anchor")
            .expect("it is a rule")
            .summary(),
    );
    let log = rendered(Format::Sarif, &first_of_list())
        .replace(env!("CARGO_PKG_VERSION"), "VERSION")
        .replace(&page, "\"THE PAGE\"")
        .replace(&summary.expect("a text"), "\"THE SUMMARY\"");
    assert_snapshot!(log, @r##"
    {
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        {
          "tool": {
            "driver": {
              "name": "paperlint",
              "version": "VERSION",
              "informationUri": "https://github.com/paperlint/paperlint",
              "rules": [
                {
                  "id": "missing-anchor",
                  "shortDescription": {
                    "text": "THE SUMMARY"
                  },
                  "fullDescription": {
                    "text": "THE SUMMARY"
                  },
                  "defaultConfiguration": {
                    "level": "error"
                  },
                  "help": {
                    "text": "THE PAGE",
                    "markdown": "THE PAGE"
                  }
                }
              ]
            }
          },
          "columnKind": "utf16CodeUnits",
          "results": [
            {
              "ruleId": "missing-anchor",
              "ruleIndex": 0,
              "level": "error",
              "message": {
                "text": "no heading has the anchor `#survey`\nlink to an anchor that a heading of this file has"
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "README.md"
                    },
                    "region": {
                      "startLine": 3,
                      "startColumn": 13,
                      "endLine": 3,
                      "endColumn": 20
                    }
                  }
                }
              ],
              "relatedLocations": [
                {
                  "id": 0,
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "README.md"
                    },
                    "region": {
                      "startLine": 11,
                      "startColumn": 1,
                      "endLine": 11,
                      "endColumn": 17
                    }
                  },
                  "message": {
                    "text": "this heading has `#survey-papers`"
                  }
                }
              ],
              "partialFingerprints": {
                "paperlint/line/v1": "6363e6e44a455d4a:1"
              },
              "properties": {
                "confidence": "high"
              },
              "fixes": [
                {
                  "description": {
                    "text": "link to `#survey-papers` (unsafe)"
                  },
                  "artifactChanges": [
                    {
                      "artifactLocation": {
                        "uri": "README.md"
                      },
                      "replacements": [
                        {
                          "deletedRegion": {
                            "startLine": 3,
                            "startColumn": 13,
                            "endLine": 3,
                            "endColumn": 20
                          },
                          "insertedContent": {
                            "text": "#survey-papers"
                          }
                        }
                      ]
                    }
                  ]
                }
              ]
            }
          ]
        }
      ]
    }
    "##);
}

#[test]
fn markdown() {
    assert_snapshot!(rendered(Format::Markdown, &list()), @r"
    ## paperlint: 3 findings in README.md: 1 error, 1 warning, 1 info

    | Severity | Place | Rule | Message |
    | --- | --- | --- | --- |
    | error | README.md:3 | `missing-anchor` | no heading has the anchor \`#⟨zwsp⟩survey\` |
    | warning | README.md:8 | `short-row` | this row has 2 cells, the header has 3 |
    | info | README.md:9 | `repeated-paper` | this paper is listed twice |

    1 fixable with \`paperlint fix\`, 1 more with \`--unsafe\`

    warning: only 1 of 2 links verified (1 moved); 1 unknown: ieeexplore.ieee.org 1 blocked
    ");
}
