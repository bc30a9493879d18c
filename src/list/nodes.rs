//! The outline of a page by which entries are grouped: headings, paragraphs, and items inside items. Must not read
//! text.

use crate::{
    document::{BlockId, BlockKind, Document, HeadingId},
    handle::Arena,
    source::Span,
};

/// A part of a page outside items.
pub(super) enum Node {
    Heading(HeadingId),
    Paragraph(Span),
    Summary(Span),
    /// Items that follow each other.
    Items(Vec<BlockId>),
}

/// The outline of a page.
pub(super) struct Page<'d> {
    document: &'d Document<'d>,
    /// In the order of the text.
    nodes: Vec<Node>,
    /// The items right inside each item.
    inner: Arena<BlockId, Vec<BlockId>>,
}

impl<'d> Page<'d> {
    pub(super) fn of(document: &'d Document<'d>) -> Self {
        let mut page = Self {
            document,
            nodes: Vec::new(),
            inner: inner_items(document),
        };
        page.nodes = page.joined(nodes(document));
        page
    }

    /// The headings, paragraphs and lists of the page.
    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The items right inside an item.
    pub(super) fn inner(&self, item: BlockId) -> &[BlockId] {
        &self.inner[item]
    }

    /// An item up to the first item inside it.
    pub(super) fn own_span(&self, item: BlockId) -> Span {
        let blocks = self.document.blocks();
        let whole = blocks[item].span;
        let end = self
            .inner(item)
            .first()
            .map_or(whole.end, |first| blocks[*first].span.start);
        Span::new(whole.start, end.max(whole.start)).trimmed(self.document.source().text())
    }

    /// The bytes of a node.
    pub(super) fn span_of(&self, node: &Node) -> Span {
        match node {
            Node::Heading(id) => self.document.heading(*id).span,
            Node::Paragraph(span) | Node::Summary(span) => *span,
            Node::Items(items) => self.span_of_items(items),
        }
    }

    fn span_of_items(&self, items: &[BlockId]) -> Span {
        let blocks = self.document.blocks();
        match items {
            [] => Span::at(0),
            [first, .., last] => Span::new(blocks[*first].span.start, blocks[*last].span.end),
            [only] => blocks[*only].span,
        }
    }

    /// True if nothing is between two blocks but space.
    pub(super) fn is_adjacent(&self, above: Span, below: Span) -> bool {
        let between = self.document.source().text().get(above.end..below.start);
        between.is_some_and(|between| between.trim().is_empty())
    }

    /// The nodes with the items of each list together.
    fn joined(&self, nodes: Vec<Node>) -> Vec<Node> {
        let mut joined: Vec<Node> = Vec::with_capacity(nodes.len());
        for node in nodes {
            match (joined.last_mut(), node) {
                (Some(Node::Items(items)), Node::Items(next))
                    if self.is_adjacent(self.span_of_items(items), self.span_of_items(&next)) =>
                {
                    items.extend(next);
                }
                (_, node) => joined.push(node),
            }
        }
        joined
    }
}

/// The headings, and the blocks that are in no item. A quotation shows the words of others, or a template.
fn nodes(document: &Document<'_>) -> Vec<Node> {
    let headings = document.headings().enumerated();
    let mut nodes: Vec<_> = headings
        .map(|(id, heading)| (heading.span.start, Node::Heading(id)))
        .collect();
    let blocks = document.blocks();
    // A block comes after its parent.
    let mut is_outside: Arena<BlockId, bool> = Arena::default();
    for (id, block) in blocks.enumerated() {
        let is_in_html = |holder| blocks[holder].kind == BlockKind::Html && is_outside[holder];
        is_outside.push(block.parent.is_none_or(is_in_html));
        let node = match block.kind {
            BlockKind::Paragraph => Node::Paragraph(block.span),
            BlockKind::Summary => Node::Summary(block.span),
            BlockKind::Item => Node::Items(vec![id]),
            BlockKind::Heading | BlockKind::Quote | BlockKind::Html => continue,
        };
        if is_outside[id] {
            nodes.push((block.span.start, node));
        }
    }
    nodes.sort_by_key(|(start, _)| *start);
    nodes.into_iter().map(|(_, node)| node).collect()
}

/// The items right inside each item.
fn inner_items(document: &Document<'_>) -> Arena<BlockId, Vec<BlockId>> {
    let blocks = document.blocks();
    let mut inner: Arena<BlockId, Vec<BlockId>> = Arena::from(vec![Vec::new(); blocks.len()]);
    // The innermost item that is or holds each block.
    let mut holders: Arena<BlockId, Option<BlockId>> = Arena::default();
    for (id, block) in blocks.enumerated() {
        let holder = block.parent.and_then(|parent| holders[parent]);
        let is_item = block.kind == BlockKind::Item;
        if let Some(holder) = holder.filter(|_| is_item) {
            inner[holder].push(id);
        }
        holders.push(if is_item { Some(id) } else { holder });
    }
    inner
}
