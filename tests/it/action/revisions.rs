//! The revision that the action compares with: the base of a pull request, a given one, or none.

use super::stage::{Stage, stage};

/// Makes a repository of two commits beside a checkout of the last one, and returns the commits.
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

/// Makes a pull request against a branch that has moved on, checked out as by actions/checkout: only GitHub's merge
/// commit. The commit at this index is the base in the event.
fn pull_request(stage: &Stage, base: &str) -> String {
    checkout(stage);
    let base = stage.shell(&format!(
        "cd origin
        git checkout -q -b contribution old
        git commit -q --allow-empty -m contribution
        git checkout -q main
        git commit -q --allow-empty -m three
        git checkout -q --detach main
        git merge -q --no-ff -m merge contribution
        git update-ref refs/pull/1/merge HEAD
        git rev-parse {base}
        rm -rf ../work
        git init -q ../work
        cd ../work
        git remote add origin \"file://$OLDPWD\"
        git fetch -q --depth 1 origin +refs/pull/1/merge:refs/remotes/pull/1/merge
        git checkout -q refs/remotes/pull/1/merge"
    ));
    base.trim().to_owned()
}

#[track_caller]
fn reports_since(stage: &Stage, commit: Option<&str>) {
    stage.ends(0);
    let arguments = stage.arguments();
    let since = arguments.iter().find_map(|word| word.strip_prefix("--since="));
    assert_eq!(since, commit);
}

#[test]
fn a_pull_request_is_compared_with_its_base() {
    let stage = stage();
    let base = pull_request(&stage, "main");
    let stage = stage.with("BASE", &base);
    reports_since(&stage, Some(&base));
    assert_eq!(
        stage.shell(&format!("git -C work merge-base {base} HEAD")).trim(),
        base
    );
    let history = stage.shell("git -C work log --format=%s HEAD");
    assert!(
        !history.contains("one"),
        "no more than both sides was fetched: {history}"
    );
}

#[test]
fn a_base_that_has_moved_since_the_event_is_found_in_the_history() {
    for base in ["main~1", "main~2", "contribution"] {
        let stage = stage();
        let base = pull_request(&stage, base);
        let stage = stage.with("BASE", &base);
        reports_since(&stage, Some(&base));
        assert_eq!(
            stage.shell(&format!("git -C work merge-base {base} HEAD")).trim(),
            base
        );
    }
}

#[test]
fn a_given_revision_overrides_the_base() {
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
fn everything_is_reported_without_a_base_or_by_request() {
    let pushed = stage();
    checkout(&pushed);
    reports_since(&pushed, None);

    let whole = stage();
    let commits = checkout(&whole);
    reports_since(&whole.with("BASE", &commits[1]).with("SINCE", "none"), None);
}

#[test]
fn a_fetch_does_not_shorten_a_full_history() {
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
fn a_missing_revision_is_an_error_with_advice() {
    let stage = stage();
    checkout(&stage);
    let stage = stage.with("SINCE", "0123456789012345678901234567890123456789");
    stage.refuses("fetch-depth: 0");
}

#[test]
fn a_revision_without_shared_history_is_an_error() {
    let stage = stage();
    checkout(&stage);
    let commit = stage.shell(
        "cd origin
        git checkout -q --orphan other
        git commit -q --allow-empty -m other
        git rev-parse HEAD",
    );
    stage.with("SINCE", commit.trim()).refuses("fetch-depth: 0");
}

#[test]
fn a_revision_is_not_read_as_an_option_or_a_refspec() {
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
fn a_folder_outside_a_checkout_has_no_revisions() {
    stage()
        .with("BASE", "0123456789012345678901234567890123456789")
        .refuses("is not in this checkout");
}
