//! Applies the fixes of findings to a text. Reads findings only: must not know rules, nor write files.

use std::collections::BTreeMap;

use crate::{
    finding::{Applicability, Finding, Fix},
    source::{SourceFile, Span},
};

/// How often a file is fixed and checked again. One fix may make way for the next, row by row, but not for ever.
const MOST_ROUNDS: usize = 100;

/// A file after its fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The file. Whether a byte order mark has to be put back, only the file before its fixes knows.
    pub source: SourceFile,
    /// What is still found in it.
    pub findings: Vec<Finding>,
    /// Whether fixing it again would change nothing; only rules that undo one another keep it from being so.
    pub is_stable: bool,
}

/// Fixes a file until nothing changes any more.
///
/// Fixes are applied up to `allowed`; `check` says what is found in a text.
pub fn fixed_point(
    source: &SourceFile,
    allowed: Applicability,
    check: impl Fn(&SourceFile) -> Vec<Finding>,
) -> Fixed {
    let mut source = source.clone();
    let mut findings = check(&source);
    for _ in 0..MOST_ROUNDS {
        let Some(text) = apply(source.text(), &findings, allowed) else {
            break;
        };
        source = SourceFile::new(source.path(), text);
        findings = check(&source);
    }
    Fixed {
        is_stable: apply(source.text(), &findings, allowed).is_none(),
        source,
        findings,
    }
}

/// The text after one pass of fixes up to `allowed`; `None` when they change nothing.
///
/// Fixes are taken in the order of their places. One that meets a fix taken before it is left for the next pass, with
/// all its edits: after the first fix the rule may see the text differently.
#[must_use]
pub fn apply(text: &str, findings: &[Finding], allowed: Applicability) -> Option<String> {
    let mut fixes: Vec<_> = findings
        .iter()
        .filter_map(|finding| finding.fix.as_ref())
        .filter(|fix| fix.applicability <= allowed && is_sound(fix, text))
        .collect();
    fixes.sort_by_key(|fix| fix.edits.first().map(|edit| edit.span));
    let mut taken = Edits::default();
    for fix in fixes {
        taken.take(fix);
    }
    let rewritten = taken.rewrite(text);
    (rewritten != text).then_some(rewritten)
}

/// Whether the edits of a fix are in order, apart from each other and within the text.
fn is_sound(fix: &Fix, text: &str) -> bool {
    let spans = || fix.edits.iter().map(|edit| edit.span);
    let is_in_text = |span: Span| text.get(span.range()).is_some();
    spans().all(is_in_text)
        && spans()
            .zip(spans().skip(1))
            .all(|(a, b)| a.end <= b.start && a != b)
}

/// Edits that do not meet: what stands in place of which bytes.
#[derive(Default)]
struct Edits<'f>(BTreeMap<Span, &'f str>);

impl<'f> Edits<'f> {
    /// Takes all edits of a fix, or none if one of them meets an edit that was taken before.
    fn take(&mut self, fix: &'f Fix) {
        if !fix.edits.iter().any(|edit| self.meets(edit.span)) {
            let edits = fix.edits.iter().map(|edit| (edit.span, &*edit.replacement));
            self.0.extend(edits);
        }
    }

    fn meets(&self, span: Span) -> bool {
        let up_to = Span::new(span.end, usize::MAX);
        let near = self.0.range(..=up_to).rev().map(|(taken, _)| *taken);
        near.take_while(|taken| taken.end >= span.start)
            .any(|taken| meet(taken, span))
    }

    fn rewrite(&self, text: &str) -> String {
        let mut rewritten = String::with_capacity(text.len());
        let mut copied = 0;
        for (span, replacement) in &self.0 {
            rewritten.push_str(&text[copied..span.start]);
            rewritten.push_str(replacement);
            copied = span.end;
        }
        rewritten.push_str(&text[copied..]);
        rewritten
    }
}

/// Whether two spans share a byte, or one is an insertion at the other: then the order of the two would be a guess.
fn meet(a: Span, b: Span) -> bool {
    if a.is_empty() || b.is_empty() {
        a.start <= b.end && b.start <= a.end
    } else {
        a.start < b.end && b.start < a.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Edit, Severity};

    fn found(fix: Fix) -> Finding {
        let mut finding = Finding::new("rule", Severity::Warning, Span::at(0), "message");
        finding.fix(fix);
        finding
    }

    fn safe(edits: Vec<Edit>) -> Finding {
        found(Fix::safe("repair", edits))
    }

    fn replace(start: usize, end: usize, text: &str) -> Edit {
        Edit::replace(Span::new(start, end), text)
    }

    #[track_caller]
    fn check(text: &str, findings: &[Finding], expected: Option<&str>) {
        let mut findings = findings.to_vec();
        for order in ["as given", "reversed"] {
            let fixed = apply(text, &findings, Applicability::Safe);
            assert_eq!(fixed.as_deref(), expected, "findings {order}");
            findings.reverse();
        }
    }

    #[test]
    fn edits_far_apart_are_all_applied() {
        let both = [safe(vec![replace(4, 5, "E")]), safe(vec![replace(0, 1, "AA")])];
        check("abcde", &both, Some("AAbcdE"));
        let next_to_each_other = [safe(vec![replace(0, 2, "x")]), safe(vec![replace(2, 3, "y")])];
        check("abcde", &next_to_each_other, Some("xyde"));
    }

    #[test]
    fn a_fix_that_meets_another_is_left_out_with_all_its_edits() {
        let first = safe(vec![replace(1, 3, "X")]);
        let second = safe(vec![replace(2, 4, "Y"), replace(4, 5, "Z")]);
        check("abcde", &[first, second], Some("aXde"));
        let between = safe(vec![replace(2, 3, "X")]);
        let around = safe(vec![Edit::insert(0, "("), Edit::insert(5, ")")]);
        check("abcde", &[around, between], Some("(abXde)"));
    }

    #[test]
    fn a_second_insertion_at_one_place_waits() {
        let bold = safe(vec![Edit::insert(1, "**"), Edit::insert(3, "**")]);
        let other = safe(vec![Edit::insert(3, "!")]);
        check("abcde", &[bold.clone(), other], Some("a**bc**de"));
        check(
            "abcde",
            &[bold, safe(vec![replace(3, 4, "D")])],
            Some("a**bc**de"),
        );
    }

    #[test]
    fn unsafe_fixes_have_to_be_allowed() {
        let finding = [found(Fix::unsafe_("guess", vec![replace(0, 1, "b")]))];
        assert_eq!(apply("a", &finding, Applicability::Safe), None);
        assert_eq!(apply("a", &finding, Applicability::Unsafe).as_deref(), Some("b"));
    }

    #[test]
    fn unsound_fixes_and_fixes_without_effect_change_nothing() {
        check("é", &[safe(vec![replace(1, 2, "e")])], None);
        check("ab", &[safe(vec![replace(1, 9, "e")])], None);
        check("ab", &[safe(vec![replace(0, 2, "e"), replace(1, 2, "f")])], None);
        check(
            "ab",
            &[safe(vec![Edit::insert(0, "e"), Edit::insert(0, "f")])],
            None,
        );
        check("ab", &[safe(vec![replace(0, 1, "a")]), safe(Vec::new())], None);
    }

    /// Finds the first `from` and offers `to` in its place.
    fn rule(from: &'static str, to: &'static str) -> impl Fn(&SourceFile) -> Vec<Finding> {
        move |source| {
            let at = source.text().find(from);
            at.map(|at| safe(vec![replace(at, at + from.len(), to)]))
                .into_iter()
                .collect()
        }
    }

    #[test]
    fn a_file_is_fixed_until_nothing_is_left() {
        let source = SourceFile::new("x.md", "aaaa");
        let fixed = fixed_point(&source, Applicability::Safe, rule("a", "b"));
        assert_eq!((fixed.source.text(), fixed.source.path()), ("bbbb", "x.md"));
        assert!(fixed.is_stable && fixed.findings.is_empty());
    }

    #[test]
    fn rules_that_undo_one_another_do_not_go_on_for_ever() {
        let source = SourceFile::new("x.md", "a");
        let fixed = fixed_point(&source, Applicability::Safe, rule("a", "aa"));
        assert!(!fixed.is_stable);
        assert_eq!(fixed.source.text().len(), 1 + MOST_ROUNDS);
    }
}
