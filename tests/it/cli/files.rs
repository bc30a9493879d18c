//! Findings about the files around a list.

use crate::support::{Run, run};

const LIST: &str = "# List\n\n![a](figs/a.png) [b](docs/b.md#part) [c](/docs/b.md#other) [d](../../issues)\n";

fn found(run: &Run) -> String {
    let output = run.output();
    assert_eq!(output.stderr, "");
    let lines = output.stdout.split_inclusive('\n');
    lines.filter(|line| line.contains(": error[")).collect()
}

#[test]
fn files_and_anchors_are_looked_for_around_the_list() {
    let run = run("check --format concise")
        .file("README.md", LIST)
        .file("figs/a.jpg", "")
        .file("docs/b.md", "# Part\n");
    assert_eq!(
        found(&run),
        "README.md:3:6: error[missing-file] there is no file “figs/a.png”, but there is “figs/a.jpg”\n\
         README.md:3:42: error[missing-anchor] no heading or element of `/docs/b.md` has the anchor `#other`\n"
    );
}

#[test]
fn a_list_outside_a_repository_has_no_facts_about_files() {
    let alone = run("check --format concise").file("README.md", LIST);
    assert_eq!(found(&alone), "");
    let among_lists = run("check --format concise README.md")
        .file("README.md", LIST)
        .file("OTHER.md", LIST)
        .file(".hidden", "")
        .file("paperlint.toml", "");
    assert_eq!(found(&among_lists), "");
    let piped = run("check --format concise -").stdin(LIST).file("LICENSE", "");
    assert_eq!(found(&piped), "");
}

#[test]
fn the_repository_of_git_is_the_root_wherever_the_run_starts() {
    let run = run("check --format concise list.md")
        .file(".git/HEAD", "")
        .file("docs/b.md", "# Other\n")
        .file(
            "lists/list.md",
            "# List\n\n[a](/docs/b.md#other) [b](../docs/B.md) [c](../../x) [d](e.md)\n",
        )
        .below("lists");
    assert_eq!(
        found(&run),
        "list.md:3:27: error[missing-file] “../docs/B.md” should be “../docs/b.md”: GitHub is case-sensitive\n\
         list.md:3:58: error[missing-file] there is no file “e.md”\n"
    );
}

#[test]
fn many_missing_files_take_linear_time() {
    let link = |at: usize| ["[a](x/", &at.to_string(), ".png)\n"].concat();
    let run = run("check --format concise")
        .file("README.md", (0..20_000).map(link).collect::<String>())
        .file("x/y.png", "");
    assert_eq!(found(&run).lines().count(), 20_000);
}
