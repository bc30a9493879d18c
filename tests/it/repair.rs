//! Repairs real lists and those of the tests: fixing twice is fixing once, and no fix brings a finding.

use std::{fs, path::Path};

use paperlint::{
    baseline::Baseline,
    config::Config,
    engine::{Engine, Selection},
    facts::Facts,
    finding::Applicability,
    fix::{Fixed, fixed_point},
    report,
    source::SourceFile,
};

use crate::support::{lists, say, shared};

fn engine() -> Engine {
    Engine::new(Config::default(), &Selection::default())
}

fn fixed(source: &SourceFile, allowed: Applicability) -> Fixed {
    let engine = engine();
    let check = |source: &SourceFile| engine.check(source, &Facts::default());
    fixed_point(source, check(source), allowed, check)
}

/// What is wrong with the repair of a list.
fn violations(source: &SourceFile, allowed: Applicability) -> (usize, Vec<String>) {
    let before = engine().check(source, &Facts::default());
    let once = fixed(source, allowed);
    let twice = fixed(&once.source, allowed);
    let mut violations = Vec::new();
    if !once.is_stable || once.source.text() != twice.source.text() {
        violations.push(format!("{}: fixing again changes it", source.path()));
    }
    let known = Baseline::of("", source, &before);
    let news = known.news("", &once.source, once.findings);
    let new = news
        .findings
        .iter()
        .map(|finding| report::concise::line(&once.source, finding));
    violations.extend(new);
    (once.applied.values().sum(), violations)
}

fn repaired(folder: &Path) {
    let (mut fixes, mut wrong) = (0, Vec::new());
    for path in lists(folder) {
        let text = fs::read_to_string(&path).expect("the list can be read");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let source = SourceFile::new(name, text);
        for allowed in [Applicability::Safe, Applicability::Unsafe] {
            let (applied, violations) = violations(&source, allowed);
            fixes += applied;
            wrong.extend(
                violations
                    .into_iter()
                    .map(|violation| format!("{allowed:?} {violation}")),
            );
        }
    }
    say(&format!("{fixes} fixes, {} violations: {wrong:#?}", wrong.len()));
    assert!(fixes > 0 && wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_lists_of_the_tests_are_repaired_once_and_for_all() {
    repaired(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lists"));
}

#[test]
fn real_lists_are_repaired_once_and_for_all() {
    if let Some(folder) = shared("corpus") {
        repaired(&folder);
    }
}
