//! `merge-conflict`: the marks that Git leaves where two versions of a text could not be merged.

use crate::{
    document::Document,
    rules::base::{Context, Meta, Rule, meta},
    source::Span,
};

pub(super) struct MergeConflict;

static META: Meta = meta!("merge-conflict", Markup, Error, Page);

impl Rule for MergeConflict {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let marks = marks(cx.document);
        // The marks of one conflict are one finding: it starts with an opening mark or after a closing one.
        let conflicts =
            marks.chunk_by(|a, b| !matches!(a.kind, Kind::Close) && !matches!(b.kind, Kind::Open));
        for conflict in conflicts {
            report(cx, conflict);
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Open,
    Divide,
    Close,
}

struct Mark {
    kind: Kind,
    span: Span,
}

fn report(cx: &mut Context<'_>, marks: &[Mark]) {
    // A line of equals signs alone underlines a heading.
    let named = marks.iter().find(|mark| !matches!(mark.kind, Kind::Divide));
    let Some(first) = named else { return };
    let finding = cx.report(first.span, "this mark of a merge conflict is shown as text");
    finding.help("decide which version stays, and remove the marks");
    for mark in marks.iter().filter(|mark| mark.span != first.span) {
        finding.related(mark.span, "a mark of the same conflict");
    }
}

/// Lines that consist of a mark. Code may show them on purpose.
fn marks(document: &Document<'_>) -> Vec<Mark> {
    let source = document.source();
    let text = source.text();
    let mut marks = Vec::new();
    // Marks are rare, so only the places with three signs of a kind in a row are looked at.
    for (line, shown) in text.lines().enumerate() {
        let Some(kind) = kind(shown) else { continue };
        let span = source.line_span(line);
        let code = document.code_blocks();
        let before = code.partition_point(|block| block.start <= span.start);
        let is_code = before.checked_sub(1).is_some_and(|at| span.start < code[at].end);
        if !is_code {
            marks.push(Mark { kind, span });
        }
    }
    marks
}

fn kind(line: &str) -> Option<Kind> {
    const OPEN: &str = "<<<<<<< ";
    const DIVIDE: &str = "=======";
    const CLOSE: &str = ">>>>>>> ";
    let has_name = |rest: &str| rest.starts_with(|c: char| !c.is_whitespace() && c != '<' && c != '>');
    if line.trim_end() == DIVIDE {
        return Some(Kind::Divide);
    }
    let open = line.strip_prefix(OPEN).filter(|rest| has_name(rest));
    let close = line.strip_prefix(CLOSE).filter(|rest| has_name(rest));
    open.map(|_| Kind::Open).or(close.map(|_| Kind::Close))
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
^^^^^^^^^^^^ this mark of a merge conflict is shown as text
- Ours
=======
- Theirs
>>>>>>> 7656f5e

<<<<<<< HEAD
^^^^^^^^^^^^ this mark of a merge conflict is shown as text
- Ours
",
        );
    }

    #[test]
    fn a_mark_that_was_left_over_is_found() {
        check(
            &MergeConflict,
            "=======\n- Theirs\n>>>>>>> 7656f5e\n^^^^^^^^^^^^^^^ this mark of a merge conflict is shown as text\n\nTitle\n=======\n",
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
