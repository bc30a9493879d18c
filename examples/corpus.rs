//! Counts the findings of the offline rules in every list of a folder.
//!
//! Run as `cargo run --release --example corpus -- DIR [--list]`.
//!
//! Prints the findings per rule, the findings and entries per file, and the time taken. With `--list`, each finding
//! has a line of its own instead: read them as the maintainers of the lists would.

#![expect(clippy::print_stdout, reason = "an example prints its findings")]

use std::{
    collections::BTreeMap,
    error::Error,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use paperlint::{
    config::Config,
    engine::{Engine, Selection},
    facts::Facts,
    finding::Finding,
    list::Reading,
    source::SourceFile,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: corpus DIR [--list]")?;
    let prints_each = arguments.next().is_some_and(|argument| argument == "--list");
    let engine = Engine::new(Config::default(), &Selection::default());
    let mut counts = Counts::default();
    for path in files(&folder)? {
        let source = SourceFile::new(name(&path), std::fs::read_to_string(&path)?);
        let started = Instant::now();
        let reading = engine.read(&source);
        let findings = engine.judge(&reading, &Facts::default(), None);
        counts.add(&reading, &findings, started.elapsed());
        if prints_each {
            for finding in &findings {
                print_one(&source, finding);
            }
        }
    }
    if !prints_each {
        counts.print();
    }
    Ok(())
}

#[derive(Default)]
struct Counts {
    /// Findings and files, by rule.
    rules: BTreeMap<&'static str, (usize, usize)>,
    /// Name, findings and entries of each file.
    files: Vec<(String, usize, usize)>,
    bytes: usize,
    time: Duration,
}

impl Counts {
    fn add(&mut self, reading: &Reading<'_>, findings: &[Finding], time: Duration) {
        let mut in_file: BTreeMap<_, usize> = BTreeMap::new();
        for finding in findings {
            *in_file.entry(finding.rule).or_default() += 1;
        }
        for (rule, hits) in in_file {
            let count = self.rules.entry(rule).or_default();
            *count = (count.0 + hits, count.1 + 1);
        }
        let source = reading.document.source();
        let entries = reading.list.entries().len();
        self.files
            .push((source.path().to_owned(), findings.len(), entries));
        self.bytes += source.text().len();
        self.time += time;
    }

    fn print(&self) {
        for (rule, (hits, files)) in &self.rules {
            println!("{rule:26} {hits:6} findings in {files:4} files");
        }
        println!();
        for (name, findings, entries) in &self.files {
            println!("{findings:5} findings, {entries:5} entries  {name}");
        }
        let findings: usize = self.files.iter().map(|(_, findings, _)| findings).sum();
        let entries: usize = self.files.iter().map(|(_, _, entries)| entries).sum();
        println!(
            "\n{} files, {} bytes, {entries} entries, {findings} findings, {:.3} s",
            self.files.len(),
            self.bytes,
            self.time.as_secs_f64()
        );
    }
}

fn print_one(source: &SourceFile, finding: &Finding) {
    let line = source.position(finding.span.start).line;
    println!(
        "{}\t{}:{line}\t{}\t{}",
        finding.rule,
        source.path(),
        finding.message,
        source.slice(finding.span)
    );
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn files(folder: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let paths = entries.into_iter().map(|entry| entry.path());
    let mut files: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|ext| ext == "md"))
        .collect();
    files.sort();
    Ok(files)
}
