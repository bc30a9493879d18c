//! `init`: the files that it writes, and the files that it never overwrites.

use crate::support::run;

const LIST: &str = "\
| Title | Venue | Code |
|---|---|---|
| **A** | CVPR 2024 | null |
| **B** | ICLR 2024 | null |
| **C** | ICML 2024 | null |
| **D** | CVPR 2024 | null |
| **E** | CVPR 2024 | null |
| **F** | ICML 2024 | null |
| **G** | CVPR 2024 | null |
| **H** | ICLR 2024 | null |
";

#[test]
fn the_next_check_uses_the_written_configuration() {
    let init = run("init").file("README.md", LIST);
    assert_eq!(init.exits(0).stdout, "wrote paperlint.toml\n");
    assert_eq!(init.names(), ["README.md", "paperlint.toml"]);
    let config = init.read("paperlint.toml");
    assert!(
        config.contains("venue = \"CVPR 2024\"  # 8 agree, 0 disagree\n"),
        "{config}"
    );
    run("check --fail-on info")
        .file("README.md", LIST)
        .file("paperlint.toml", &config)
        .exits(0);
    let other = LIST.to_owned() + "| **I** | ICLR2025 | - |\n";
    let check = run("check --format concise --fail-on info").file("README.md", other);
    let output = check.file("paperlint.toml", config).exits(1).stdout;
    for rule in ["inconsistent-venue-style", "inconsistent-placeholder"] {
        assert!(output.contains(rule), "{output}");
    }
    assert!(
        output.contains("paperlint.toml requires venues like `CVPR 2024`"),
        "{output}"
    );
}

#[test]
fn an_existing_configuration_is_replaced_only_by_force() {
    let init = run("init lists")
        .file("lists/README.md", LIST)
        .file("lists/paperlint.toml", "[rules]\n");
    init.fails(&["lists/paperlint.toml already exists", "--force"]);
    assert_eq!(init.read("lists/paperlint.toml"), "[rules]\n");
    let force = run("init lists --force")
        .file("lists/README.md", LIST)
        .file("lists/paperlint.toml", "[rules]\n");
    force.exits(0);
    assert!(force.read("lists/paperlint.toml").contains("[conventions]"));
}

#[test]
fn standard_output_is_enough_to_see_it() {
    let shown = run("init --stdout").file("README.md", LIST);
    let text = shown.exits(0).stdout;
    assert_eq!(shown.names(), ["README.md"]);
    assert_eq!(run("init -").stdin(LIST).exits(0).stdout, text);
    run("init").fails(&["cannot read README.md"]);
}

#[test]
fn hostile_headers_make_no_invalid_configuration() {
    let list = LIST
        .replace("Venue", "Venue \"\\\\ \u{202e}x\u{1b}[31m")
        .replace("| Code", "| \"Code\" \\\\ =");
    let init = run("init").file("README.md", &list);
    init.exits(0);
    let config = init.read("paperlint.toml");
    assert!(
        !config.contains('\u{1b}') && !config.contains('\u{202e}'),
        "{config:?}"
    );
    run("check --fail-on never")
        .file("README.md", list)
        .file("paperlint.toml", config)
        .exits(0);
}

#[test]
fn the_workflow_and_the_hook_are_written_at_the_root_of_the_repository() {
    let init = run("init lists --with workflow,hook")
        .file(".git/HEAD", "ref: refs/heads/main\n")
        .file("lists/README.md", LIST);
    assert_eq!(
        init.exits(0).stdout,
        "wrote lists/paperlint.toml\nwrote .github/workflows/paperlint.yml\nwrote .pre-commit-config.yaml\n"
    );
    let version = format!("@v{}\n", env!("CARGO_PKG_VERSION"));
    assert!(init.read(".github/workflows/paperlint.yml").contains(&version));
    assert!(init.read(".pre-commit-config.yaml").contains("- id: paperlint\n"));
    init.fails(&["lists/paperlint.toml already exists", "--force"]);
}

#[test]
fn nothing_is_written_where_one_file_is_in_the_way() {
    let init = run("init --with hook")
        .file("README.md", LIST)
        .file(".pre-commit-config.yaml", "repos: []\n");
    init.fails(&[".pre-commit-config.yaml already exists"]);
    assert_eq!(init.names(), [".pre-commit-config.yaml", "README.md"]);
    assert_eq!(init.read(".pre-commit-config.yaml"), "repos: []\n");
}
