//! Comments that suppress rules: the places that they cover, and the findings about useless ones.

use crate::support::places;

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(places(text), expected, "\n{text}");
}

const TABLE: &str = "| A | B |\n|---|---|\n| a | b |\n| c | [d]() |\n| e | [f]() |\n";

#[test]
fn without_a_comment_both_rows_are_reported() {
    check(TABLE, &["4:7 empty-link", "5:7 empty-link"]);
}

#[test]
fn a_comment_before_a_table_covers_all_of_it() {
    check(&format!("<!-- paperlint-ignore empty-link -->\n\n{TABLE}"), &[]);
    check(
        &format!("<!-- paperlint-ignore empty-link -->\n{TABLE}\n\n[x]()\n"),
        &["9:1 empty-link"],
    );
}

#[test]
fn a_comment_in_a_row_covers_the_row() {
    let text = TABLE.replace("| c |", "| c <!-- paperlint-ignore empty-link: to come --> |");
    check(&text, &["5:7 empty-link"]);
}

#[test]
fn a_comment_in_the_header_covers_the_header() {
    let text = TABLE.replace("| A |", "| A <!-- paperlint-ignore empty-link --> |");
    check(
        &text,
        &["1:27 unused-suppression", "4:7 empty-link", "5:7 empty-link"],
    );
}

#[test]
fn next_in_a_row_covers_the_row_after_it() {
    let text = TABLE.replace("| a |", "| a <!-- paperlint-ignore-next empty-link --> |");
    check(&text, &["5:7 empty-link"]);
    let text = TABLE.replace("| A |", "| A <!-- paperlint-ignore-next empty-link --> |");
    check(
        &text,
        &["1:32 unused-suppression", "4:7 empty-link", "5:7 empty-link"],
    );
}

#[test]
fn next_before_a_table_covers_its_first_row() {
    let text = format!(
        "<!-- paperlint-ignore-next empty-link -->\n\n{}",
        TABLE.replace("| a | b |", "| a | [b]() |")
    );
    check(&text, &["6:7 empty-link", "7:7 empty-link"]);
}

const ITEMS: &str = "- [a]()\n  - [b]()\n- [c]()\n";

#[test]
fn a_comment_in_an_item_covers_it_with_the_items_inside() {
    check(ITEMS, &["1:3 empty-link", "2:5 empty-link", "3:3 empty-link"]);
    check(
        &ITEMS.replace("[a]()", "[a]() <!-- paperlint-ignore empty-link -->"),
        &["3:3 empty-link"],
    );
    check(
        &ITEMS.replace("[b]()", "[b]() <!-- paperlint-ignore empty-link -->"),
        &["1:3 empty-link", "3:3 empty-link"],
    );
}

#[test]
fn next_in_an_item_covers_the_item_after_it() {
    let text = ITEMS.replace("[a]()", "a <!-- paperlint-ignore-next empty-link -->");
    check(&text, &["2:5 empty-link"]);
}

#[test]
fn a_comment_in_a_heading_covers_the_heading() {
    check(
        "# [a]() <!-- paperlint-ignore empty-link -->\n\n[b]()\n",
        &["3:1 empty-link"],
    );
}

#[test]
fn a_comment_before_a_paragraph_covers_it() {
    check(
        "<!-- paperlint-ignore empty-link -->\n\n[a]()\n[b]()\n\n[c]()\n",
        &["6:1 empty-link"],
    );
}

#[test]
fn a_comment_for_the_file_covers_it_from_anywhere() {
    check(
        &format!("{TABLE}\n[x]()\n\n<!-- paperlint-ignore-file empty-link -->\n"),
        &[],
    );
}

#[test]
fn only_the_named_rules_are_suppressed() {
    check(
        "<!-- paperlint-ignore empty-link -->\n\n[a]() [b](#c)\n",
        &["3:11 missing-anchor"],
    );
    check(
        "<!-- paperlint-ignore empty-link, missing-anchor: why -->\n\n[a]() [b](#c)\n",
        &[],
    );
}

#[test]
fn comments_that_suppress_nothing_are_reported() {
    check(
        "<!-- paperlint-ignore empty-link -->\n\ntext\n",
        &["1:23 unused-suppression"],
    );
    check(
        "<!-- paperlint-ignore-file short-row -->\n\ntext\n",
        &["1:28 unused-suppression"],
    );
    check(
        "<!-- paperlint-ignore empty-link short-row -->\n\n[a]()\n",
        &["1:34 unused-suppression"],
    );
    check(
        "text\n\n<!-- paperlint-ignore empty-link -->\n",
        &["3:23 unused-suppression"],
    );
}

#[test]
fn comments_without_a_known_rule_are_reported() {
    check(
        "<!-- paperlint-ignore -->\n\n[a]()\n",
        &["1:1 unused-suppression", "3:1 empty-link"],
    );
    check(
        "<!-- paperlint-ignore emptylink -->\n\n[a]()\n",
        &["1:23 unused-suppression", "3:1 empty-link"],
    );
}

#[test]
fn a_comment_for_a_rule_that_did_not_run_is_not_reported() {
    check(
        "<!-- paperlint-ignore dead-link: the host refuses robots -->\n\n[a](https://x.org)\n",
        &[],
    );
}

#[test]
fn a_useless_comment_can_itself_be_suppressed() {
    check(
        "<!-- paperlint-ignore-file unused-suppression short-row -->\n\ntext\n",
        &[],
    );
}
