//! Helpers of the rules' tests: spans are marked under the text. Not part of the product.

use crate::{
    config::Config,
    facts::{Facts, FileFacts, LinkFact, LinkFacts},
    finding::Finding,
    list::{Reading, VenueRegistry},
    publications::{Index, Paper, Publications, Writer, arxiv_number},
    rules::base::{Context, Others, Rule, View},
    source::SourceFile,
};

/// The facts of a run with these results of links.
pub(in crate::rules) fn learnt<'u>(links: impl IntoIterator<Item = (&'u str, LinkFact)>) -> Facts {
    let mut facts = LinkFacts::default();
    for (url, fact) in links {
        facts.insert(url.to_owned(), fact);
    }
    Facts {
        links: Some(facts),
        ..Facts::default()
    }
}

/// Runs a rule over `marked` and compares its findings with the marks.
///
/// A mark is a line of carets under the bytes that a finding names, followed by its message. Marks are removed before the text is read; a finding that spans lines is marked on its first line.
#[track_caller]
pub(in crate::rules) fn check(rule: &dyn Rule, marked: &str) {
    check_with(rule, marked, &Facts::default());
}

/// Like [`check`], with facts.
#[track_caller]
pub(in crate::rules) fn check_with(rule: &dyn Rule, marked: &str, facts: &Facts) {
    check_all(rule, marked, facts, None, &nothing_published());
}

/// Like [`check`], with facts about files around the text.
#[track_caller]
pub(in crate::rules) fn check_among(rule: &dyn Rule, marked: &str, files: &FileFacts) {
    check_all(rule, marked, &Facts::default(), Some(files), &nothing_published());
}

/// Like [`check`], with publications.
#[track_caller]
pub(in crate::rules) fn check_knowing(rule: &dyn Rule, marked: &str, papers: &[Paper<'_>], facts: &Facts) {
    check_all(rule, marked, facts, None, &published(papers));
}

/// Like [`check_with`], with identifiers of arXiv and their titles.
#[track_caller]
pub(in crate::rules) fn check_with_preprints(
    rule: &dyn Rule,
    marked: &str,
    preprints: &[(&str, &str)],
    facts: &Facts,
) {
    let mut writer = Writer::default();
    writer.begin("DBLP").expect("one source");
    writer.dated("2026-11");
    for (id, title) in preprints {
        let number = arxiv_number(id).expect("an identifier");
        writer.add_preprint(number, title).expect("few titles");
    }
    let index = Index::open(writer.finish().expect("few titles")).expect("a new index");
    check_all(rule, marked, facts, None, &Publications::of(vec![index]));
}

fn published(papers: &[Paper<'_>]) -> Publications {
    let mut writer = Writer::default();
    writer.begin("DBLP").expect("one source");
    writer.dated("2026-11");
    for paper in papers {
        writer.add(paper).expect("few papers");
    }
    let index = writer.finish().expect("few papers");
    Publications::of(vec![Index::open(index).expect("a new index")])
}

#[track_caller]
fn check_all(
    rule: &dyn Rule,
    marked: &str,
    facts: &Facts,
    files: Option<&FileFacts>,
    publications: &Publications,
) {
    let lines = marked.split_inclusive('\n');
    let text: String = lines.filter(|line| !line.trim_start().starts_with('^')).collect();
    let source = SourceFile::new("x.md", text);
    let findings = run(rule, &source, facts, files, publications);
    let mut shown = String::new();
    for (index, line) in source.text().split_inclusive('\n').enumerate() {
        shown.push_str(line);
        for finding in &findings {
            if source.line_index(finding.span.start) == index {
                shown.push_str(&mark(&source, finding));
            }
        }
    }
    assert_eq!(shown, marked, "\nfound:\n{shown}\nexpected:\n{marked}");
}

/// The findings of a rule, with their helps and fixes.
pub(in crate::rules) fn found(rule: &dyn Rule, text: &str) -> Vec<Finding> {
    found_with(rule, text, &Facts::default())
}

/// Like [`found`], with facts.
pub(in crate::rules) fn found_with(rule: &dyn Rule, text: &str, facts: &Facts) -> Vec<Finding> {
    let source = SourceFile::new("x.md", text.to_owned());
    run(rule, &source, facts, None, &nothing_published())
}

/// A text after all fixes of a rule.
pub(in crate::rules) fn fixed(rule: &dyn Rule, text: &str) -> String {
    fixed_knowing(rule, text, &[])
}

/// Like [`fixed`], with publications.
pub(in crate::rules) fn fixed_knowing(rule: &dyn Rule, text: &str, papers: &[Paper<'_>]) -> String {
    let source = SourceFile::new("x.md", text.to_owned());
    let findings = run(rule, &source, &Facts::default(), None, &published(papers));
    let mut edits: Vec<_> = findings
        .into_iter()
        .filter_map(|finding| finding.fix)
        .flat_map(|fix| fix.edits)
        .collect();
    edits.sort_by_key(|edit| edit.span);
    let mut fixed = source.text().to_owned();
    for edit in edits.iter().rev() {
        fixed.replace_range(edit.span.range(), &edit.replacement);
    }
    fixed
}

/// Tests do not depend on the papers that are built in.
pub(in crate::rules) fn nothing_published() -> Publications {
    Publications::of(Vec::new())
}

fn run(
    rule: &dyn Rule,
    source: &SourceFile,
    facts: &Facts,
    files: Option<&FileFacts>,
    publications: &Publications,
) -> Vec<Finding> {
    let reading = Reading::of(source, &Config::default(), VenueRegistry::builtin());
    let names: Vec<_> = crate::rules::metas().map(|meta| meta.id).collect();
    let view = View {
        others: Others {
            names: &names,
            ..Others::default()
        },
        ..View::new(&reading, VenueRegistry::builtin(), publications, facts, files)
    };
    let mut cx = Context::new(view, rule.meta(), None);
    rule.check(&mut cx);
    let mut findings = cx.into_findings();
    findings.sort_by_key(|finding| finding.span);
    findings
}

fn mark(source: &SourceFile, finding: &Finding) -> String {
    let line = source.line_at(finding.span.start).span;
    let before = source.text()[line.start..finding.span.start].chars().count();
    let inside = source.text()[finding.span.start..finding.span.end.min(line.end)]
        .chars()
        .count();
    format!(
        "{}{} {}\n",
        " ".repeat(before),
        "^".repeat(inside.max(1)),
        finding.message
    )
}
