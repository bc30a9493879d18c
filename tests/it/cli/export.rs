//! Exports of the papers, as scripts read them.

use super::CLEAN;
use crate::support::run;

const PAPERS: &str = "# Papers\n\n- **Grasping Objects by Their Sound**, CVPR 2024. [[paper](https://arxiv.org/abs/2401.00001)]\n";

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("the export is JSON")
}

#[test]
fn the_papers_of_a_list_are_one_json_object() {
    let output = run("export").file("README.md", PAPERS).exits(0);
    let export = json(&output.stdout);
    assert_eq!(export["version"], 2);
    let entry = &export["entries"][0];
    assert_eq!(entry["path"], "README.md");
    assert_eq!(entry["line"], 3);
    assert_eq!(entry["section"][0], "Papers");
    assert_eq!(entry["title"], "Grasping Objects by Their Sound");
    assert_eq!(entry["venue"]["id"], "CVPR");
    assert_eq!(entry["links"][0]["identifier"]["id"], "2401.00001");
    assert_eq!(output.stderr, "");
}

#[test]
fn several_lists_are_one_export_in_the_order_of_their_paths() {
    let output = run("export lists")
        .file("lists/b.md", PAPERS)
        .file("lists/a.md", PAPERS);
    let export = json(&output.exits(0).stdout);
    let entries = export["entries"]
        .as_array()
        .expect("entries are an array")
        .clone();
    let paths: Vec<_> = entries.iter().map(|entry| entry["path"].as_str()).collect();
    assert_eq!(paths, [Some("lists/a.md"), Some("lists/b.md")]);
    let output = run("export --format bibtex lists")
        .file("lists/b.md", PAPERS)
        .file("lists/a.md", PAPERS);
    assert_eq!(
        output.exits(0).stdout.matches('@').count(),
        1,
        "one paper is one BibTeX entry"
    );
}

#[test]
fn standard_input_is_a_list_too() {
    let output = run("export --format csv -").stdin(PAPERS).exits(0);
    let lines: Vec<_> = output.stdout.split("\r\n").collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[1].starts_with("<stdin>,3,Papers,"), "{}", lines[1]);
}

#[test]
fn a_list_without_papers_is_not_an_error() {
    for (format, expected) in [
        ("json", "{\n  \"version\": 2,\n  \"entries\": []\n}\n"),
        ("bibtex", ""),
    ] {
        let output = run(&format!("export --format {format}"))
            .file("README.md", CLEAN)
            .exits(0);
        assert_eq!(output.stdout, expected);
    }
}

#[test]
fn a_file_is_replaced_atomically() {
    let run_to_file = run("export --format bibtex -o papers.bib")
        .file("README.md", PAPERS)
        .file("papers.bib", "old ".repeat(999));
    assert_eq!(run_to_file.exits(0).stdout, "");
    assert!(
        run_to_file
            .read("papers.bib")
            .starts_with("@inproceedings{grasping2024-")
    );
    assert_eq!(run_to_file.names(), ["README.md", "papers.bib"]);
    let failing = run("export -o papers.bib gone.md").file("papers.bib", "old");
    failing.fails(&["cannot read gone.md"]);
    assert_eq!(failing.read("papers.bib"), "old");
}

#[test]
fn the_configuration_of_a_list_counts() {
    let text = "| Werk | Ort | Link |\n|---|---|---|\n| Grasping Objects by Their Sound | GraspConf 2024 | [x](https://arxiv.org/abs/2401.00001) |\n";
    let config = "[columns]\nWerk = \"title\"\nOrt = \"venue\"\n\n[[venues]]\nid = \"GraspConf\"\n";
    let output = run("export")
        .file("README.md", text)
        .file("paperlint.toml", config)
        .exits(0);
    let export = json(&output.stdout);
    assert_eq!(export["entries"][0]["venue"]["id"], "GraspConf");
    assert!(
        export["entries"][0]["venue"]["kind"].is_null(),
        "the configuration declares no kind"
    );
    let output = run("export")
        .file("README.md", text)
        .file("paperlint.toml", format!("{config}kind = \"workshop\"\n"))
        .exits(0);
    assert_eq!(json(&output.stdout)["entries"][0]["venue"]["kind"], "workshop");
}

#[test]
fn an_impossible_export_is_an_error() {
    run("export").fails(&["no README.md in this folder"]);
    run("export --format yaml")
        .file("README.md", PAPERS)
        .fails(&["invalid value 'yaml'"]);
    run("export --config gone.toml")
        .file("README.md", PAPERS)
        .fails(&["gone.toml"]);
    run("export -o gone/x.json")
        .file("README.md", PAPERS)
        .fails(&["cannot write to gone/x.json"]);
    run("export --explain 999")
        .file("README.md", PAPERS)
        .fails(&["README.md has no line 999"]);
    run("export --explain 0")
        .file("README.md", PAPERS)
        .fails(&["invalid value '0'"]);
}
