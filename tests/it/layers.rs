//! Which parts of the crate may know which, read from the source.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Each part with the parts that it may name. A part may always name itself.
const ALLOWED: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("escape", &[]),
    ("entity", &[]),
    ("hash", &[]),
    ("finding", &["source"]),
    ("document", &["entity", "source"]),
    ("config", &["escape", "finding"]),
    ("facts", &[]),
    ("identity", &["entity"]),
    ("list", &["config", "document", "identity", "source"]),
    (
        "export",
        &[
            "config", "document", "escape", "hash", "identity", "list", "source",
        ],
    ),
    (
        "rules",
        &[
            "config", "document", "facts", "finding", "hash", "identity", "list", "source",
        ],
    ),
    (
        "engine",
        &[
            "config", "document", "facts", "finding", "list", "rules", "source",
        ],
    ),
    ("fingerprint", &["finding", "hash", "source"]),
    ("baseline", &["finding", "fingerprint", "source"]),
    ("fix", &["document", "finding", "source"]),
    ("cache", &["facts"]),
    (
        "net",
        &["cache", "config", "document", "facts", "identity", "source"],
    ),
    (
        "report",
        &[
            "escape",
            "facts",
            "finding",
            "fingerprint",
            "identity",
            "rules",
            "source",
        ],
    ),
    (
        "cli",
        &[
            "baseline", "cache", "config", "document", "engine", "escape", "export", "facts", "finding",
            "fix", "list", "net", "report", "rules", "source",
        ],
    ),
    ("main", &["cli"]),
];

/// What only `cli` and `main` may do.
const RESERVED: [&str; 7] = [
    "std::env",
    "env::var",
    "print!(",
    "println!(",
    "io::stdout",
    "io::stderr",
    "process::",
];

struct Module {
    part: String,
    path: PathBuf,
    code: String,
}

/// Every module without its tests, its comments and the macros that read the environment of the compiler.
fn modules() -> Vec<Module> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut modules = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the source can be read") {
            let path = entry.expect("the source can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if let Some(module) = module(&root, path) {
                modules.push(module);
            }
        }
    }
    assert!(modules.len() > 50, "the source was not found");
    modules
}

fn module(root: &Path, path: PathBuf) -> Option<Module> {
    let relative = path.strip_prefix(root).ok()?;
    let is_test =
        relative.components().any(|part| part.as_os_str() == "tests") || relative.ends_with("testing.rs");
    if is_test || relative == Path::new("lib.rs") {
        return None;
    }
    let part = relative
        .iter()
        .next()?
        .to_string_lossy()
        .trim_end_matches(".rs")
        .to_owned();
    let text = fs::read_to_string(&path).expect("the source can be read");
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code = code
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    let code = code.collect::<Vec<_>>().join("\n");
    Some(Module { part, path, code })
}

/// The parts that a module names as `crate::PART` or in `use crate::{…}`.
fn named(code: &str) -> BTreeSet<&str> {
    let mut named = BTreeSet::new();
    for (at, found) in code.match_indices("crate::") {
        let rest = &code[at + found.len()..];
        match rest.strip_prefix('{') {
            Some(group) => named.extend(heads(group)),
            None => named.extend(word(rest)),
        }
    }
    named
}

/// The first words of the paths in a group, up to the brace that closes it.
fn heads(group: &str) -> Vec<&str> {
    let mut heads = Vec::from_iter(word(group.trim_start()));
    let mut depth = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.extend(word(group[at + 1..].trim_start())),
            _ => {}
        }
    }
    heads
}

fn word(text: &str) -> Option<&str> {
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    Some(&text[..end]).filter(|word| word.starts_with(char::is_lowercase))
}

#[test]
fn parts_name_only_what_lies_below_them() {
    let allowed: BTreeMap<_, _> = ALLOWED.iter().copied().collect();
    for module in modules() {
        let below = allowed
            .get(&*module.part)
            .unwrap_or_else(|| panic!("`{}` has no place in the table", module.part));
        for part in named(&module.code) {
            let is_allowed = part == module.part || below.contains(&part);
            assert!(is_allowed, "{} must not know `{part}`", module.path.display());
        }
    }
}

#[test]
fn every_direction_in_the_table_is_used() {
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for module in modules() {
        let parts = named(&module.code).into_iter().map(str::to_owned);
        used.entry(module.part).or_default().extend(parts);
    }
    for &(part, below) in ALLOWED {
        for name in below {
            let is_used = part == "main" || used[part].contains(*name);
            assert!(
                is_used,
                "`{part}` no longer knows `{name}`: take it out of the table"
            );
        }
    }
}

#[test]
fn only_the_command_line_prints_exits_and_reads_the_environment() {
    for module in modules()
        .iter()
        .filter(|module| !matches!(&*module.part, "cli" | "main"))
    {
        let code = module.code.replace("std::process::ExitCode", "");
        let found = RESERVED.iter().find(|reserved| code.contains(**reserved));
        assert_eq!(found, None, "{}", module.path.display());
    }
}

#[test]
fn groups_and_paths_are_both_read() {
    let code = "use crate::{\n    a::{b, c::{d}},\n    e,\n};\nuse crate::f::g;\nfn h() -> crate::i::J {}\nuse crate::K;";
    assert_eq!(named(code).into_iter().collect::<Vec<_>>(), ["a", "e", "f", "i"]);
}
