//! Whole lists, invented and realistic, with everything that is found in them.

use std::{fs, path::Path};

use crate::support::{places, run};

fn list(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/lists")
        .join(name);
    fs::read_to_string(path).expect("the fixture can be read")
}

/// Compares the concise report on a list with what stands here, to the letter.
#[track_caller]
fn check(name: &str, status: i32, expected: &str) {
    let output = run("check --format concise")
        .file("README.md", list(name))
        .exits(status);
    assert_eq!(output.stdout, expected, "\n{}", output.stdout);
}

#[test]
fn a_tidy_list_has_no_findings() {
    check("tidy.md", 0, "no findings in README.md\n");
}

#[test]
fn the_list_of_the_demonstration_has_one_or_two_defects_of_most_kinds() {
    check(
        "demo.md",
        1,
        r"README.md:6:73: error[missing-anchor] no heading or element has the anchor `#locomotion-and-navigation`
README.md:6:114: info[wrong-case-anchor] the anchor is `#datasets`: case counts outside github.com
README.md:6:137: error[missing-anchor] no heading or element has the anchor `#survey-papers`
README.md:18:65: warning[inconsistent-venue-style] this venue is written like `CVPR 2024`; 10 of 11 venues are like `CVPR2024`
README.md:19:54: warning[misspelled-venue] no venue is called `NeurISP`; did you mean `NeurIPS`?
README.md:20:68: warning[short-row] this row has 4 cells, the header has 5: nothing stands under “Code”
README.md:21:12: warning[inconsistent-bold] this title is not bold; 10 of 11 titles are bold
README.md:22:49: warning[impossible-edition] there is no ECCV 2023: ECCV meets in even years
README.md:22:103: warning[empty-link] the link “Code” leads nowhere: it has no destination
README.md:24:1: error[detached-row] a blank line cuts 1 row off from the table above: GitHub shows text there
README.md:31:72: error[malformed-link] “https:/arxiv.org/abs/2305.14478” is no address: its scheme is misspelt
README.md:32:110: error[lost-cells] this row has 6 cells, the header has 5: GitHub drops “[Code](https://github.com/mapfree/mapfree)”
README.md:39:57: warning[missing-year] this venue has no year; 9 of 10 venues are like `CVPR2024`
README.md:40:1: warning[swallowed-text] this text stands right under a table: GitHub shows it as a row of the table
README.md:44:35: warning[unfilled-column] no row fills the column “License”
README.md:50:1: error[mismatched-delimiter] the header has 3 cells, this row has 2: GitHub shows the table as text
README.md:55:44: error[unrendered-link] this is shown as text, not as a link: a blank stands between label and address
README.md:56:3: warning[unrendered-emphasis] a blank inside the asterisks keeps this text from being bold
README.md:56:112: warning[unused-suppression] there is no rule `dead-links`
19 findings in README.md: 7 errors, 11 warnings, 1 info
6 with a safe fix, 2 with an unsafe one
",
    );
}

#[test]
fn a_chinese_list_is_read_like_any_other() {
    check(
        "chinese.md",
        1,
        r"README.md:10:12: error[missing-anchor] no heading or element has the anchor `#4数据集`
README.md:39:52: warning[inconsistent-venue-style] this venue is written like `CVPR 2024`; 12 of 13 venues are like `CVPR2024`
README.md:40:64: error[unrendered-link] this is shown as text, not as a link: the parentheses are full-width
README.md:41:8: warning[inconsistent-bold] this title is not bold; 12 of 13 titles are bold
README.md:42:107: error[malformed-link] “github.com/tianwen/tianwen” is no address: without `https://` it is a file of this name
README.md:43:61: warning[short-row] this row has 4 cells, the header has 5: nothing stands under “代码”
README.md:50:61: error[lost-cells] this row has 5 cells, the header has 4: GitHub drops “即将公开”
7 findings in README.md: 4 errors, 3 warnings
3 with a safe fix, 1 with an unsafe one
",
    );
}

#[test]
fn the_demonstration_shows_every_rule_that_runs_offline() {
    let places = places(&list("demo.md"));
    for meta in paperlint::rules::metas().filter(|meta| !meta.online) {
        assert!(
            places.iter().any(|place| place.ends_with(meta.id)),
            "nothing is found by `{}`",
            meta.id
        );
    }
}
