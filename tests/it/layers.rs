//! The allowed uses between parts and files of the crate, checked in the sources.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fmt::Write,
    path::Path,
    sync::LazyLock,
};

use crate::{
    arrows::{Arrow, Arrows},
    sources,
};

/// Each part, with the other parts that it may name.
const ALLOWED: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("encoding", &[]),
    ("escape", &["encoding"]),
    ("entity", &[]),
    ("hash", &[]),
    ("finding", &["source"]),
    ("handle", &[]),
    ("document", &["entity", "handle", "source"]),
    ("config", &["escape", "finding"]),
    ("facts", &[]),
    ("identity", &["entity"]),
    ("list", &["config", "document", "handle", "identity", "source"]),
    ("publications", &["entity", "hash", "identity", "list"]),
    (
        "export",
        &[
            "config", "document", "encoding", "escape", "facts", "hash", "identity", "list", "source",
        ],
    ),
    (
        "rules",
        &[
            "config",
            "document",
            "encoding",
            "facts",
            "finding",
            "handle",
            "hash",
            "identity",
            "list",
            "publications",
            "source",
        ],
    ),
    (
        "engine",
        &[
            "config",
            "document",
            "facts",
            "finding",
            "list",
            "publications",
            "rules",
            "source",
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
            "baseline",
            "cache",
            "config",
            "document",
            "encoding",
            "engine",
            "escape",
            "export",
            "facts",
            "finding",
            "fix",
            "list",
            "net",
            "publications",
            "report",
            "rules",
            "source",
        ],
    ),
    ("main", &["cli"]),
];

/// The functions that only `cli` and `main` may call.
const RESERVED: [&str; 8] = [
    "std::env::",
    "std::io::stdout",
    "std::io::stderr",
    "std::process::",
    "print!",
    "println!",
    "eprint!",
    "eprintln!",
];

/// The arrows of the crate.
static ARROWS: LazyLock<Arrows> = LazyLock::new(|| {
    let sources = sources::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(sources.len() > 50, "the sources were not found");
    Arrows::of(&sources)
});

/// The first part of the path of a file.
fn part(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

/// The arrows into parts that the table does not allow.
fn forbidden(arrows: &Arrows, allowed: &[(&str, &[&str])]) -> Vec<String> {
    let allowed: BTreeMap<_, _> = allowed.iter().copied().collect();
    let mut complaints = Vec::new();
    for Arrow { from, to, item } in &arrows.within {
        let (above, below) = (part(from), part(to));
        match allowed.get(above) {
            None => complaints.push(format!("{from}: give the part `{above}` a line in ALLOWED")),
            Some(parts) if above != below && !parts.contains(&below) => complaints.push(format!(
                "{from} uses `{item}` of {to}, but `{above}` must not know `{below}`: pass the data \
                 as an argument, or move the code to a part that may know both"
            )),
            Some(_) => {}
        }
    }
    complaints
}

/// True if `file` is the `mod.rs` of a folder around `inner`, or the root of the crate.
fn encloses(file: &str, inner: &str) -> bool {
    let folder = file.strip_suffix("mod.rs");
    let is_root = matches!(file, "lib.rs" | "main.rs");
    is_root || folder.is_some_and(|folder| inner.starts_with(folder) && inner != file)
}

/// The arrows to items of a `mod.rs` above.
fn upward(arrows: &Arrows) -> impl Iterator<Item = &Arrow> {
    arrows
        .within
        .iter()
        .filter(|arrow| encloses(&arrow.to, &arrow.from))
}

/// The files that each file uses, without arrows that point up, which are a fault by themselves.
type Uses<'a> = BTreeMap<&'a str, BTreeMap<&'a str, Vec<&'a str>>>;

fn uses(arrows: &Arrows) -> Uses<'_> {
    let mut uses = Uses::new();
    for Arrow { from, to, item } in &arrows.within {
        if !encloses(to, from) {
            let files = uses.entry(from).or_default();
            files.entry(to).or_default().push(item);
        }
    }
    uses
}

/// The shortest path along arrows, without its start.
fn way<'a>(uses: &Uses<'a>, from: &str, to: &str) -> Option<Vec<&'a str>> {
    let mut queue = VecDeque::from([(from, Vec::new())]);
    let mut seen = BTreeSet::new();
    while let Some((file, way)) = queue.pop_front() {
        for &next in uses.get(file).into_iter().flat_map(BTreeMap::keys) {
            let way = [&way[..], &[next]].concat();
            if next == to {
                return Some(way);
            }
            if seen.insert(next) {
                queue.push_back((next, way));
            }
        }
    }
    None
}

/// The shortest circles, at most one through each file.
fn circles(uses: &Uses<'_>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut circles = Vec::new();
    for &file in uses.keys() {
        if let Some(way) = way(uses, file, file)
            && !way.iter().any(|file| seen.contains(file))
        {
            let mut chain = file.to_owned();
            let mut last = file;
            for &next in &way {
                let items = uses[last][next].join("`, `");
                write!(chain, "\n  uses `{items}` of {next}").expect("writing to a string cannot fail");
                last = next;
            }
            circles.push(chain);
            seen.extend(way);
        }
    }
    circles
}

/// Fails with all complaints and the advice.
#[track_caller]
fn no_complaints(complaints: &[String], advice: &str) {
    assert!(complaints.is_empty(), "\n{}\n{advice}", complaints.join("\n"));
}

#[test]
fn parts_name_only_parts_below_them() {
    no_complaints(&forbidden(&ARROWS, ALLOWED), "");
}

#[test]
fn every_direction_in_the_table_is_used() {
    let used: BTreeSet<_> = ARROWS
        .within
        .iter()
        .map(|arrow| (part(&arrow.from), part(&arrow.to)))
        .collect();
    for &(part, below) in ALLOWED {
        for name in below {
            assert!(
                used.contains(&(part, *name)),
                "`{part}` no longer knows `{name}`: remove it from the table"
            );
        }
    }
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    no_complaints(
        &circles(&uses(&ARROWS)),
        "Break each circle at one of its arrows: move the used item into a file of its own below both, or to the \
         file that uses it, or pass its value as an argument.",
    );
}

#[test]
fn no_file_uses_an_item_of_a_folder_around_it() {
    let mut users: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for Arrow { from, to, item } in upward(&ARROWS) {
        users.entry((to, item)).or_default().push(&**from);
    }
    let complaints: Vec<_> = users
        .iter()
        .map(|((file, item), users)| {
            format!("{file} defines `{item}`, which is used by {}", users.join(", "))
        })
        .collect();
    no_complaints(
        &complaints,
        "A `mod.rs` declares modules, re-exports and connects its files. Move the item into a file of its own \
         beside the `mod.rs`, which may re-export it.",
    );
}

#[test]
fn only_the_command_line_prints_exits_and_reads_the_environment() {
    for (file, path) in &ARROWS.outside {
        let is_reserved = RESERVED.iter().any(|reserved| path.starts_with(reserved));
        assert!(
            !is_reserved || matches!(part(file), "cli" | "main"),
            "{file} must not know `{path}`"
        );
    }
}

/// The arrows of invented sources.
fn invented(sources: &[(&str, &str)]) -> Arrows {
    let text_of = |path: &str| Some(sources.iter().find(|source| source.0 == path)?.1.to_owned());
    Arrows::of(&sources::collect(&text_of))
}

/// The arrows of the first of two files in a folder; the second file defines the type `B` and the function `b`.
fn arrows_of(a: &str) -> Vec<String> {
    let arrows = invented(&[
        ("lib.rs", "mod f;"),
        ("f/mod.rs", "mod a; mod b; pub(crate) use b::{B, b as c};"),
        ("f/a.rs", a),
        ("f/b.rs", "pub(crate) struct B; pub(crate) fn b() {}"),
    ]);
    let arrows = arrows.within.iter().filter(|arrow| arrow.from == "f/a.rs");
    arrows
        .map(|arrow| format!("{} {}", arrow.to, arrow.item))
        .collect()
}

#[test]
fn every_way_to_name_an_item_is_read() {
    let ways = [
        "use crate::f::b::B;",
        "use crate::{f::{b::{B}}};",
        "use super::B;",
        "use super::{b::B as C};",
        "use super::b; fn f(_: b::B) {}",
        "use super::b::{self}; fn f(_: b::B) {}",
        "use super::b::*; fn f(_: B) {}",
        "fn f() { let _: Vec<super::b::B>; }",
        "fn f() { vec![Some(super::B::new())]; }",
        "fn f() { use super::B; }",
        "impl super::B {}",
        "mod inner { use super::super::B; }",
        "impl From<self::b::B> for X {} use super::b;",
    ];
    for way in ways {
        assert_eq!(arrows_of(way), ["f/b.rs B"], "{way}");
    }
    assert_eq!(arrows_of("use super::c;"), ["f/b.rs b"], "a renamed re-export");
}

#[test]
fn tests_comments_and_texts_are_not_read() {
    let ways = [
        "#[cfg(test)] mod tests { use super::super::B; }",
        "#[cfg(test)] fn f(_: super::B) {}",
        "impl X { #[cfg(test)] fn f(_: super::B) {} }",
        "/// [`super::B`]\nfn f() {} // super::B\nconst A: &str = \"super::B\";",
        "use super::b;",
        "pub(in super::b) struct A;",
    ];
    for way in ways {
        assert_eq!(arrows_of(way), [""; 0], "{way}");
    }
}

#[test]
fn a_circle_is_found() {
    let arrows = invented(&[
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "use crate::b::B; use crate::d::D; pub(crate) struct A;"),
        ("b.rs", "pub(crate) struct B(super::c::C);"),
        (
            "c.rs",
            "pub(crate) struct C; fn f() { format!(\"{}\", crate::a::A) }",
        ),
        ("d.rs", "pub(crate) struct D;"),
    ]);
    assert_eq!(
        circles(&uses(&arrows)),
        ["a.rs\n  uses `B` of b.rs\n  uses `C` of c.rs\n  uses `A` of a.rs"]
    );
}

#[test]
fn an_arrow_that_points_up_is_found() {
    let arrows = invented(&[
        ("lib.rs", "pub mod f;"),
        ("f/mod.rs", "mod g; mod h; pub use h::H; pub struct Up;"),
        ("f/g/mod.rs", "mod i; fn own() {}"),
        ("f/g/i.rs", "use crate::f::{H, Up};"),
        ("f/h.rs", "pub struct H;"),
    ]);
    let upward: Vec<_> = upward(&arrows)
        .map(|arrow| (&*arrow.from, &*arrow.to, &*arrow.item))
        .collect();
    assert_eq!(upward, [("f/g/i.rs", "f/mod.rs", "Up")]);
}

#[test]
fn a_forbidden_part_is_found() {
    let arrows = invented(&[
        ("lib.rs", "pub mod a; pub mod b; pub mod c;"),
        ("a.rs", "use crate::b::B; use crate::c::C;"),
        ("b.rs", "pub struct B;"),
        ("c.rs", "pub struct C;"),
        ("main.rs", "fn main() { paperlint::b::f() }"),
    ]);
    let complaints = forbidden(&arrows, &[("a", &["c"]), ("main", &[])]);
    let starts: Vec<_> = complaints
        .iter()
        .filter_map(|text| text.split(" must").next())
        .collect();
    assert_eq!(
        starts,
        [
            "a.rs uses `B` of b.rs, but `a`",
            "main.rs uses `f` of b.rs, but `main`"
        ]
    );
}

#[test]
fn reserved_functions_are_found() {
    let arrows = invented(&[(
        "lib.rs",
        "use std::env; fn f() { env::var(\"A\"); println!(); env!(\"B\"); }",
    )]);
    let outside: Vec<_> = arrows.outside.iter().map(|(_, path)| &**path).collect();
    assert_eq!(outside, ["env!", "println!", "std::env", "std::env::var"]);
}
