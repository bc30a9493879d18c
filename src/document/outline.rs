//! The tree of a page as a flat list, in the order of the text. Must not judge.

use pulldown_cmark::{Event, Tag};

use super::{parser::events, row::split_row};
use crate::source::Span;

/// A block, a stretch of text, or a part of one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Node {
    /// The kind.
    pub kind: NodeKind,
    /// The bytes.
    pub span: Span,
    /// True if no other node holds it.
    pub is_root: bool,
}

/// The kind of a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NodeKind {
    /// A part of the page, such as a paragraph or a row: its name, and the level of a heading or the cells of a row,
    /// also cells that GitHub drops.
    Block(&'static str, usize),
    /// A part of a text, such as a link.
    Inline(&'static str),
}

/// All nodes of a text. The spaces around a stretch of text are not part of it.
#[must_use]
pub fn outline(text: &str) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut depth = 0;
    for (event, span) in events(text) {
        let kind = match &event {
            Event::Start(tag) => of_tag(tag, &text[span.range()]),
            Event::End(_) => {
                depth -= 1;
                continue;
            }
            event => of_leaf(event),
        };
        let is_root = depth == 0;
        depth += usize::from(matches!(event, Event::Start(_)));
        match nodes.last_mut() {
            // The ends of the parser's stretches of text say nothing about the page.
            Some(last) if kind == TEXT && last.kind == TEXT && last.span.end == span.start => {
                last.span.end = span.end;
            }
            _ => nodes.push(Node { kind, span, is_root }),
        }
    }
    for node in nodes.iter_mut().filter(|node| node.kind == TEXT) {
        node.span = node.span.trimmed(text);
    }
    nodes.retain(|node| node.kind != TEXT || !node.span.is_empty());
    nodes
}

const TEXT: NodeKind = NodeKind::Inline("text");

fn of_tag(tag: &Tag<'_>, text: &str) -> NodeKind {
    let block = |name| NodeKind::Block(name, 0);
    match tag {
        Tag::Paragraph => block("paragraph"),
        Tag::Heading { level, .. } => NodeKind::Block("heading", *level as usize),
        Tag::BlockQuote(_) => block("quote"),
        Tag::CodeBlock(_) => block("code block"),
        Tag::HtmlBlock => block("HTML block"),
        Tag::List(_) => block("list"),
        Tag::Item => block("item"),
        Tag::FootnoteDefinition(_) => block("footnote"),
        Tag::Table(_) => block("table"),
        // The parser's own cells would hide that a row has lost one.
        Tag::TableHead | Tag::TableRow => {
            NodeKind::Block("row", split_row(text, Span::new(0, text.len())).len())
        }
        Tag::TableCell => block("cell"),
        Tag::Emphasis => NodeKind::Inline("emphasis"),
        Tag::Strong => NodeKind::Inline("strong"),
        Tag::Strikethrough => NodeKind::Inline("struck"),
        Tag::Link { .. } => NodeKind::Inline("link"),
        Tag::Image { .. } => NodeKind::Inline("image"),
        _ => block("block"),
    }
}

fn of_leaf(event: &Event<'_>) -> NodeKind {
    match event {
        Event::Text(_) => TEXT,
        Event::Code(_) => NodeKind::Inline("code"),
        Event::Html(_) | Event::InlineHtml(_) => NodeKind::Inline("HTML"),
        Event::SoftBreak | Event::HardBreak => NodeKind::Inline("break"),
        Event::Rule => NodeKind::Block("rule", 0),
        _ => NodeKind::Inline("mark"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_stands_in_the_order_of_the_text() {
        let nodes = outline("## A *b*\n\n| x |\n|---|\n| y |\n");
        let shown: Vec<_> = nodes
            .iter()
            .map(|node| {
                let name = match node.kind {
                    NodeKind::Block(name, _) | NodeKind::Inline(name) => name,
                };
                format!("{name} {}..{}", node.span.start, node.span.end)
            })
            .collect();
        assert_eq!(
            shown,
            [
                "heading 0..9",
                "text 3..4",
                "emphasis 5..8",
                "text 6..7",
                "table 10..28",
                "row 10..16",
                "cell 11..14",
                "text 12..13",
                "row 22..28",
                "cell 23..26",
                "text 24..25"
            ]
        );
        let roots = nodes.iter().filter(|node| node.is_root);
        assert_eq!(roots.count(), 2);
    }
}
