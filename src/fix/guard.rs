//! Holds the tree of a page before its fixes against the tree after them. Must not apply fixes.
//!
//! An edit may change the text that it touches and what that text is. It must not change what stands elsewhere: a
//! bracket that is closed may make a link of the rest of the line, and a tag that is taken out may end a block.

use crate::{
    document::{Node, NodeKind, outline},
    source::Span,
};

/// An edit as far as places are concerned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Change {
    /// The bytes that go.
    pub(super) span: Span,
    /// The number of bytes that come.
    pub(super) length: usize,
    /// True if the blocks where it is may become others.
    pub(super) reshapes: bool,
}

/// A page as it was, and changes to it, in order and apart.
pub(super) struct Page {
    nodes: Vec<Node>,
}

impl Page {
    pub(super) fn of(text: &str) -> Self {
        Self { nodes: outline(text) }
    }

    /// True if `text`, which the changes have made of the page, is the same page where they are not.
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

    /// The blocks that changes may make other ones of.
    fn reshaped(&self, changes: &[Change]) -> Spans {
        let roots = self.nodes.iter().filter(|node| node.is_root);
        let roots: Vec<_> = roots.map(|node| node.span).collect();
        let mut reshaped = Spans::default();
        for change in changes.iter().filter(|change| change.reshapes) {
            // A block that only ends where the change starts may go on into it: a row more is one of the table above.
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

    /// The stretches of text, links and the like that changes touch: they may become several.
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

/// True for what stands within a block.
fn is_text(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Inline(_))
}

/// The places where a page may change.
struct Free {
    /// Anything there.
    blocks: Spans,
    /// Anything within a block.
    texts: Spans,
}

/// The part of a node that is compared: only the kind of its block if a change touches it.
#[derive(PartialEq, Debug)]
struct Seen {
    kind: NodeKind,
    /// Its place after the changes, if none touches it.
    place: Option<Span>,
}

impl Free {
    /// The nodes that have to be the same before and after, at their places after the changes.
    fn seen(&self, nodes: &[Node], place: impl Fn(Span) -> Option<Span>) -> Vec<Seen> {
        let mut seen = Vec::new();
        for node in nodes {
            if self.holds(node) {
                continue;
            }
            let place = place(node.span);
            // A link or a stretch of text that a change touches may be something else afterwards; a block may not.
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

/// Spans in order and apart.
#[derive(Default)]
struct Spans(Vec<Span>);

impl Spans {
    /// Adds a span that starts no earlier than those before it.
    fn add(&mut self, span: Span) {
        match self.0.last_mut() {
            Some(last) if span.start <= last.end => *last = join(*last, span),
            _ => self.0.push(span),
        }
    }

    /// Their places after the changes.
    fn after(&self, shift: &Shift) -> Self {
        Self(self.0.iter().map(|span| shift.around(*span)).collect())
    }

    /// True if one of them holds a span.
    fn hold(&self, span: Span) -> bool {
        let next = self.0.partition_point(|held| held.end < span.end);
        self.0.get(next).is_some_and(|held| held.start <= span.start)
    }
}

fn join(a: Span, b: Span) -> Span {
    Span::new(a.start.min(b.start), a.end.max(b.end))
}

/// The way from places before the changes to places after them.
struct Shift {
    /// The span that each change takes out of the old text, and the one that it has put into the new text.
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
        // A change that meets the span at an edge touches it: a letter put before a word makes another word.
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

    /// The place in the new text of one in the old, which lies behind so many changes.
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

    /// True if the page is kept when `from` becomes `to`, once, and whether it is if the blocks may change.
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
    fn what_stands_elsewhere_stays() {
        for (from, to) in [("# A", "```"), ("Text.", "Text"), ("| a | b |\n", "<!--\n")] {
            let text = format!("{TABLE}\n- `x`\n");
            let changed = kept(&text, from, to);
            assert_eq!(changed.1, to == "Text", "{from} {to}");
        }
        assert_eq!(kept("a b [c](d) e* f\n", "a", "*a"), (false, true));
        assert_eq!(kept("a [b](c)\n\nd `e` f\n", "a", "~~~\n"), (false, false));
    }

    #[test]
    fn places_are_known_again_behind_many_changes() {
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
