//! Applies the fixes of findings to a text. Must not know rules or write files.

mod diff;
mod guard;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

pub use diff::unified as unified_diff;
use guard::{Change, Page};

use crate::{
    finding::{Applicability, Edit, Finding, Fix},
    source::{SourceFile, Span},
};

/// The most rounds of fixing and checking a file. One fix may make the next possible, row by row, but not endlessly.
const MAX_ROUNDS: usize = 100;

/// A file after its fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The file, without the byte order mark of the file before its fixes.
    pub source: SourceFile,
    /// The remaining findings.
    pub findings: Vec<Finding>,
    /// The number of applied fixes of each rule.
    pub applied: BTreeMap<&'static str, usize>,
    /// True if another round would change nothing; false only if rules undo each other.
    pub is_stable: bool,
}

/// Fixes a file until it no longer changes.
///
/// Applies the fixes of `findings`, the findings in the file, up to `allowed`; `check` returns the findings in a fixed
/// text. A fix whose finding comes back again and again repairs nothing: it is set aside, and the others are kept.
pub fn fixed_point(
    source: &SourceFile,
    findings: &[Finding],
    allowed: Applicability,
    mut check: impl FnMut(&SourceFile) -> Vec<Finding>,
) -> Fixed {
    let mut aside = BTreeSet::new();
    loop {
        let rounds = rounds(source, findings, allowed, &aside, &mut check);
        let known = aside.len();
        aside.extend(rounds.endless);
        // Without a finding that comes back, or without hope, the last rounds count.
        if rounds.fixed.is_stable || aside.len() == known || known >= MAX_ASIDE {
            return rounds.fixed;
        }
    }
}

/// The most fixes to set aside. A file with more of them was made to have them.
const MAX_ASIDE: usize = 8;

/// A finding whose fix is set aside: its rule and its message.
type Aside = (&'static str, String);

/// A file after some rounds of fixes.
struct Rounds {
    fixed: Fixed,
    /// The findings that came back in round after round, though their fixes were applied.
    endless: Vec<Aside>,
}

/// Fixes a file in rounds, without the fixes that are set aside.
fn rounds(
    source: &SourceFile,
    findings: &[Finding],
    allowed: Applicability,
    aside: &BTreeSet<Aside>,
    check: &mut impl FnMut(&SourceFile) -> Vec<Finding>,
) -> Rounds {
    let mut fixed = Fixed {
        source: source.clone(),
        findings: findings.to_vec(),
        applied: BTreeMap::new(),
        is_stable: false,
    };
    let mut seen: BTreeMap<Aside, usize> = BTreeMap::new();
    for _ in 0..MAX_ROUNDS {
        for finding in fixed.findings.iter_mut().filter(|finding| finding.fix.is_some()) {
            let key = (finding.rule, finding.message.clone());
            if aside.contains(&key) {
                finding.fix = None;
            } else {
                *seen.entry(key).or_default() += 1;
            }
        }
        let Some(pass) = apply(&fixed.source, &fixed.findings, allowed) else {
            fixed.is_stable = true;
            break;
        };
        for rule in pass.rules {
            *fixed.applied.entry(rule).or_default() += 1;
        }
        fixed.source = SourceFile::new(source.path(), pass.text);
        fixed.findings = check(&fixed.source);
    }
    seen.retain(|_, rounds| *rounds > MAX_ROUNDS / 2);
    Rounds {
        fixed,
        endless: seen.into_keys().collect(),
    }
}

/// A text after one pass of fixes.
#[derive(PartialEq, Eq, Debug)]
pub struct Round {
    /// The text.
    pub text: String,
    /// The rules of the applied fixes, one for each fix.
    pub rules: Vec<&'static str>,
}

/// Applies one pass of fixes up to `allowed`; `None` if they change nothing.
///
/// Fixes are taken in the order of their places. A fix that meets an earlier one waits for the next pass with all its
/// edits, because the rule may judge the changed text differently. A fix that would change the page outside its edits
/// is not applied at all.
#[must_use]
pub fn apply(source: &SourceFile, findings: &[Finding], allowed: Applicability) -> Option<Round> {
    let mut fixes: Vec<Named<'_>> = Vec::new();
    for finding in findings {
        if let Some(fix) = &finding.fix
            && fix.applicability <= allowed
            && changes(fix, source.text())
        {
            fixes.push((finding.rule, fix));
        }
    }
    // Findings are sorted by their spans, but a fix may edit another place.
    fixes.sort_by_key(|(_, fix)| fix.edits.first().map(|edit| edit.span));
    // Blocks come first: two rules may have found one fault, and the second finding is gone when its blocks are right.
    let (reshaping, others): (Vec<_>, Vec<_>) = fixes.into_iter().partition(|(_, fix)| fix.reshapes);
    pass(source, reshaping).or_else(|| pass(source, others))
}

/// Applies fixes of one kind; `None` if they change nothing.
fn pass(source: &SourceFile, mut fixes: Vec<Named<'_>>) -> Option<Round> {
    let mut taken = Edits::new(source);
    fixes.retain(|(_, fix)| taken.take(fix));
    if fixes.is_empty() {
        // Without a fix, the page need not be parsed.
        return None;
    }
    let fixes = Trials::new(source).harmless(fixes);
    let taken = Edits::of(source, &fixes);
    (!fixes.is_empty()).then(|| Round {
        text: taken.rewrite(),
        rules: fixes.iter().map(|(rule, _)| *rule).collect(),
    })
}

/// A fix with the name of its rule.
type Named<'f> = (&'static str, &'f Fix);

/// The most times to parse a page in one pass to find harmful fixes. An untrusted list may be made so that all its
/// fixes are harmful.
const MAX_TRIALS: usize = 64;

/// Looks for fixes that together do not change the page outside their edits.
struct Trials<'f> {
    source: &'f SourceFile,
    page: Page,
    left: usize,
}

impl<'f> Trials<'f> {
    fn new(source: &'f SourceFile) -> Self {
        Self {
            source,
            page: Page::of(source.text()),
            left: MAX_TRIALS,
        }
    }

    /// The harmless fixes. Harmful ones are rare, so they are found by bisection.
    fn harmless(&mut self, mut fixes: Vec<Named<'f>>) -> Vec<Named<'f>> {
        if fixes.is_empty() || self.is_harmless(&fixes) {
            return fixes;
        }
        if fixes.len() == 1 || self.left == 0 {
            return Vec::new();
        }
        let second = fixes.split_off(fixes.len() / 2);
        let mut first = self.harmless(fixes);
        let second = self.harmless(second);
        let alone = first.len();
        // Two harmless halves may be harmful together: one opens a bracket and the other closes it.
        first.extend(second);
        if !self.is_harmless(&first) {
            first.truncate(alone);
        }
        first
    }

    fn is_harmless(&mut self, fixes: &[Named<'f>]) -> bool {
        let Some(left) = self.left.checked_sub(1) else {
            return false;
        };
        self.left = left;
        let edits = Edits::of(self.source, fixes);
        self.page.is_kept(&edits.changes(), &edits.rewrite())
    }
}

/// True if a fix changes the text, and its edits are sorted, disjoint and within the text.
fn changes(fix: &Fix, text: &str) -> bool {
    // Two insertions at one place have no order.
    let is_in_order = fix
        .edits
        .is_sorted_by(|a, b| a.span.end <= b.span.start && a.span != b.span);
    let mut changes = false;
    for edit in &fix.edits {
        match text.get(edit.span.range()) {
            Some(old) => changes |= old != edit.replacement,
            None => return false,
        }
    }
    is_in_order && changes
}

/// Edits that do not meet, each with its replacement.
struct Edits<'f> {
    source: &'f SourceFile,
    taken: BTreeMap<Span, (Cow<'f, str>, bool)>,
}

impl<'f> Edits<'f> {
    fn new(source: &'f SourceFile) -> Self {
        Self {
            source,
            taken: BTreeMap::new(),
        }
    }

    /// The edits of the fixes, which must not meet.
    fn of(source: &'f SourceFile, fixes: &[Named<'f>]) -> Self {
        let mut edits = Self::new(source);
        for (_, fix) in fixes {
            edits.take(fix);
        }
        edits
    }

    /// Takes all edits of a fix, or none if one of them meets an earlier edit.
    fn take(&mut self, fix: &'f Fix) -> bool {
        if fix.edits.iter().any(|edit| self.meets(edit.span)) {
            return false;
        }
        for edit in &fix.edits {
            let text = lines_as_in(self.source, edit);
            self.taken.insert(edit.span, (text, fix.reshapes));
        }
        true
    }

    fn meets(&self, span: Span) -> bool {
        let up_to = Span::new(span.end, usize::MAX);
        // Taken edits are disjoint, so the search ends at the first one that ends before the span.
        for (taken, _) in self.taken.range(..=up_to).rev() {
            if taken.end < span.start {
                return false;
            }
            if meet(*taken, span) {
                return true;
            }
        }
        false
    }

    fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for (&span, (text, reshapes)) in &self.taken {
            changes.push(Change {
                span,
                length: text.len(),
                reshapes: *reshapes,
            });
        }
        changes
    }

    fn rewrite(&self) -> String {
        let text = self.source.text();
        let mut rewritten = String::with_capacity(text.len());
        let mut copied = 0;
        for (span, (replacement, _)) in &self.taken {
            rewritten.push_str(&text[copied..span.start]);
            rewritten.push_str(replacement);
            copied = span.end;
        }
        rewritten.push_str(&text[copied..]);
        rewritten
    }
}

/// The replacement of an edit, with the line ends of the line that it changes.
fn lines_as_in<'e>(source: &SourceFile, edit: &'e Edit) -> Cow<'e, str> {
    let text = &*edit.replacement;
    if !text.contains('\n') || text.contains('\r') {
        return Cow::Borrowed(text);
    }
    // Rules write `\n`, which would leave a list from Windows with two kinds of line ends.
    match source.line_at(edit.span.start).end {
        None | Some("\n") => Cow::Borrowed(text),
        Some(line_end) => Cow::Owned(text.replace('\n', line_end)),
    }
}

/// True if two spans share a byte, or one is an insertion at the other, so that their order would be a guess.
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
            let source = SourceFile::new("x.md", text);
            let pass = apply(&source, &findings, Applicability::Safe);
            assert_eq!(
                pass.map(|pass| pass.text).as_deref(),
                expected,
                "findings {order}"
            );
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
    fn unsafe_fixes_must_be_allowed() {
        let finding = [found(Fix::risky("guess", vec![replace(0, 1, "b")]))];
        let source = SourceFile::new("x.md", "a");
        assert_eq!(apply(&source, &finding, Applicability::Safe), None);
        let pass = apply(&source, &finding, Applicability::Unsafe).expect("it changes something");
        assert_eq!((&*pass.text, &*pass.rules), ("b", &["rule"][..]));
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

    #[test]
    fn a_fix_that_changes_the_page_elsewhere_is_left_out_and_no_other() {
        let text = "a b [c](d) e* f\n\n| g |\n|---|\n| h |\n";
        let emphasis = safe(vec![Edit::insert(0, "*")]);
        let cell = safe(vec![replace(19, 20, "G")]);
        let pipe = safe(vec![replace(31, 32, "h | i")]);
        let fixed = text.replace('g', "G");
        check(text, &[emphasis, cell, pipe], Some(&fixed));
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
        let check = rule("a", "b");
        let fixed = fixed_point(&source, &check(&source), Applicability::Safe, check);
        assert_eq!((fixed.source.text(), fixed.source.path()), ("bbbb", "x.md"));
        assert!(fixed.is_stable && fixed.findings.is_empty());
    }

    #[test]
    fn a_fix_whose_finding_comes_back_is_set_aside() {
        let source = SourceFile::new("x.md", "a");
        let check = rule("a", "aa");
        let fixed = fixed_point(&source, &check(&source), Applicability::Safe, check);
        assert!(fixed.is_stable);
        assert_eq!(fixed.source.text(), "a");
    }
}
