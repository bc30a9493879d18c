//! Counts what the offline rules find in every list of a folder: `cargo run --release --example corpus -- DIR [--list]`.
//!
//! With `--list`, each finding is a line of its own: read them as the maintainers of the lists would.

#![expect(clippy::print_stdout, reason = "an example prints what it found")]

use std::{collections::BTreeMap, error::Error, path::PathBuf, time::Instant};

use paperlint::{
    config::Config,
    engine::{Engine, Selection},
    facts::Facts,
    source::SourceFile,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: corpus DIR [--list]")?;
    let list = arguments.next().is_some_and(|argument| argument == "--list");
    let engine = Engine::new(Config::default(), &Selection::default());
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut bytes, started) = (0, Instant::now());
    let files = files(&folder)?;
    for path in &files {
        let source = SourceFile::new(path.display().to_string(), std::fs::read_to_string(path)?);
        bytes += source.text().len();
        let findings = engine.check(&source, &Facts::default());
        let mut in_file: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in &findings {
            *in_file.entry(finding.rule).or_default() += 1;
            if list {
                let line = source.position(finding.span.start).line;
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                println!(
                    "{}\t{name}:{line}\t{}\t{}",
                    finding.rule,
                    finding.message,
                    source.slice(finding.span)
                );
            }
        }
        for (rule, hits) in in_file {
            let count = counts.entry(rule).or_default();
            *count = (count.0 + hits, count.1 + 1);
        }
    }
    for (rule, (hits, files)) in counts {
        println!("{rule:26} {hits:6} findings in {files:4} files");
    }
    println!(
        "{} files, {bytes} bytes, {:.3} s",
        files.len(),
        started.elapsed().as_secs_f64()
    );
    Ok(())
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
