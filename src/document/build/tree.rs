//! The blocks of a page as they open and close. Must not know the parser.

use super::super::{Block, BlockId, BlockKind};
use crate::{handle::Arena, source::Span};

/// The blocks so far, and the open ones.
#[derive(Default)]
pub(super) struct Tree {
    blocks: Arena<BlockId, Block>,
    /// The innermost last.
    open: Vec<BlockId>,
}

impl Tree {
    /// Adds a block inside the open ones, and opens it.
    pub(super) fn open(&mut self, kind: BlockKind, span: Span) {
        let id = self.add(kind, span);
        self.open.push(id);
    }

    /// Adds a block inside the open ones.
    pub(super) fn add(&mut self, kind: BlockKind, span: Span) -> BlockId {
        let parent = self.open.last().copied();
        self.blocks.push(Block { kind, span, parent })
    }

    /// Closes the innermost block.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// All blocks, each before those inside it.
    pub(super) fn finish(self) -> Arena<BlockId, Block> {
        self.blocks
    }
}
