//! Tests of the formats, with runs that all of them write.

use super::{CheckedFile, Format, Run, Style, write};
use crate::{
    escape,
    facts::{LinkFact, LinkFacts, Verdict},
    finding::{Edit, Finding, Fix, Severity},
    source::{SourceFile, Span},
};

mod excerpts;
mod formats;
mod hostile;
mod promises;
mod services;
mod summaries;

const PLAIN: Style = Style {
    color: false,
    width: 80,
};

/// The output of a format; the zero-width space, which is invisible, is spelled out.
fn rendered(format: Format, run: &Run<'_>) -> String {
    let mut out = Vec::new();
    write(format, run, PLAIN, &mut out).expect("memory takes everything");
    let text = String::from_utf8(out).expect("reports are UTF-8");
    text.replace('\u{200b}', "⟨zwsp⟩")
}

/// The span of the only occurrence of `part`.
fn span(text: &str, part: &str) -> Span {
    let start = text.find(part).expect("the text holds the part");
    Span::new(start, start + part.len())
}

/// A file of a run. It stays in memory until the tests end, so that every test can make its own run.
fn checked(path: &str, text: &str, findings: Vec<Finding>) -> CheckedFile<'static> {
    CheckedFile {
        source: Box::leak(Box::new(SourceFile::new(path, text))),
        findings,
        entries: Vec::new(),
    }
}

fn of(files: Vec<CheckedFile<'_>>) -> Run<'_> {
    Run {
        files,
        ..Run::default()
    }
}

/// The given number of links with each verdict, spread over hosts.
fn links(verdicts: &[(Verdict, usize)], hosts: &[(&str, usize)]) -> LinkFacts {
    let hosts = hosts.iter().flat_map(|&(host, links)| vec![host; links]);
    let verdicts = verdicts.iter().flat_map(|&(verdict, links)| vec![verdict; links]);
    let mut facts = LinkFacts::default();
    for (number, (host, verdict)) in hosts.zip(verdicts).enumerate() {
        let url = format!("https://{host}/{number}");
        facts.insert(url, LinkFact::new(verdict, "the reason"));
    }
    facts
}

const LIST: &str = "\
# Papers

- [Surveys](#survey)

|Name|Title|Paper|
|---|---|---|
|GeoKR|Geographical Knowledge-Driven Representation Learning for Remote Sensing Images|[GeoKR](https://ieeexplore.ieee.org/abstract/document/9559903)|
|RSGPT|RSGPT: A Remote Sensing Vision Language Model and Benchmark|
|GeoKR|Geographical Knowledge-Driven Representation Learning|[GeoKR](https://ieeexplore.ieee.org/abstract/document/9559903)|

## Survey Papers
";

/// A small list with a finding of each severity.
fn list() -> Run<'static> {
    let anchor = span(LIST, "#survey");
    let mut missing = Finding::new(
        "missing-anchor",
        Severity::Error,
        anchor,
        "no heading has the anchor `#survey`",
    );
    missing
        .related(
            span(LIST, "## Survey Papers"),
            "this heading has `#survey-papers`",
        )
        .help("link to an anchor that a heading of this file has")
        .fix(Fix::risky(
            "link to `#survey-papers`",
            vec![Edit::replace(anchor, "#survey-papers")],
        ));
    let row = span(
        LIST,
        "|RSGPT|RSGPT: A Remote Sensing Vision Language Model and Benchmark|",
    );
    let mut short = Finding::new(
        "short-row",
        Severity::Warning,
        row,
        "this row has 2 cells, the header has 3",
    );
    short.fix(Fix::safe("add an empty cell", vec![Edit::insert(row.end, "|")]));
    let url = "https://ieeexplore.ieee.org/abstract/document/9559903";
    let second = LIST.rfind(url).expect("the list holds the link");
    let second = Span::new(second, second + url.len());
    let mut twice = Finding::new(
        "repeated-paper",
        Severity::Info,
        second,
        "this paper is listed twice",
    );
    let first = LIST.find(url).expect("the list holds the link");
    twice.related(Span::new(first, first + url.len()), "first listed here");
    Run {
        files: vec![checked("README.md", LIST, vec![missing, short, twice])],
        links: Some(links(
            &[(Verdict::Moved, 1), (Verdict::Blocked, 1)],
            &[("arxiv.org", 1), ("ieeexplore.ieee.org", 1)],
        )),
        ..Run::default()
    }
}
