//! Compares the CPU time of all offline rules with that of a bare pulldown-cmark event loop over the same lists.
//!
//! `cargo bench --bench lint -- [DIR]` repeats the lists of a folder until they add up to ten megabytes. Both sides run
//! in turn in one process, so that the ratio holds on a noisy machine. Then a table of many rows is compared with a
//! table of ten times as many.

#![expect(clippy::print_stdout, reason = "a benchmark prints its measurements")]

use std::{
    error::Error,
    fs,
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use paperlint::{
    config::Config,
    engine::{Engine, Selection},
    facts::Facts,
    source::SourceFile,
};
use pulldown_cmark::{Options, Parser};

/// The bytes that one run reads.
const BYTES: usize = 10_000_000;
/// The runs of each side, of which the median counts.
const ROUNDS: usize = 9;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds `--bench` to the arguments.
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"));
    let folder = folder.unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/lists").to_owned());
    let lists = lists(Path::new(&folder))?;
    let bytes: usize = lists.iter().map(String::len).sum();
    println!("{} lists, {bytes} bytes, {ROUNDS} rounds", lists.len());

    let engine = Engine::new(Config::default(), &Selection::default());
    let (mut bare, mut rules) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        bare.push(cpu_seconds(|| lists.iter().map(|list| events(list)).sum()));
        rules.push(cpu_seconds(|| {
            lists.iter().map(|list| findings(&engine, list)).sum()
        }));
    }
    let (bare, rules) = (median(bare), median(rules));
    println!("bare pulldown-cmark loop  {bare:.3} s");
    println!("offline rules             {rules:.3} s");
    println!("ratio                     {:.2}", rules / bare);
    if let Some(peak) = peak_kilobytes() {
        println!(
            "peak memory               {peak} kB, of which the lists {} kB",
            bytes / 1024
        );
    }
    let tables = [10_000, 100_000].map(table);
    let rules = growth(&tables, |table| findings(&engine, table));
    let bare = growth(&tables, events);
    println!("ten times the rows        {rules:.2} times the time, the bare loop {bare:.2} times");
    Ok(())
}

/// The lists of a folder, repeated until there are enough bytes.
fn lists(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    let texts = paths
        .iter()
        .map(fs::read_to_string)
        .collect::<Result<Vec<_>, _>>()?;
    let size: usize = texts.iter().map(String::len).sum();
    if size == 0 {
        return Err(format!("no lists in {}", folder.display()).into());
    }
    let times = BYTES.div_ceil(size);
    Ok(std::iter::repeat_n(texts, times).flatten().collect())
}

/// The time of the second table divided by the time of the first, which has a tenth of its rows.
///
/// The larger table exceeds the processor's caches, so even the bare loop takes more than ten times as long.
fn growth(tables: &[String; 2], work: impl Fn(&str) -> usize) -> f64 {
    let time = |table: &String| median((0..ROUNDS).map(|_| cpu_seconds(|| work(table))).collect());
    time(&tables[1]) / time(&tables[0])
}

/// A table in which all papers, links and names differ.
fn table(rows: usize) -> String {
    const VENUES: [&str; 4] = ["CVPR 2024", "ICLR 2023", "arXiv 2025", "TPAMI 2022"];
    let row = |n: usize| {
        let (venue, month, serial) = (VENUES[n % VENUES.len()], 2001 + n / 10_000, n % 10_000);
        format!(
            "| Net{n} | **A Paper about Thing {n} and What It Does** | {venue} | [Paper](https://arxiv.org/abs/{month}.0{serial:04}) | [Code](https://github.com/owner{n}/net{n}) |\n"
        )
    };
    let header = "| Name | Title | Venue | Paper | Code |\n|---|---|---|---|---|\n".to_owned();
    header + &(0..rows).map(row).collect::<String>()
}

fn events(list: &str) -> usize {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    Parser::new_ext(list, options)
        .into_offset_iter()
        .map(black_box)
        .count()
}

fn findings(engine: &Engine, list: &str) -> usize {
    let source = SourceFile::new("README.md", list);
    engine.check(&source, &Facts::default()).len()
}

/// The CPU time of one call, or the elapsed time if the system does not report CPU time.
fn cpu_seconds(work: impl FnOnce() -> usize) -> f64 {
    let (cpu, clock) = (cpu_nanoseconds(), Instant::now());
    black_box(work());
    match (cpu, cpu_nanoseconds()) {
        (Some(before), Some(after)) => Duration::from_nanos(after - before).as_secs_f64(),
        _ => clock.elapsed().as_secs_f64(),
    }
}

/// Linux counts the nanoseconds of a process on a processor.
fn cpu_nanoseconds() -> Option<u64> {
    let text = fs::read_to_string("/proc/self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

fn peak_kilobytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
