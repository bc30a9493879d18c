//! Compares the tree of a page before its fixes with the tree after them. Must not apply fixes.
//!
//! An edit may change the text that it touches and the elements of this text. It must not change other elements: a
//! closed bracket may turn the rest of the line into a link, and a removed tag may end a block.

use crate::{
    document::{Node, NodeKind, outline},
    source::Span,
};

/// The place of an edit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Change {
    /// The replaced bytes.
    pub(super) span: Span,
    /// The number of new bytes.
    pub(super) length: usize,
    /// True if the edit may change the blocks that it touches.
    pub(super) reshapes: bool,
}

/// The tree of a page before its changes.
pub(super) struct Page {
    nodes: Vec<Node>,
}

impl Page {
    pub(super) fn of(text: &str) -> Self {
        Self { nodes: outline(text) }
    }

    /// True if `text`, the page after the changes, has the same tree outside them. The changes are sorted and disjoint.
    pub(super) fn is_kept(&self, changes: &[Change], text: &str) -> bool {
        let shift = Shift::new(changes);
        let free = Free {
            blocks: self.reshaped(changes),
            texts: self.rewritten(&shift),
        };
        let before = free.seen(&self.nodes, |span| shift.before(span));
        let after = free.after(&shift).seen(&outline(text), |span| shift.after(span));
        before == after
    }

    /// The blocks that the changes may replace by others.
    fn reshaped(&self, changes: &[Change]) -> Spans {
        let roots = self.nodes.iter().filter(|node| node.is_root);
        let roots: Vec<_> = roots.map(|node| node.span).collect();
        let mut reshaped = Spans::default();
        for change in changes.iter().filter(|change| change.reshapes) {
            // A block that ends at the start of a change may continue in it: a new row belongs to the table above.
            let first = roots.partition_point(|root| root.end < change.span.start);
            let mut free = change.span;
            for root in &roots[first..] {
                if root.start > change.span.end {
                    break;
                }
                free = join(free, *root);
            }
            reshaped.add(free);
        }
        reshaped
    }

    /// The texts, links and other inline elements that the changes touch and may split.
    fn rewritten(&self, shift: &Shift) -> Spans {
        let mut rewritten = Spans::default();
        for node in self.nodes.iter().filter(|node| is_text(node)) {
            if shift.before(node.span).is_none() {
                rewritten.add(node.span);
            }
        }
        rewritten
    }
}

/// True for an inline element.
fn is_text(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Inline(_))
}

/// The places at which a page may change.
struct Free {
    /// The places at which any element may change.
    blocks: Spans,
    /// The places at which inline elements may change.
    texts: Spans,
}

/// The compared part of a node: only its kind if a change touches it.
#[derive(PartialEq, Debug)]
struct Seen {
    kind: NodeKind,
    /// The place after the changes, if none touches the node.
    place: Option<Span>,
}

impl Free {
    /// The nodes that must be the same before and after, with their places after the changes.
    fn seen(&self, nodes: &[Node], place: impl Fn(Span) -> Option<Span>) -> Vec<Seen> {
        let mut seen = Vec::new();
        for node in nodes {
            if self.holds(node) {
                continue;
            }
            let place = place(node.span);
            // An inline element that a change touches may become something else; a block may not.
            if place.is_some() || !is_text(node) {
                let kind = node.kind;
                seen.push(Seen { kind, place });
            }
        }
        seen
    }

    fn holds(&self, node: &Node) -> bool {
        self.blocks.hold(node.span) || is_text(node) && self.texts.hold(node.span)
    }

    /// The same places after the changes.
    fn after(&self, shift: &Shift) -> Self {
        Self {
            blocks: self.blocks.after(shift),
            texts: self.texts.after(shift),
        }
    }
}

/// Sorted, disjoint spans.
#[derive(Default)]
struct Spans(Vec<Span>);

impl Spans {
    /// Adds a span that does not start before the previous ones.
    fn add(&mut self, span: Span) {
        match self.0.last_mut() {
            Some(last) if span.start <= last.end => *last = join(*last, span),
            _ => self.0.push(span),
        }
    }

    /// The same spans after the changes.
    fn after(&self, shift: &Shift) -> Self {
        Self(self.0.iter().map(|span| shift.around(*span)).collect())
    }

    /// True if one of the spans contains another span.
    fn hold(&self, span: Span) -> bool {
        let next = self.0.partition_point(|held| held.end < span.end);
        self.0.get(next).is_some_and(|held| held.start <= span.start)
    }
}

fn join(a: Span, b: Span) -> Span {
    Span::new(a.start.min(b.start), a.end.max(b.end))
}

/// The map from places before the changes to places after them.
struct Shift {
    /// For each change, its span in the old text and its span in the new text.
    changes: Vec<(Span, Span)>,
}

impl Shift {
    fn new(changes: &[Change]) -> Self {
        let (mut gone, mut come) = (0, 0);
        let mut moved = Vec::new();
        for change in changes {
            let start = change.span.start - gone + come;
            moved.push((change.span, Span::new(start, start + change.length)));
            gone += change.span.len();
            come += change.length;
        }
        Self { changes: moved }
    }

    /// The place of a node of the old text in the new one, if no change touches it.
    fn before(&self, span: Span) -> Option<Span> {
        let passed = self.passed(span, |(old, _)| *old)?;
        let start = self.moved(passed, span.start);
        Some(Span::new(start, start + span.len()))
    }

    /// The place of a node of the new text, if no change touches it.
    fn after(&self, span: Span) -> Option<Span> {
        self.passed(span, |(_, new)| *new).map(|_| span)
    }

    /// The number of changes before a span, in the old or the new text, if none touches it.
    fn passed(&self, span: Span, side: fn(&(Span, Span)) -> Span) -> Option<usize> {
        let passed = self
            .changes
            .partition_point(|change| side(change).end < span.start);
        // A change at an edge of the span touches it: a letter in front of a word makes another word.
        let next = self.changes.get(passed).map(side);
        next.is_none_or(|next| next.start > span.end).then_some(passed)
    }

    /// The place in the new text of a block with all changes at its edges.
    fn around(&self, block: Span) -> Span {
        // Text inserted at the very start of a block belongs to it.
        let passed = self
            .changes
            .partition_point(|(old, _)| old.end < block.start || old.end == block.start && !old.is_empty());
        let met = self.changes.partition_point(|(old, _)| old.start <= block.end);
        Span::new(self.moved(passed, block.start), self.moved(met, block.end))
    }

    /// The place in the new text of an old place after `passed` changes.
    fn moved(&self, passed: usize, place: usize) -> usize {
        match self.changes[..passed].last() {
            Some((old, new)) => place.max(old.end) - old.end + new.end,
            None => place,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// True if the page is kept when `from` becomes `to`; then the same for a change that may reshape blocks.
    fn kept(text: &str, from: &str, to: &str) -> (bool, bool) {
        let start = text.find(from).expect("the text has it");
        let changed = text.replacen(from, to, 1);
        let [strict, loose] = [false, true].map(|reshapes| {
            let change = Change {
                span: Span::new(start, start + from.len()),
                length: to.len(),
                reshapes,
            };
            Page::of(text).is_kept(&[change], &changed)
        });
        (strict, loose)
    }

    const TABLE: &str = "# A\n\n| a | b |\n|---|---|\n| c | d |\n| e | *f* |\n\nText.\n";

    #[test]
    fn text_may_become_other_text() {
        for (from, to) in [
            ("c", "C C"),
            ("c", "**c**"),
            ("*f*", "f"),
            ("Text", "[Text](x)"),
            ("c ", ""),
        ] {
            assert_eq!(kept(TABLE, from, to), (true, true), "{from} {to}");
        }
    }

    #[test]
    fn a_cell_more_and_a_block_less_are_changes_of_the_tree() {
        for (from, to) in [
            ("c", "c | c"),
            ("|\n| e", "|\n\n| e"),
            ("# A", "A"),
            ("# A", "## A"),
        ] {
            assert_eq!(kept(TABLE, from, to), (false, true), "{from} {to}");
        }
    }

    #[test]
    fn elements_elsewhere_stay() {
        for (from, to) in [("# A", "```"), ("Text.", "Text"), ("| a | b |\n", "<!--\n")] {
            let text = format!("{TABLE}\n- `x`\n");
            let changed = kept(&text, from, to);
            assert_eq!(changed.1, to == "Text", "{from} {to}");
        }
        assert_eq!(kept("a b [c](d) e* f\n", "a", "*a"), (false, true));
        assert_eq!(kept("a [b](c)\n\nd `e` f\n", "a", "~~~\n"), (false, false));
    }

    #[test]
    fn places_are_found_after_many_changes() {
        let changes = [(2, 4, 1), (6, 6, 3), (8, 9, 0)].map(|(start, end, length)| Change {
            span: Span::new(start, end),
            length,
            reshapes: false,
        });
        let shift = Shift::new(&changes);
        assert_eq!(shift.before(Span::new(0, 1)), Some(Span::new(0, 1)));
        assert_eq!(shift.before(Span::new(0, 2)), None);
        assert_eq!(shift.before(Span::new(5, 6)), None);
        assert_eq!(shift.before(Span::new(7, 7)), Some(Span::new(9, 9)));
        assert_eq!(shift.before(Span::new(10, 12)), Some(Span::new(11, 13)));
        assert_eq!(shift.around(Span::new(6, 8)), Span::new(5, 10));
    }
}
