//! The rules' pages are tests: bad examples have exactly the findings on the page, and good examples have none.
//!
//! `UPDATE=1 cargo test --test rules` rewrites the reports in the pages.

use std::{collections::BTreeMap, ops::Range, path::Path, rc::Rc};

use paperlint::{
    config::{Config, ConfigFile},
    engine::{Engine, Selection},
    facts::{Facts, FileFact, FileFacts, LinkFact, LinkFacts, LocalTarget, Record, Verdict},
    finding::{Applicability, Finding},
    fix,
    publications::{Index, Paper, Publications, Writer},
    report, rules,
    source::SourceFile,
};
use serde::Deserialize;

datatest_stable::harness! {
    { test = page_holds, root = "rules", pattern = r"^[^/]+\.md$" },
}

/// Checks one page; if `UPDATE` is set, rewrites its reports first.
fn page_holds(path: &Path, mut page: String) -> datatest_stable::Result<()> {
    if std::env::var_os("UPDATE").is_some() {
        update(&mut page);
        std::fs::write(path, &page)?;
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    check_opening(&name, &page);
    let blocks = blocks(&page);
    for block in blocks.iter().filter(|block| block.kind == "toml") {
        check_configuration(block.text);
    }
    let examples = examples(&blocks);
    assert!(!examples.is_empty(), "show a defect in a `markdown bad` block");
    for example in &examples {
        example.check(&name);
    }
    check_fix_section(&page, &examples);
    Ok(())
}

/// Checks that the page is named after a rule and opens with the summary in `paperlint rules`.
fn check_opening(name: &str, page: &str) {
    let title = format!("# {name}\n\n");
    assert!(page.starts_with(&title), "start the page with {title:?}");
    let meta = rules::meta(name).expect("src/rules/mod.rs must list a rule with the name of this page");
    let included = meta.page.lines().next();
    assert_eq!(
        included,
        Some(title.trim_end()),
        "name this page in the rule's `include_str!`"
    );
    let summary = page[title.len()..].split("\n\n").next().unwrap_or_default();
    let is_sentence = summary.starts_with(char::is_uppercase)
        && summary.ends_with('.')
        && !summary.contains('\n')
        && !summary.contains(". ");
    assert!(
        is_sentence,
        "write the first paragraph as one sentence on one line, not {summary:?}"
    );
}

fn check_configuration(text: &str) {
    let config = match ConfigFile::parse("paperlint.toml", text) {
        Ok(file) => file.config,
        Err(error) => panic!("a `toml` block is not a valid configuration: {error}\n{text}"),
    };
    for name in config.rules.keys() {
        assert!(
            rules::meta(name).is_some(),
            "a `toml` block names `{name}`, which is not a rule"
        );
    }
}

fn check_fix_section(page: &str, examples: &[Example<'_>]) {
    let mut findings = examples
        .iter()
        .flat_map(|example| check(example.bad, &example.facts).1);
    let shows_fix = findings.any(|finding| finding.fix.is_some());
    let describes_fix = page.contains("\n## Fix\n");
    assert_eq!(
        shows_fix, describes_fix,
        "write `## Fix` if and only if a `bad` block has a fix (left: has a fix, right: has the section)"
    );
}

/// A fenced block of a page.
struct Block<'p> {
    /// The words after the fence.
    kind: &'p str,
    text: &'p str,
    range: Range<usize>,
}

/// The fenced blocks of a page; a longer fence may contain shorter ones.
fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, &str, usize)> = None;
    let mut at = 0;
    for line in page.split_inclusive('\n') {
        let kind = line.trim_start_matches('`');
        let fence = &line[..line.len() - kind.len()];
        let (kind, end) = (kind.trim(), at + line.len());
        match open {
            None if fence.len() >= 3 => open = Some((fence, kind, end)),
            Some((opening, opened, start)) if fence == opening && kind.is_empty() => {
                blocks.push(Block {
                    kind: opened,
                    text: &page[start..at],
                    range: start..at,
                });
                open = None;
            }
            _ => {}
        }
        at = end;
    }
    assert_eq!(open, None, "close the last fenced block");
    blocks
}

/// A bad text on a page, its report, and the good texts after it.
struct Example<'p> {
    facts: Known,
    bad: &'p str,
    report: Option<&'p Block<'p>>,
    good: Vec<&'p str>,
}

fn examples<'p>(blocks: &'p [Block<'p>]) -> Vec<Example<'p>> {
    let mut examples: Vec<Example<'_>> = Vec::new();
    let mut facts = Known::default();
    for block in blocks {
        match (block.kind, examples.last_mut()) {
            ("toml", _) => {}
            ("json facts", _) => read_facts(block.text, &mut facts),
            ("text publications", _) => facts.publications = Rc::new(read_publications(block.text)),
            ("markdown bad", _) => examples.push(Example {
                facts: std::mem::take(&mut facts),
                bad: block.text,
                report: None,
                good: Vec::new(),
            }),
            ("text report", Some(example)) => example.report = Some(block),
            ("markdown good", Some(example)) => example.good.push(block.text),
            (kind, _) => panic!(
                "a block `{kind}` is in the wrong place: an example is `json facts` and `text publications` if it needs them, `markdown bad`, \
                 `text report` and `markdown good`; `toml` may be anywhere"
            ),
        }
    }
    examples
}

/// The facts about one URL, as pages write them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct WrittenFact {
    verdict: String,
    #[serde(default)]
    detail: String,
    leads_to: Option<String>,
    #[serde(default)]
    anchors: BTreeMap<String, bool>,
    record: Option<Record>,
    /// The intended path, for a file.
    meant: Option<String>,
}

/// The facts of an example.
struct Known {
    links: Facts,
    files: Option<FileFacts>,
    publications: Rc<Publications>,
}

impl Default for Known {
    /// Nothing, not even the papers that are built in: examples hold with any index.
    fn default() -> Self {
        Self {
            links: Facts::default(),
            files: None,
            publications: Rc::new(Publications::of(Vec::new())),
        }
    }
}

/// The papers of an example: in each line title, first author, venue and year, separated by semicolons.
fn read_publications(text: &str) -> Publications {
    let mut writer = Writer::default();
    writer.begin("DBLP").expect("one source");
    writer.dated("2026-11");
    for line in text.lines() {
        let [title, author, venue, year] = line.split("; ").collect::<Vec<_>>()[..] else {
            panic!("a line of `text publications` is `TITLE; AUTHOR; VENUE; YEAR`, not {line:?}");
        };
        let year = year.parse().expect("a year");
        let paper = Paper {
            title,
            author,
            venue,
            year,
        };
        writer.add(&paper).expect("few papers");
    }
    let index = writer.finish().expect("few papers");
    Publications::of(vec![Index::open(index).expect("a new index")])
}

fn read_facts(json: &str, known: &mut Known) {
    let written: BTreeMap<String, WrittenFact> =
        serde_json::from_str(json).expect("a `json facts` block maps URLs to facts");
    for (url, written) in written {
        let Some(key) = LinkFacts::key(&url) else {
            let target = LocalTarget::of(&url).expect("facts are about URLs and paths");
            let files = known.files.get_or_insert_default();
            files.insert(target, file_fact(written));
            continue;
        };
        let mut verdicts = Verdict::ALL.into_iter();
        let verdict = verdicts
            .find(|verdict| verdict.as_str() == written.verdict)
            .expect("a verdict is written as in reports");
        let mut fact = LinkFact::new(verdict, written.detail);
        fact.evidence.leads_to = written.leads_to;
        fact.anchors = written.anchors;
        fact.record = written.record;
        known.links.lookups.insert(key.clone(), fact.clone());
        known.links.links.get_or_insert_default().insert(key, fact);
    }
}

fn file_fact(written: WrittenFact) -> FileFact {
    match &*written.verdict {
        "missing" => FileFact::Missing { alike: written.meant },
        "other case" => {
            FileFact::OtherCase(written.meant.expect("the fact names the file in the other case"))
        }
        "no anchor" => FileFact::NoAnchor,
        verdict => panic!("`{verdict}` is not a verdict on a file"),
    }
}

/// The findings of all rules at their default levels.
fn check(text: &str, facts: &Known) -> (SourceFile, Vec<Finding>) {
    let source = SourceFile::new("README.md", text);
    let engine = Engine::new(Config::default(), &Selection::default())
        .with_publications(Rc::clone(&facts.publications));
    let findings = engine.judge(&engine.read(&source), &facts.links, facts.files.as_ref());
    (source, findings)
}

/// The report on a text, as pages quote it.
fn reported(text: &str, facts: &Known) -> String {
    let (source, findings) = check(text, facts);
    let lines = findings
        .iter()
        .map(|finding| report::concise::line(&source, finding) + "\n");
    lines.collect()
}

impl Example<'_> {
    fn check(&self, rule: &str) {
        self.check_bad(rule);
        assert!(
            !self.good.is_empty(),
            "show the right form in a `markdown good` block"
        );
        for good in &self.good {
            let found = reported(good, &self.facts);
            assert_eq!(
                found, "",
                "\n\na `good` block must have no findings:\n{good}\nfound:\n{found}"
            );
        }
        self.check_fix();
    }

    fn check_bad(&self, rule: &str) {
        let found = reported(self.bad, &self.facts);
        let (_, findings) = check(self.bad, &self.facts);
        let is_alone = !findings.is_empty() && findings.iter().all(|finding| finding.rule == rule);
        assert!(
            is_alone,
            "a `bad` block must have findings of this rule only; found:\n{found}"
        );
        let written = self.report.map_or("", |block| block.text);
        assert_eq!(
            written, found,
            "\n\nput the findings (right) into a `text report` block after the `bad` one; `UPDATE=1` does it:\n{found}"
        );
    }

    /// If every finding has a fix, checks that the fixes turn the bad block into the first good one.
    fn check_fix(&self) {
        let (source, findings) = check(self.bad, &self.facts);
        if findings.iter().any(|finding| finding.fix.is_none()) {
            return;
        }
        let recheck = |source: &SourceFile| check(source.text(), &self.facts).1;
        let fixed = fix::fixed_point(&source, &findings, Applicability::Unsafe, recheck);
        assert!(fixed.is_stable, "the fixes never end");
        let fixed = fixed.source.text();
        assert_eq!(
            self.good[0], fixed,
            "\n\nthe first `good` block must be the result of the fixes:\n{fixed}"
        );
    }
}

/// Writes the findings into the reports of a page.
fn update(page: &mut String) {
    let blocks = blocks(page);
    let found = examples(&blocks).into_iter().filter_map(|example| {
        Some((
            example.report?.range.clone(),
            reported(example.bad, &example.facts),
        ))
    });
    let mut found: Vec<_> = found.collect();
    // From the end, so that earlier places do not move.
    found.reverse();
    for (range, report) in found {
        page.replace_range(range, &report);
    }
}
