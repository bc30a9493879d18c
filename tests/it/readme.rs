//! Holds the README and the pages below `docs/` to the program. `UPDATE=1 cargo test --test it readme` rewrites the
//! table of rules.

use std::{collections::BTreeMap, fs, path::PathBuf};

use paperlint::{config, rules};

const OPEN: &str = "<!-- rules -->\n";
const CLOSE: &str = "<!-- /rules -->\n";

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(path(name)).expect("the page is there")
}

/// Every rule with its level and summary, by name.
fn table() -> String {
    let row = |meta: &rules::Meta| {
        let (id, level) = (meta.id, meta.severity.as_str());
        let row = format!("| [`{id}`](rules/{id}.md) | {level} | {} |\n", meta.summary());
        (id, row)
    };
    let rows: BTreeMap<_, _> = rules::metas().map(row).collect();
    let rows: String = rows.into_values().collect();
    format!("| Rule | Level | What it says |\n| --- | --- | --- |\n{rows}")
}

/// The blocks of a page that are fenced as `toml`.
fn toml_blocks(page: &str) -> impl Iterator<Item = &str> {
    let blocks = page.split("\n```toml\n").skip(1);
    blocks.filter_map(|rest| Some(rest.split_once("```")?.0))
}

#[test]
fn the_readme_lists_every_rule() {
    let readme = read("README.md");
    let (before, rest) = readme.split_once(OPEN).expect("a comment opens the table");
    let (found, after) = rest.split_once(CLOSE).expect("a comment closes the table");
    let wanted = format!("\n{}\n", table());
    if std::env::var_os("UPDATE").is_some() {
        let updated = [before, OPEN, &wanted, CLOSE, after].concat();
        fs::write(path("README.md"), updated).expect("the README can be written");
    } else {
        assert_eq!(
            found, wanted,
            "`UPDATE=1 cargo test --test it readme` rewrites the table"
        );
    }
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
fn the_defaults_in_the_documentation_are_those_of_the_program() {
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
        assert!(page.contains(&row), "docs/configuration.md has to hold {row:?}");
    }
}
