//! `merge-conflict`: the marks that Git leaves where two versions of a text could not be merged.

use crate::{
    document::Document,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::is_within,
    },
    source::Span,
};

pub(super) struct MergeConflict;

static META: Meta = meta!("merge-conflict", Markup, Error, Page);

impl Rule for MergeConflict {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        // The marks of one conflict are one finding: it starts with an opening mark or after a closing one.
        for conflict in
            marks(cx.document).chunk_by(|a, b| a.kind != MarkKind::Close && b.kind != MarkKind::Open)
        {
            report(cx, conflict);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum MarkKind {
    Open,
    Divide,
    Close,
}

struct Mark {
    kind: MarkKind,
    span: Span,
}

fn report(cx: &mut Context<'_>, marks: &[Mark]) {
    // A line of only `=` underlines a heading.
    let Some(first) = marks.iter().find(|mark| mark.kind != MarkKind::Divide) else {
        return;
    };
    let finding = cx.report(first.span, "this conflict marker is left from a merge");
    finding.help("decide which version stays, and remove the marks");
    for mark in marks {
        if mark.span != first.span {
            finding.related(mark.span, "a mark of the same conflict");
        }
    }
}

/// The lines that consist of a mark.
fn marks(document: &Document<'_>) -> Vec<Mark> {
    let source = document.source();
    let mut marks = Vec::new();
    for span in source.lines().map(|line| line.span) {
        if let Some(kind) = kind(source.slice(span)) {
            // Code may show how a conflict looks.
            if !is_within(document.code_blocks(), span.start) {
                marks.push(Mark { kind, span });
            }
        }
    }
    marks
}

fn kind(line: &str) -> Option<MarkKind> {
    if line.trim_end() == "=======" {
        return Some(MarkKind::Divide);
    }
    let (kind, name) = match line.strip_prefix("<<<<<<< ") {
        Some(name) => (MarkKind::Open, name),
        None => (MarkKind::Close, line.strip_prefix(">>>>>>> ")?),
    };
    // Git writes a branch or a commit behind the mark; more brackets would be nested quotes.
    name.starts_with(|c: char| !c.is_whitespace() && c != '<' && c != '>')
        .then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_conflict_is_one_finding() {
        check(
            &MergeConflict,
            "
<<<<<<< HEAD
^^^^^^^^^^^^ this conflict marker is left from a merge
- Ours
=======
- Theirs
>>>>>>> 7656f5e

<<<<<<< HEAD
^^^^^^^^^^^^ this conflict marker is left from a merge
- Ours
",
        );
    }

    #[test]
    fn a_mark_that_was_left_over_is_found() {
        check(
            &MergeConflict,
            "=======\n- Theirs\n>>>>>>> 7656f5e\n^^^^^^^^^^^^^^^ this conflict marker is left from a merge\n\nTitle\n=======\n",
        );
    }

    #[test]
    fn underlined_headings_quotes_and_code_are_left_alone() {
        check(
            &MergeConflict,
            "Title\n=======\n\n> > quoted\n\n```\n<<<<<<< HEAD\n=======\n>>>>>>> x\n```\n",
        );
    }
}
