//! `paperlint.toml`: its location and its effects.

use super::{CLEAN, ERROR, WARNING};
use crate::support::{Run, run};

/// A list of papers whose venues are written in one style, with one outlier.
fn venues(header: &str, outlier: &str) -> String {
    let rows = "| Learning things | CVPR 2024 |\n".repeat(12);
    format!("{header}\n|---|---|\n{rows}| Learning more | {outlier} |\n")
}

fn check(config: &str, list: impl AsRef<[u8]>) -> Run {
    run("check --format concise --fail-on info")
        .file("README.md", list)
        .file("paperlint.toml", config)
}

#[test]
fn levels_of_rules_are_set() {
    for (level, status) in [("off", 0), ("info", 1), ("warning", 1), ("error", 1)] {
        let output = check(&format!("[rules]\nempty-link = '{level}'\n"), WARNING).exits(status);
        let shown = output.stdout.contains(&format!("{level}[empty-link]"));
        assert_eq!(shown, level != "off", "{output:?}");
    }
}

#[test]
fn findings_of_low_confidence_fail_a_run_only_where_the_configuration_sets_their_level() {
    let rows = "| 1 | 2 | 3 |\n".repeat(12);
    let list = format!("| a | b | c |\n|---|---|---|\n{rows}| 1 | 2 |\n");
    let unsure = check("", &list).exits(0);
    assert!(unsure.stdout.contains("warning[short-row]"), "{unsure:?}");
    assert!(unsure.stdout.contains("(low confidence)"), "{unsure:?}");
    let set = check("[rules]\nshort-row = 'error'\n", &list).exits(1);
    assert!(set.stdout.contains("error[short-row]"), "{set:?}");
    assert!(!set.stdout.contains("confidence"), "{set:?}");
    let sure = run("check --min-confidence high")
        .file("README.md", list)
        .exits(0);
    assert!(sure.stdout.starts_with("no findings"), "{sure:?}");
}

#[test]
fn a_rule_that_is_off_runs_when_it_is_named() {
    let output = run("check --only empty-link --format concise")
        .file("README.md", WARNING)
        .file("paperlint.toml", "[rules]\nempty-link = 'off'\n")
        .exits(0);
    assert!(output.stdout.contains("warning[empty-link]"), "{output:?}");
}

#[test]
fn the_nearest_configuration_applies_up_to_the_root_of_the_repository() {
    let off = "[rules]\nmissing-anchor = 'off'\n";
    let list = |folder: &str| run("check").file("repo/a/README.md", ERROR).below(folder);
    list("repo/a").file("repo/a/paperlint.toml", off).exits(0);
    list("repo/a")
        .file("repo/paperlint.toml", off)
        .file("repo/.git/HEAD", "")
        .exits(0);
    list("repo/a").file("paperlint.toml", off).exits(0);
    list("repo/a")
        .file("paperlint.toml", off)
        .file("repo/.git/HEAD", "")
        .exits(1);
    // The root of a linked work tree has a file of this name.
    list("repo/a")
        .file("paperlint.toml", off)
        .file("repo/.git", "gitdir: x")
        .exits(1);
    let nearer = list("repo/a").file("repo/paperlint.toml", off);
    nearer.file("repo/a/paperlint.toml", "").exits(1);
}

#[test]
fn each_file_has_the_configuration_nearest_to_it() {
    let output = run("check --format concise .")
        .file("a/README.md", ERROR)
        .file("b/README.md", ERROR)
        .file("a/paperlint.toml", "[rules]\nmissing-anchor = 'off'\n")
        .exits(1);
    assert!(output.stdout.contains("b/README.md:3:1"), "{output:?}");
    assert!(!output.stdout.contains("a/README.md:3:1"), "{output:?}");
}

#[test]
fn a_named_configuration_replaces_the_nearest() {
    let named = run("check --config other.toml")
        .file("README.md", ERROR)
        .file("paperlint.toml", "[rules]\nmissing-anchor = 'off'\n");
    named.file("other.toml", "").exits(1);
}

#[test]
fn standard_input_has_the_configuration_of_the_folder() {
    run("check -")
        .stdin(ERROR)
        .file("paperlint.toml", "[rules]\nmissing-anchor = 'off'\n")
        .exits(0);
}

#[test]
fn declared_roles_override_the_guessed_ones() {
    let list = venues("| Title | Remarks |", "CVPR2024");
    let output = check("[columns]\nremarks = 'venue'\n", &list).exits(1);
    assert!(
        output.stdout.contains("warning[inconsistent-venue-style]"),
        "{output:?}"
    );
    let list = venues("| Title | Venue |", "CVPR2024");
    check("[columns]\nVenue = 'note'\n", list).exits(0);
}

#[test]
fn a_declared_venue_style_overrides_the_list() {
    let list = venues("| Title | Venue |", "CVPR 2023");
    check("", &list).exits(0);
    let output = check("[conventions]\nvenue = 'CVPR2024'\n", &list).exits(1);
    assert_eq!(
        output.stdout.matches("[inconsistent-venue-style]").count(),
        13,
        "{output:?}"
    );
    assert!(
        output
            .stdout
            .contains("paperlint.toml requires venues like `CVPR2024`"),
        "{output:?}"
    );
}

#[test]
fn declared_bold_overrides_the_list() {
    let list = venues("| Title | Venue |", "CVPR 2023");
    let output = check("[conventions.bold]\ntitle = true\n", &list).exits(1);
    assert_eq!(
        output.stdout.matches("[inconsistent-bold]").count(),
        13,
        "{output:?}"
    );
}

#[test]
fn declared_venues_are_known() {
    let list = venues("| Title | Venue |", "XConf");
    check("", &list).exits(0);
    let output = check("[[venues]]\nid = 'XConference'\naliases = ['XConf']\n", &list).exits(1);
    assert!(output.stdout.contains("warning[missing-year]"), "{output:?}");
}

#[test]
fn meaningless_examples_of_conventions_are_refused() {
    let refused = |line: &str, reason: &str| {
        check(&format!("[conventions]\n{line}\n"), WARNING).fails(&[reason, line]);
    };
    refused("date = 'soon'", "`soon` is not a date");
    refused("spellings = ['arXiv', '-']", "`-` has no letters");
    refused("placeholder = { cod = '-' }", "unknown variant");
}

#[test]
fn declared_forms_override_the_forms_of_the_list() {
    let rows = "| A | arXiv 2024 | 2024-05-01 | [Github](https://github.com/a/b) |\n".repeat(9);
    let list =
        format!("| Title | Venue | Date | Code |\n|---|---|---|---|\n{rows}| B | - | 2024-05-01 | null |\n");
    check("", &list).exits(0);
    let config = "
        [conventions]
        spellings = ['Arxiv', 'GitHub']
        placeholder = { code = '-' }
        date = '2024/05/31'
    ";
    let output = check(config, &list).exits(1).stdout;
    for (rule, times) in [
        ("[inconsistent-venue-spelling]", 9),
        ("[inconsistent-label]", 9),
        ("[inconsistent-date-form]", 10),
        ("[inconsistent-placeholder]", 1),
    ] {
        assert_eq!(output.matches(rule).count(), times, "{rule}\n{output}");
    }
}

#[test]
fn no_key_runs_a_program_writes_a_file_or_redirects_a_token() {
    for key in [
        "command",
        "preprocess",
        "output",
        "cache",
        "github-api",
        "token",
        "headers",
        "proxy",
        "allow-private",
        "user-agent",
    ] {
        let config = format!("[links]\n{key} = \"x\"\n");
        check(&config, "# A list\n").fails(&["unknown field", key]);
    }
}

#[test]
fn mistyped_keys_get_the_nearest_one() {
    for (config, meant) in [
        ("[conventons]\n", "did you mean `conventions`?"),
        ("[links]\nexlude = []\n", "did you mean `exclude`?"),
    ] {
        let check = run("check")
            .file("README.md", CLEAN)
            .file("paperlint.toml", config);
        check.fails(&["unknown field", meant]);
    }
}
