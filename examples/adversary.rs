//! Measures the growth of time with hostile input: `cargo run --release --example adversary [NAME]`.
//!
//! Each input is checked and reported at one size and at eight times that size. Linear work takes 8 times as long;
//! the exit status is 1 if any step takes more than three times that. A test must not depend on clocks, so run this by
//! hand.

#![expect(clippy::print_stdout, reason = "an example prints its measurements")]

use std::{
    io,
    process::ExitCode,
    time::{Duration, Instant},
};

use paperlint::{
    config::Config,
    engine::{Engine, Selection},
    facts::Facts,
    report::{self, CheckedFile, Format, Run, Style},
    source::SourceFile,
};

/// The bytes of the smaller input.
const SMALL: usize = 16 << 10;
/// The size of the larger input, as a multiple of the smaller one.
const GROWTH: usize = 8;
/// The growth of time beyond which it cannot be noise.
const MAX: f64 = 24.0;
/// The time beyond which an input of the larger size is certainly not linear.
const HOPELESS: Duration = Duration::from_secs(5);
/// The time below which a step is not printed, because it proves nothing.
const NOTICEABLE: Duration = Duration::from_millis(20);

/// Pairs of a text that comes once and a text that is repeated after it until the input is long enough.
struct Input {
    name: &'static str,
    head: &'static str,
    /// `§` stands for the number of the repetition.
    unit: &'static str,
}

const fn input(name: &'static str, head: &'static str, unit: &'static str) -> Input {
    Input { name, head, unit }
}

const TABLE: &str = "|Title|Venue|Paper|Code|\n|-|-|-|-|\n";

const INPUTS: &[Input] = &[
    input("brackets", "", "["),
    input("closing brackets", "", "]("),
    input("open tags", "", "<a \""),
    input("open tags in a block", "<div>", "<a "),
    input("attributes", "<p ", "a=b "),
    input("comments", "", "<!--"),
    input("pipes", "", "|"),
    input("pipes in a table", TABLE, "|"),
    input("wide row", TABLE, "|a"),
    input("wide row of links", TABLE, "|[a](https://x.org)"),
    input("rows", TABLE, "|a|b|c|d|\n"),
    input("short rows", TABLE, "|a|\n"),
    input("long rows", TABLE, "|a|b|c|d|e|\n"),
    input("backticks", "", "`a``b"),
    input("asterisks", "", "**"),
    input("spaced asterisks", "", "** a **"),
    input("asterisks and underscores", "", "*_a "),
    input("schemes", "", "http://"),
    input("addresses", "", "https://x.org/ "),
    input("parentheses in an address", "https://x.org/", "("),
    input("full-width parentheses", "", "]（http"),
    input("swapped links", "", ")[http"),
    input("bracketed addresses", "", "][http"),
    input("empty links on one line", "", "[a]()"),
    input("empty links on lines", "", "[a]()\n\n"),
    input("malformed links", "", "[a](ttps://x§)"),
    input("lost anchors", "", "[a](#§)"),
    input("lost anchors and headings", "", "# h§\n[a](#x§)\n"),
    input("equal headings", "", "# a\n"),
    input("numbered headings", "", "# a\n# a-§\n"),
    input("HTML headings", "", "<h2>a"),
    input(
        "suppressions",
        "",
        "<!-- paperlint-ignore empty-link -->[a]()\n\n",
    ),
    input(
        "suppressions in one line",
        "a",
        "<!-- paperlint-ignore empty-link -->[a]()",
    ),
    input("names in a suppression", "<!-- paperlint-ignore", " short-row"),
    input("paragraphs after a table", TABLE, "a\n\n"),
    input("nested quotes", "", ">"),
    input("nested lists", "", "1. "),
    input("nested images", "", "!["),
    input("references", "[a]: b\n\n", "[a]"),
    input("definitions", "", "[a§]: b\n"),
    input("footnotes", "", "[^a§]: b\n"),
    input("entities", "", "&amp;"),
    input("qualifiers", "|Title|Venue|\n|-|-|\n|a|", "oral "),
    input("years", "|Title|Venue|\n|-|-|\n|a|CVPR ", "2024 "),
    input("venues", TABLE, "|a|CVPR§|[b](c)||\n"),
    input("combining marks", "[a]()", "\u{301}"),
    input("control characters", "[a]()", "\u{1b}[2J"),
    input("line feeds", "a", "\n"),
];

/// A name, and a function that makes a text of about this many bytes.
type Shape = (&'static str, fn(usize) -> String);

/// Inputs whose shape depends on their length.
const SHAPES: &[Shape] = &[
    ("bare addresses among labelled ones", |size| {
        let rows = "|a|[b](https://x.org)|\n".repeat(11) + "|a|https://x.org|\n";
        "|Title|Paper|\n|-|-|\n".to_owned() + &rows.repeat(size / rows.len())
    }),
    ("wide table, many short rows", |size| {
        let (width, rows) = (size / 8, size / 8);
        format!(
            "{}\n{}\n{}",
            "|a".repeat(width),
            "|-".repeat(width),
            "|b|c\n".repeat(rows)
        )
    }),
    ("wide table of links", |size| {
        let width = size / 32;
        let header = format!("|Title|Venue{}", "|a".repeat(width));
        format!(
            "{header}\n{}\n{}",
            "|-".repeat(width + 2),
            "|[a](https://x.org)".repeat(width + 2)
        )
    }),
    ("blank lines, then paragraphs", |size| {
        format!("{TABLE}{}{}", "\n".repeat(size / 2), "a\n\n".repeat(size / 6))
    }),
    ("list items, then blank lines", |size| {
        format!("{}a{}", "- ".repeat(size / 4), "\n".repeat(size / 2))
    }),
    ("nested items that end apart", |size| {
        let depth = size.isqrt() / 2;
        let items = (0..depth).map(|level| format!("{}- a\n", "  ".repeat(level)));
        let ends = (0..depth)
            .rev()
            .map(|level| format!("\n{}a\n", "  ".repeat(level)));
        items.chain(ends).collect()
    }),
    ("suppressions in a table", |size| {
        let row = "|[a]() <!-- paperlint-ignore-next empty-link -->|\n";
        format!("{TABLE}{}", row.repeat(size / row.len()))
    }),
    ("nested images, closed", |size| {
        format!("{}{}", "![".repeat(size / 6), "](a)".repeat(size / 6))
    }),
    ("nested brackets, closed", |size| {
        format!("{}{}", "[".repeat(size / 5), "](a)".repeat(size / 5))
    }),
    ("headings, then lost anchors", |size| {
        let headings = (0..size / 16).map(|n| format!("# h{n}\n"));
        headings
            .chain((0..size / 32).map(|n| format!("[a](#x{n})\n")))
            .collect()
    }),
];

/// A step of a run, over a list with its findings.
type Step = (&'static str, fn(&Run));

/// The steps that are measured in addition to the check itself.
const REPORTS: [Step; 9] = [
    ("human", |run| write(Format::Human, run)),
    ("concise", |run| write(Format::Concise, run)),
    ("json", |run| write(Format::Json, run)),
    ("github", |run| write(Format::Github, run)),
    ("markdown", |run| write(Format::Markdown, run)),
    ("sarif", |run| write(Format::Sarif, run)),
    ("gitlab", |run| write(Format::Gitlab, run)),
    ("junit", |run| write(Format::Junit, run)),
    ("rdjson", |run| write(Format::Rdjson, run)),
];

fn main() -> ExitCode {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let mut slow = 0;
    for (name, make) in inputs().filter(|(name, _)| name.contains(&wanted)) {
        slow += measure(name, &*make);
    }
    println!("{slow} steps take more than linear time");
    ExitCode::from(u8::from(slow > 0))
}

type Make = Box<dyn Fn(usize) -> String>;

fn inputs() -> impl Iterator<Item = (&'static str, Make)> {
    let repeated = INPUTS
        .iter()
        .map(|input| (input.name, Box::new(|size| fill(input, size)) as Make));
    let shaped = SHAPES.iter().map(|&(name, make)| (name, Box::new(make) as Make));
    repeated.chain(shaped)
}

/// Prints a line for each step of one input and returns the number of steps that take more than linear time.
fn measure(name: &str, make: &dyn Fn(usize) -> String) -> usize {
    let [small, large] = [SMALL, SMALL * GROWTH].map(|size| SourceFile::new("x.md", make(size)));
    let (small, small_time) = timed(|| check(&small));
    let (large, large_time) = timed(|| check(&large));
    let mut slow = usize::from(print(name, "check", small_time, large_time));
    for (step, report) in REPORTS {
        let ((), small_time) = timed(|| report(&small));
        let ((), large_time) = timed(|| report(&large));
        slow += usize::from(print(name, step, small_time, large_time));
    }
    slow
}

fn print(name: &str, step: &str, small: Duration, large: Duration) -> bool {
    let growth = large.as_secs_f64() / small.as_secs_f64();
    let is_slow = large > HOPELESS || growth > MAX && large > NOTICEABLE;
    let mark = if is_slow { "  more than linear" } else { "" };
    if large > NOTICEABLE {
        println!("{name:32} {step:8} {small:>10.1?} {large:>10.1?} {growth:6.1}{mark}");
    }
    is_slow
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    let result = work();
    (result, started.elapsed())
}

fn check(source: &SourceFile) -> Run<'_> {
    let engine = Engine::new(Config::default(), &Selection::default());
    let findings = engine.check(source, &Facts::default());
    Run {
        files: vec![CheckedFile {
            source,
            findings,
            entries: Vec::new(),
        }],
        links: None,
        ..Run::default()
    }
}

fn write(format: Format, run: &Run<'_>) {
    let style = Style {
        color: true,
        width: 100,
    };
    // Writing to a sink cannot fail.
    _ = report::write(format, run, style, &mut io::sink());
}

fn fill(input: &Input, size: usize) -> String {
    let mut text = input.head.to_owned();
    let mut number = 0;
    while text.len() < size {
        text.push_str(&input.unit.replace('§', &number.to_string()));
        number += 1;
    }
    text
}
