//! `publications` and the files that it makes, as users and strangers hand them to paperlint.

use std::{fmt::Write as _, fs, io::Write as _};

use flate2::{Compression, write::GzEncoder};

use super::CLEAN;
use crate::support::{Run, run};

const BIBTEX: &str = "
@inproceedings{a, title = {Reading Maps Without Labels}, author = {Lind, Nora and Oster, Karl},
  booktitle = {Conference on Computer Vision and Pattern Recognition (CVPR)}, year = 2024}
@article{b, title = {Counting Trees in Forests}, author = {Karl Oster}, journal = {IJCV}, year = 2021}
";

const XML: &str = "<?xml version=\"1.0\"?>\n<!DOCTYPE dblp SYSTEM \"dblp.dtd\">\n<dblp>
<inproceedings mdate=\"2026-11-02\" key=\"conf/iclr/Lind24\"><author>Nora Lind</author>
<title>Drawing Rivers by Hand.</title><booktitle>ICLR</booktitle><year>2024</year></inproceedings>
<article mdate=\"2026-10-02\" key=\"journals/corr/abs-2401-00012\"><author>Nora Lind</author>
<title>Drawing Mountains by Hand.</title><journal>CoRR</journal><volume>abs/2401.00012</volume><year>2024</year>
</article></dblp>\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).expect("memory can be written to");
    packed.finish().expect("memory can be written to")
}

/// The index that a command makes of some files, as `x.bin`.
fn built(arguments: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut run = run(&format!("publications build -o x.bin {arguments}"));
    for (name, bytes) in files {
        run = run.file(name, bytes);
    }
    run.exits(0);
    fs::read(run.path("x.bin")).expect("the index is there")
}

fn index() -> Vec<u8> {
    built("a.bib", &[("a.bib", BIBTEX.as_bytes())])
}

#[test]
fn the_known_papers_are_counted() {
    let table = run("publications").exits(0).stdout;
    assert!(table.starts_with("built in: "), "{table}");
    let conference = table.lines().find(|line| line.starts_with("CVPR "));
    assert!(conference.is_some_and(|line| line.contains('-')), "{table}");
    let json = run("publications --format json").exits(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let index = &json["indexes"][0];
    let venues = index["venues"].as_object().expect("venues");
    let years = venues.values().filter_map(|years| years.as_object());
    let papers: u64 = years
        .flat_map(|years| years.values())
        .filter_map(serde_json::Value::as_u64)
        .sum();
    assert_eq!(index["papers"].as_u64(), Some(papers));
    assert_eq!(
        (&json["version"], &index["sources"][0]["name"]),
        (&1.into(), &"DBLP".into())
    );
}

#[test]
fn an_index_is_made_of_several_sources() {
    let build = run("publications build a.bib - -o x.bin")
        .file("a.bib", BIBTEX)
        .stdin(gzip(XML.as_bytes()));
    let output = build.exits(0);
    assert_eq!(output.stdout, "");
    let summary =
        "note: x.bin: 3 papers of 3 venues, 2021-2024, and 1 preprint (DBLP, 2026-11; a.bib, 2024), ";
    assert!(output.stderr.starts_with(summary), "{output:?}");
    let shown = run("publications --publications x.bin")
        .file("x.bin", fs::read(build.path("x.bin")).expect("the index"))
        .exits(0)
        .stdout;
    let expected = "x.bin: 3 papers of 3 venues, 2021-2024, and 1 preprint (DBLP, 2026-11; a.bib, 2024)\n\n\
                    Venue     Papers  Years\nCVPR           1  2024\nICLR           1  2024\nIJCV           1  2021\n\nbuilt in: ";
    assert!(shown.starts_with(expected), "{shown}");
}

#[test]
fn the_same_sources_make_the_same_bytes() {
    let files = [("a.bib", BIBTEX.as_bytes()), ("b.xml", XML.as_bytes())];
    let first = built("a.bib b.xml", &files);
    assert_eq!(built("b.xml a.bib", &files), first);
    assert_eq!(
        built("b.gz a.bib", &[files[0], ("b.gz", &gzip(files[1].1))]),
        first
    );
}

#[test]
fn years_and_venues_are_selected() {
    let files = [("a.bib", BIBTEX.as_bytes()), ("b.xml", XML.as_bytes())];
    let all = built("a.bib b.xml", &files).len();
    for options in [
        "--years 2022-",
        "--years 2021",
        "--venue cvpr,iclr",
        "--venue arXiv",
    ] {
        assert!(
            built(&format!("a.bib b.xml {options}"), &files).len() < all,
            "{options}"
        );
    }
    let build =
        |options: &str| run(&format!("publications build a.bib -o x {options}")).file("a.bib", BIBTEX);
    build("--venue Nonsense").fails(&["unknown venue `Nonsense`", "help: "]);
    build("--years 2024-2020").fails(&["expected years such as 2015-2024"]);
    build("--years 1990").fails(&["no papers of these sources are selected", "--years"]);
}

#[test]
fn no_source_is_overwritten() {
    let build = run("publications build a.bib -o ./a.bib").file("a.bib", BIBTEX);
    build.fails(&["the index would overwrite ./a.bib, the source of this run"]);
    assert_eq!(build.read("a.bib"), BIBTEX);
    let check = |arguments: &str| {
        run(arguments)
            .file("README.md", CLEAN)
            .file("a.bib", BIBTEX)
            .file("paperlint.toml", "publications = ['a.bib']\n")
    };
    for arguments in [
        "check -o a.bib",
        "check -o a.bib --publications a.bib",
        "baseline -o a.bib",
    ] {
        let check = check(arguments);
        check.fails(&["would overwrite a.bib, the publications of this run"]);
        assert_eq!(check.read("a.bib"), BIBTEX);
    }
    // A failed build leaves the older index as it was.
    let build = run("publications build bad.bib -o x.bin")
        .file("bad.bib", "@article{")
        .file("x.bin", "older");
    build.fails(&["cannot read bad.bib: line 1"]);
    assert_eq!(build.read("x.bin"), "older");
}

#[test]
fn lists_are_checked_with_more_publications() {
    for command in ["check", "fix", "baseline"] {
        run(&format!("{command} --publications x.bin --publications a.bib"))
            .file("README.md", CLEAN)
            .file("x.bin", index())
            .file("a.bib", BIBTEX)
            .exits(0);
    }
    let nested = |below: &str| {
        run("check ../lists/README.md")
            .file("repo/lists/README.md", CLEAN)
            .file("repo/.git/HEAD", "")
            .file("repo/paperlint.toml", "publications = ['data/a.bib', 'x.bin']\n")
            .file("repo/data/a.bib", BIBTEX)
            .file("repo/x.bin", index())
            .below(below)
    };
    nested("repo/data").exits(0);
}

/// A list whose first paper is in the BibTeX, and whose second link leads to the preprint in the XML.
const LIST: &str = "| Title | Venue | Paper |
|---|---|---|
| Reading Maps Without Labels | arXiv 2023 | [paper](https://arxiv.org/abs/2311.01001) |
| Drawing Mountains at Noon by Computers | ICCV 2023 | [paper](https://arxiv.org/abs/2401.00012) |
";

#[test]
fn rules_know_the_papers_of_added_files() {
    let own = "@article{c, title = {Reading Maps Without Labels}, journal = {My Conference}, year = 2024}";
    let declared = "[[venues]]\nid = 'MyConf'\naliases = ['My Conference']\nkind = 'conference'\n";
    let check = |options: &str, config: &str| {
        let only = "published-preprint,wrong-paper";
        let check = run(&format!("check --format concise --only {only} {options}"));
        let output = check
            .file("README.md", LIST)
            .file("paperlint.toml", config)
            .file("a.bib", BIBTEX)
            .file("own.bib", own)
            .file("x.bin", built("x", &[("x", XML.as_bytes())]));
        output.output().stdout
    };
    let without = check("", "");
    assert!(without.starts_with("no findings"), "{without}");
    let key = "publications = ['a.bib']\n";
    for found in [check("--publications a.bib", ""), check("", key)] {
        assert!(found.contains("published at CVPR 2024 (a.bib, 2024)"), "{found}");
    }
    let found = check("--publications own.bib", declared);
    assert!(
        found.contains("published at MyConf 2024 (own.bib, 2024)"),
        "{found}"
    );
    let found = check("--publications x.bin", "");
    assert!(found.contains("README.md:4:"), "{found}");
    assert!(
        found.contains("wrong-paper") && found.contains("DBLP, 2026-11 has “Drawing Mountains by Hand”"),
        "{found}"
    );
    assert!(found.contains("(low confidence)"), "{found}");
}

#[test]
fn a_configuration_names_no_file_outside_its_folder() {
    let check = |key: &str| {
        run("check README.md")
            .file("in/README.md", CLEAN)
            .file("in/paperlint.toml", format!("publications = ['{key}']\n"))
            .file("in/folder/x", "")
            .file("a.bib", BIBTEX)
            .below("in")
    };
    let absolute = check("").path("a.bib");
    for key in [
        "../a.bib",
        "absent.bib",
        "folder",
        "",
        ".",
        &absolute.to_string_lossy(),
    ] {
        check(key).fails(&["is not a file in the folder of the configuration", "publications"]);
    }
    #[cfg(unix)]
    {
        let linked = check("link.bib");
        std::os::unix::fs::symlink("../a.bib", linked.path("in/link.bib")).expect("links can be made");
        linked.fails(&["is not a file in the folder of the configuration"]);
        let device = check("device");
        std::os::unix::fs::symlink("/dev/zero", device.path("in/device")).expect("links can be made");
        device.fails(&["is not a file in the folder of the configuration"]);
    }
}

/// Runs that read a file `x`, whose content is bad.
fn readers(bytes: &[u8]) -> Vec<Run> {
    let commands = [
        "check --publications x",
        "publications --publications x",
        "fix --publications x",
    ];
    let mut runs: Vec<_> = commands.iter().map(|command| run(command)).collect();
    runs.push(run("check").file("paperlint.toml", "publications = ['x']\n"));
    let add = |run: Run| run.file("README.md", CLEAN).file("x", bytes);
    runs.into_iter().map(add).collect()
}

#[test]
fn bad_indexes_are_one_clear_error() {
    let good = index();
    let mut flipped = good.clone();
    let last = flipped.len() - 1;
    flipped[last] ^= 1;
    let mut newer = good.clone();
    newer[8] = 7;
    let mut huge = good.clone();
    huge[20..24].copy_from_slice(&u32::MAX.to_le_bytes());
    let as_text = String::from_utf8_lossy(&good).into_owned().into_bytes();
    for (bytes, reason) in [
        (flipped, "the index is damaged"),
        (good[..good.len() / 2].to_vec(), "the index is truncated"),
        (good[..12].to_vec(), "the index is truncated"),
        (huge, "the index is truncated"),
        (newer, "the index has version 7"),
        (as_text, "neither an index nor BibTeX"),
        (b"\x89PNG\r\n\x1a\n@".to_vec(), "neither an index nor BibTeX"),
        (b"# A list\n".to_vec(), "neither an index nor BibTeX"),
        (gzip(&good), "neither an index nor BibTeX"),
        (b"@article{a,\n title = {Never closed".to_vec(), "line 2"),
        (b"@article{a,\n title}".to_vec(), "line 2"),
    ] {
        for run in readers(&bytes) {
            let output = run.fails(&["cannot use ", "x as publications: ", reason]);
            assert_eq!(
                output
                    .stderr
                    .lines()
                    .filter(|line| line.starts_with("error: "))
                    .count(),
                1,
                "{output:?}"
            );
        }
    }
    for run in readers(&[b"@article{a, title = {".to_vec(), vec![b'a'; 17 << 20]].concat()) {
        run.fails(&["BibTeX is larger than 16 MiB"]);
    }
    run("check --publications absent.bin")
        .file("README.md", CLEAN)
        .fails(&["cannot read absent.bin"]);
}

#[test]
fn hostile_names_in_an_index_are_escaped() {
    let name = "a\u{1b}[31m\n::error::b.bib";
    let build = run("publications build")
        .argument(name)
        .argument("-o=x.bin")
        .file(name, BIBTEX);
    let output = build.exits(0);
    assert!(!output.stderr.contains('\u{1b}'), "{output:?}");
    for format in ["human", "json"] {
        let shown = run(&format!("publications --publications x.bin --format {format}"))
            .file("x.bin", fs::read(build.path("x.bin")).expect("the index"))
            .exits(0);
        assert!(!shown.stdout.contains('\u{1b}'), "{shown:?}");
        assert!(
            shown.stdout.lines().all(|line| !line.starts_with("::")),
            "{shown:?}"
        );
    }
}

#[test]
fn bad_sources_are_one_clear_error() {
    let packed = gzip(XML.as_bytes());
    let mut flipped = packed.clone();
    flipped[packed.len() / 2] ^= 0x55;
    let paper = |inner: &str| {
        format!("<dblp><article key=\"journals/pami/A\"><title>{inner}</title></article></dblp>")
    };
    for (bytes, reason) in [
        (b"".to_vec(), "neither DBLP's XML nor BibTeX"),
        (b"# A list\n".to_vec(), "neither DBLP's XML nor BibTeX"),
        (gzip(b"# A list\n"), "neither DBLP's XML nor BibTeX"),
        (index(), "this is already an index"),
        (b"<html></html>".to_vec(), "line 1: not DBLP's XML"),
        (XML.as_bytes()[..XML.len() / 2].to_vec(), "line "),
        (packed[..packed.len() / 2].to_vec(), ""),
        (flipped, ""),
        (paper("a</b>").into_bytes(), "line 1"),
        (paper(&"<i>".repeat(1000)).into_bytes(), "nested too deeply"),
        (
            gzip(paper(&"a".repeat(5 << 20)).as_bytes()),
            "a record is larger than 4 MiB",
        ),
        (
            b"a\tb\tc\td\te\na\tb\n".to_vec(),
            "line 2: fewer than five columns",
        ),
        (
            b"@article{a, title = {".to_vec(),
            "line 1: unexpected end of file",
        ),
    ] {
        let build = run("publications build x -o out").file("x", &bytes);
        let output = build.fails(&["cannot read x: ", reason]);
        assert_eq!(
            output
                .stderr
                .lines()
                .filter(|line| line.starts_with("error: "))
                .count(),
            1,
            "{output:?}"
        );
        assert_eq!(build.names(), ["x"]);
    }
    run("publications build absent -o out").fails(&["cannot read absent"]);
    run("publications build . -o out").fails(&["cannot read .: "]);
}

#[test]
fn entity_bombs_are_harmless() {
    let mut bomb = String::from("<!DOCTYPE dblp [<!ENTITY a0 \"aaaaaaaaaa\">\n");
    for level in 1..30 {
        let inner = format!("&a{};", level - 1).repeat(10);
        writeln!(bomb, "<!ENTITY a{level} \"{inner}\">").expect("a string can be written to");
    }
    bomb += "<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n";
    bomb += &XML[XML.find("<dblp>").expect("the root")..].replace("Rivers", "&a29; &x;");
    run("publications build x -o out").file("x", bomb).exits(0);
}

/// A run that may use this many kilobytes of memory.
#[cfg(target_os = "linux")]
fn within(kilobytes: u32, run: &Run, arguments: &str) -> i32 {
    let shell = format!(
        "ulimit -v {kilobytes}; exec '{}' {arguments}",
        crate::support::binary().display()
    );
    let status = std::process::Command::new("sh")
        .args(["-c", &shell])
        .current_dir(run.path(""))
        .stderr(std::process::Stdio::null())
        .status();
    status
        .expect("a shell runs")
        .code()
        .expect("no signal ends the run")
}

#[cfg(target_os = "linux")]
#[test]
fn bombs_take_little_memory() {
    let zeros = gzip(&vec![0; 400 << 20]);
    let spaces = gzip(&[b"<dblp>".to_vec(), vec![b' '; 400 << 20]].concat());
    let line = gzip(&[b"a\tb\tc\td\te\n".to_vec(), vec![b'a'; 400 << 20]].concat());
    let bibtex = gzip(&[b"@comment{a}".to_vec(), vec![b' '; 400 << 20]].concat());
    for bytes in [zeros, spaces, line, bibtex] {
        let run = run("").file("x", bytes);
        assert_eq!(within(250_000, &run, "publications build x -o out"), 2);
    }
}
