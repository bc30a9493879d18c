//! The fuzz targets on mutated lists, for a bounded number of runs and with a stable compiler.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use paperlint::{
    list::VenueRegistry,
    publications::{Writer, build},
};

use crate::{
    repository,
    support::{lists, say, shared},
};

#[path = "../../fuzz/targets.rs"]
mod targets;

/// The runs of each target; `FUZZ_RUNS` sets another number.
const RUNS: usize = 2_000;
/// No mutated input has more bytes: long lists only take longer.
const LONGEST: usize = 3_000;

/// Pieces that break things: marks of Markdown and HTML, odd characters, and halves of links.
const PIECES: [&str; 24] = [
    "|",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "    ",
    "- ",
    "* ",
    "# ",
    "> ",
    "](",
    "[",
    ")",
    "**",
    "`",
    "<br",
    "</td>",
    "<!--",
    "-->",
    "<a href=\"",
    "\u{2028}",
    "\u{b}",
    "。",
    "https://",
];

/// A small generator of numbers: runs have to be the same each time.
struct Numbers(u64);

impl Numbers {
    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        // Xorshift (Marsaglia 2003).
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (end.max(1) as u64)).unwrap_or(0)
    }
}

/// An input with a few bytes deleted, repeated, moved or replaced.
fn mutated(seed: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let start = numbers.below(seed.len());
    let mut input = seed[start..seed.len().min(start + 1 + numbers.below(LONGEST))].to_vec();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(input.len());
        let end = input.len().min(at + numbers.below(40));
        match numbers.below(4) {
            0 => drop(input.drain(at..end)),
            1 => {
                let copy = input[at..end].to_vec();
                let place = numbers.below(input.len());
                input.splice(place..place, copy);
            }
            2 => {
                let piece = PIECES[numbers.below(PIECES.len())];
                input.splice(at..at, piece.bytes());
            }
            _ => {
                if let Some(byte) = input.get_mut(at) {
                    *byte = u8::try_from(numbers.below(256)).unwrap_or(0);
                }
            }
        }
    }
    input
}

fn read_all(paths: &[std::path::PathBuf]) -> Vec<Vec<u8>> {
    paths
        .iter()
        .map(|path| fs::read(path).expect("the file can be read"))
        .collect()
}

const BIBTEX: &str = "@string{c = {CVPR}}\n@inproceedings{a, title = {Reading {M}aps Without Labels}, \
    author = {Lind, Nora and Oster, Karl}, booktitle = c # \" 2024\", year = 2024}\n";
const XML: &str = "<?xml version=\"1.0\"?><!DOCTYPE dblp SYSTEM \"dblp.dtd\"><dblp><article mdate=\"2026-11-02\" \
    key=\"journals/pami/A\"><author>N&oacute;ra Lind</author><title>Drawing <i>Rivers</i>.</title><journal>IEEE Trans. \
    Pattern Anal. Mach. Intell.</journal><year>2024</year><ee>https://doi.org/10.1/x</ee></article></dblp>";
const TABLE: &str = "conf/cvpr/A\tReading Maps at Night\tNora Lind; Karl Oster\tcvpr\t2021\t\n";

/// An index of one paper.
fn index() -> Vec<u8> {
    let mut writer = Writer::default();
    let selection = build::Selection::of(VenueRegistry::builtin());
    build::add("x.bib", BIBTEX.as_bytes(), &selection, &mut writer).expect("BibTeX");
    writer.finish().expect("one paper")
}

/// The inputs that a target starts from.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let root = repository::root();
    match target {
        "list" => {
            let mut seeds = read_all(&lists(&root.join("fixtures/lists")));
            seeds.extend(read_all(&lists(&root.join("rules"))));
            if let Some(folder) = shared("fuzz") {
                seeds.extend(read_all(&lists(&folder)));
            }
            seeds
        }
        "config" => vec![
            b"[rules]\nshort-row = \"off\"\n[conventions]\nspellings = [\"arXiv\"]\nvenue = \"CVPR 2024\"\n".to_vec(),
        ],
        "baseline" => vec![b"{\"version\":1,\"findings\":[{\"path\":\"README.md\",\"rule\":\"short-row\",\"hash\":\"0\"}]}\n".to_vec()],
        "index" => vec![index()],
        "bibliography" => vec![BIBTEX.into(), XML.into(), TABLE.into()],
        _ => vec![b"{\"version\":1,\"links\":{\"https://x.org/\":{\"verdict\":\"dead\",\"detail\":\"404\"}}}\n".to_vec()],
    }
}

#[test]
fn mutated_inputs_break_nothing() {
    let runs = std::env::var("FUZZ_RUNS")
        .ok()
        .and_then(|runs| runs.parse().ok())
        .unwrap_or(RUNS);
    for (name, target) in targets::TARGETS {
        let seeds = seeds(name);
        let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
        for run in 0..runs {
            let input = mutated(&seeds[run % seeds.len()], &mut numbers);
            if catch_unwind(AssertUnwindSafe(|| target(&input))).is_err() {
                let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}.md"));
                fs::write(&path, &input).expect("the input can be written");
                panic!("run {run} of `{name}` fails: {}", path.display());
            }
        }
        say(&format!("{name}: {runs} runs from {} inputs", seeds.len()));
    }
}
