//! The sentences at the end of a report.

use super::*;
use crate::{finding::Applicability, report::summary};

fn finding(severity: Severity) -> Finding {
    Finding::new("r", severity, Span::at(0), "m")
}

fn online(facts: LinkFacts) -> Run<'static> {
    Run {
        files: vec![checked("README.md", "x", Vec::new())],
        links: Some(facts),
        ..Run::default()
    }
}

#[test]
fn findings_are_counted_by_severity_and_file() {
    use Severity::{Error, Info, Warning};
    let file =
        |severities: &[Severity]| checked("a.md", "x", severities.iter().map(|&s| finding(s)).collect());
    for (files, expected) in [
        (vec![], "no files were checked"),
        (vec![file(&[])], "no findings in a.md"),
        (vec![file(&[]), file(&[])], "no findings in 2 files"),
        (vec![file(&[Error])], "1 finding in a.md: 1 error"),
        (
            vec![file(&[Info, Warning, Error, Error])],
            "4 findings in a.md: 2 errors, 1 warning, 1 info",
        ),
        (
            vec![file(&[Warning]), file(&[])],
            "1 finding in 1 of 2 files: 1 warning",
        ),
        (
            vec![file(&[Warning]), file(&[Warning])],
            "2 findings in 2 files: 2 warnings",
        ),
    ] {
        assert_eq!(summary::findings(&of(files)), expected);
    }
}

#[test]
fn fixes_are_counted_by_their_safety() {
    let fixed = |&applicability: &Applicability| Finding {
        fix: Some(Fix {
            applicability,
            ..Fix::safe("do", Vec::new())
        }),
        ..finding(Severity::Error)
    };
    let run = |fixes: &[_]| of(vec![checked("a.md", "x", fixes.iter().map(fixed).collect())]);
    let [safe, doubtful] = [Applicability::Safe, Applicability::Unsafe];
    for (fixes, expected) in [
        (&[][..], None),
        (&[safe], Some("1 fixable with `paperlint fix`")),
        (&[doubtful], Some("1 fixable with `paperlint fix --unsafe`")),
        (
            &[safe, doubtful],
            Some("1 fixable with `paperlint fix`, 1 more with `--unsafe`"),
        ),
    ] {
        assert_eq!(summary::fixes(&run(fixes)).as_deref(), expected);
    }
}

#[test]
fn links_that_are_all_verified_need_few_words() {
    let run = online(links(&[(Verdict::Alive, 1)], &[("a.org", 1)]));
    assert_eq!(summary::links(&run).as_deref(), Some("1 of 1 link verified"));
    assert_eq!(summary::findings(&run), "no findings in README.md");
    assert_eq!(
        summary::links(&online(links(&[], &[]))).as_deref(),
        Some("no links to verify")
    );
    assert_eq!(summary::links(&of(Vec::new())), None);
}

#[test]
fn a_run_that_verified_little_does_not_look_like_a_pass() {
    let hosts = [
        ("a.org", 40),
        ("b.org", 30),
        ("c.org", 9),
        ("d.org", 8),
        ("e.org", 7),
        ("f.org", 1),
        ("g.org", 1),
        ("h.org", 4),
    ];
    let run = online(links(
        &[
            (Verdict::Blocked, 95),
            (Verdict::TimedOut, 1),
            (Verdict::Alive, 4),
        ],
        &hosts,
    ));
    let report = rendered(Format::Human, &run);
    assert_eq!(
        report,
        "no findings in README.md, but some links could not be verified\n\
         warning: only 4 of 100 links verified; 96 unknown: \
         a.org 40 blocked, b.org 30 blocked, c.org 9 blocked, d.org 8 blocked, e.org 7 blocked and 2 more hosts\n"
    );
}
