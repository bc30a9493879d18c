//! Repairs real lists and test lists: fixing twice is fixing once, and no fix adds a finding.

use std::{cell::RefCell, collections::HashMap, fs, path::Path};

use paperlint::{
    baseline::Baseline,
    config::Config,
    engine::{Engine, Selection},
    facts::Facts,
    finding::{Applicability, Finding},
    fix::{Fixed, fixed_point},
    report,
    source::SourceFile,
};

use crate::support::{lists, say, shared};

/// The engine with the findings of earlier texts: most texts are checked several times, and checking takes most of the
/// time.
struct Checker {
    engine: Engine,
    found: RefCell<HashMap<String, Vec<Finding>>>,
}

impl Checker {
    fn new() -> Self {
        Self {
            engine: Engine::new(Config::default(), &Selection::default()),
            found: RefCell::default(),
        }
    }

    fn check(&self, source: &SourceFile) -> Vec<Finding> {
        let mut found = self.found.borrow_mut();
        let found = found.entry(source.text().to_owned());
        found
            .or_insert_with(|| self.engine.check(source, &Facts::default()))
            .clone()
    }

    fn fixed(&self, source: &SourceFile, allowed: Applicability) -> Fixed {
        fixed_point(source, &self.check(source), allowed, |source| self.check(source))
    }

    /// The faults in the repair of a list, and the number of fixes.
    fn violations(&self, source: &SourceFile, allowed: Applicability) -> (usize, Vec<String>) {
        let before = self.check(source);
        let once = self.fixed(source, allowed);
        let twice = self.fixed(&once.source, allowed);
        let mut violations = Vec::new();
        if !once.is_stable || once.source.text() != twice.source.text() {
            violations.push(format!("{}: a second fix changes it", source.path()));
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
}

fn repaired(folder: &Path) {
    let (mut fixes, mut wrong) = (0, Vec::new());
    for path in lists(folder) {
        let text = fs::read_to_string(&path).expect("the list can be read");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let source = SourceFile::new(name, text);
        let checker = Checker::new();
        for allowed in [Applicability::Safe, Applicability::Unsafe] {
            let (applied, violations) = checker.violations(&source, allowed);
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
fn test_lists_are_repaired_completely() {
    repaired(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lists"));
}

#[test]
fn real_lists_are_repaired_completely() {
    if let Some(folder) = shared("corpus") {
        repaired(&folder);
    }
}
