//! Holds the README and the pages below `docs/` to the program. `UPDATE=1 cargo test --test it readme` rewrites the
//! page of all rules.

use std::{fs, path::PathBuf};

use paperlint::{config, rules};

use crate::support::matches_file;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(path(name)).expect("the page is there")
}

/// The page of all rules: a table for each group.
fn page() -> String {
    let mut page = String::from(
        "# Rules\n\n\
        Errors lose data or lead nowhere, warnings are very probably wrong, infos are worth knowing.\n\
        A rule that needs the network runs with `--online` or `--replay`.\n\
        A safe fix is applied by `paperlint fix`, an unsafe one by `paperlint fix --unsafe`.\n",
    );
    for group in rules::Group::ALL {
        let metas = rules::metas().filter(|meta| meta.group == group);
        let rows: Vec<_> = metas.map(row).collect();
        let title = group.title();
        let head = "| Rule | Level | Needs | Fix | Finds |\n| --- | --- | --- | --- | --- |";
        page.extend(["\n## ", title, "\n\n", head, "\n", &rows.concat()]);
    }
    page
}

/// The row of a rule in its table.
fn row(meta: &rules::Meta) -> String {
    format!(
        "| [`{0}`](../rules/{0}.md) | {1} | {2} | {3} | {4} |\n",
        meta.id,
        meta.severity.as_str(),
        meta.needs.as_str(),
        meta.fix_word(),
        meta.summary()
    )
}

/// The blocks of a page that are fenced as `toml`.
fn toml_blocks(page: &str) -> impl Iterator<Item = &str> {
    let blocks = page.split("\n```toml\n").skip(1);
    blocks.filter_map(|rest| Some(rest.split_once("```")?.0))
}

#[test]
fn one_page_lists_every_rule() {
    matches_file(&page(), "docs/rules.md");
    assert!(
        read("README.md").contains("(docs/rules.md)"),
        "the README links to the page of all rules"
    );
}

#[test]
fn configurations_in_the_documentation_are_valid() {
    for name in ["README.md", "docs/configuration.md"] {
        let page = read(name);
        assert!(toml_blocks(&page).count() > 0, "{name} shows a configuration");
        for block in toml_blocks(&page) {
            let file = config::ConfigFile::parse(name, block);
            let config = file.unwrap_or_else(|error| panic!("{error} in\n{block}")).config;
            let unknown = config.rules.keys().find(|rule| rules::meta(rule).is_none());
            assert_eq!(unknown, None, "{name} names a rule that is not there");
        }
    }
}

#[test]
fn documented_defaults_match_the_program() {
    let config::Links {
        exclude: _,
        concurrency,
        per_host,
        interval,
        timeout,
        retries,
    } = config::Links::default();
    let page = read("docs/configuration.md");
    for (key, default) in [
        ("concurrency", concurrency),
        ("per-host", per_host),
        ("interval", interval),
        ("timeout", timeout),
        ("retries", retries.into()),
    ] {
        let row = format!("| `{key}` | `{default}` |");
        assert!(page.contains(&row), "docs/configuration.md must contain {row:?}");
    }
}
