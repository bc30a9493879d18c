//! From where the action reports: the base of a pull request, a revision, or the beginning.

use super::stage::{Stage, stage};

/// A repository of two commits beside a checkout of the last one, as actions/checkout makes it; the commits.
fn checkout(stage: &Stage) -> Vec<String> {
    let commits = stage.shell(
        "git init -q -b main origin
        cd origin
        git config user.name somebody
        git config user.email somebody@example.org
        git config commit.gpgsign false
        git commit -q --allow-empty -m one
        git branch old
        git commit -q --allow-empty -m two
        git log --format=%H
        rm -r ../work
        git clone -q --depth 1 \"file://$PWD\" ../work",
    );
    commits.lines().map(str::to_owned).collect()
}

#[track_caller]
fn reports_since(stage: &Stage, commit: Option<&str>) {
    stage.ends(0);
    let arguments = stage.arguments();
    let since = arguments.iter().find_map(|word| word.strip_prefix("--since="));
    assert_eq!(since, commit);
}

#[test]
fn a_pull_request_is_reported_from_its_base_on() {
    let stage = stage();
    let commits = checkout(&stage);
    let stage = stage.with("BASE", &commits[1]);
    reports_since(&stage, Some(&commits[1]));
    assert_eq!(
        stage.shell("git -C work rev-parse --is-shallow-repository"),
        "true\n"
    );
    assert_eq!(
        stage.shell("git -C work log --format=%s HEAD"),
        "two\n",
        "no history was fetched"
    );
}

#[test]
fn a_revision_goes_before_the_base() {
    for revision in ["HEAD", "main", "origin/main"] {
        let stage = stage();
        let commits = checkout(&stage);
        let stage = stage.with("BASE", &commits[1]).with("SINCE", revision);
        reports_since(&stage, Some(&commits[0]));
    }
}

#[test]
fn a_branch_that_the_checkout_has_left_out_is_fetched() {
    for revision in ["old", "origin/old"] {
        let stage = stage();
        let commits = checkout(&stage);
        let stage = stage.with("SINCE", revision);
        reports_since(&stage, Some(&commits[1]));
    }
}

#[test]
fn everything_is_reported_where_there_is_no_base_or_none_is_wanted() {
    let pushed = stage();
    checkout(&pushed);
    reports_since(&pushed, None);

    let whole = stage();
    let commits = checkout(&whole);
    reports_since(&whole.with("BASE", &commits[1]).with("SINCE", "none"), None);
}

#[test]
fn a_fetch_does_not_shorten_a_history_that_is_there() {
    let stage = stage();
    let commits = checkout(&stage);
    stage.shell("git -C work fetch -q --unshallow");
    stage.shell("cd origin && git commit -q --allow-empty -m three");
    let head = stage.shell("git -C origin rev-parse HEAD");
    let stage = stage.with("SINCE", head.trim());
    reports_since(&stage, Some(head.trim()));
    assert_eq!(
        stage
            .shell("git -C work log --format=%H")
            .lines()
            .collect::<Vec<_>>(),
        commits
    );
}

#[test]
fn a_revision_that_is_not_there_is_told_with_what_to_do() {
    let stage = stage();
    checkout(&stage);
    let stage = stage.with("SINCE", "0123456789012345678901234567890123456789");
    stage.refuses("fetch-depth: 0");
}

#[test]
fn a_revision_is_no_option_and_no_refspec() {
    for revision in [
        "--upload-pack=touch pwned",
        "-q",
        "+old:main",
        "old:refs/heads/new",
        "HEAD:README.md",
    ] {
        let stage = stage();
        checkout(&stage);
        let stage = stage.with("SINCE", revision);
        stage.refuses("is not in this checkout");
        assert!(!stage.path("work/pwned").exists(), "{revision}");
        assert_eq!(
            stage.shell("git -C work branch --format='%(refname:short)'"),
            "main\n",
            "{revision}"
        );
    }
}

#[test]
fn a_folder_that_is_no_checkout_has_no_revisions() {
    stage()
        .with("BASE", "0123456789012345678901234567890123456789")
        .refuses("is not in this checkout");
}
