//! The layouts of entries, each with an example. Plain data; must not read them.

use crate::document::TableId;

/// The layout of an entry: the blocks that it is made of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Shape {
    /// A row of a table, in Markdown or HTML.
    ///
    /// ```markdown
    /// | Title | Venue | Paper |
    /// | --- | --- | --- |
    /// | Hearing Walls with Two Phones | CVPR 2024 | [Paper](https://arxiv.org/abs/2403.00001) |
    /// ```
    Row {
        /// The table.
        table: TableId,
        /// The row, from 0.
        row: usize,
    },
    /// A list item.
    ///
    /// ```markdown
    /// - **Hearing Walls with Two Phones.** CVPR 2024. [Paper](https://arxiv.org/abs/2403.00001)
    /// ```
    Item,
    /// A list item with items inside it that hold its authors, its venue or its links.
    ///
    /// ```markdown
    /// - Hearing Walls with Two Phones
    ///   - Ada King, Bob Lind. CVPR 2024
    ///   - [Paper](https://arxiv.org/abs/2403.00001) [Code](https://github.com/king/walls)
    /// ```
    NestedItems,
    /// A paragraph.
    ///
    /// ```markdown
    /// **Hearing Walls with Two Phones** \
    /// Ada King, Bob Lind \
    /// CVPR 2024 [[Paper](https://arxiv.org/abs/2403.00001)]
    /// ```
    Paragraph,
    /// A line among the lines of a paragraph, each of which is an entry.
    ///
    /// ```markdown
    /// [Hearing Walls with Two Phones](https://arxiv.org/abs/2403.00001), CVPR 2024
    /// [Seeing Bridges with a Clock](https://arxiv.org/abs/2403.00002), CVPR 2024
    /// ```
    Line,
    /// A paragraph with the title, and a list of its links below it.
    ///
    /// ```markdown
    /// **Hearing Walls with Two Phones**
    ///
    /// - Paper: https://arxiv.org/abs/2403.00001
    /// - Code: https://github.com/king/walls
    /// ```
    TitleAndItems,
    /// A paragraph with the title, and one with its links below it.
    ///
    /// ```markdown
    /// **Hearing Walls with Two Phones**
    ///
    /// [Paper](https://arxiv.org/abs/2403.00001) | [Code](https://github.com/king/walls)
    /// ```
    TitleAndLinks,
    /// A heading that is the title, with its link in it or below it.
    ///
    /// ```markdown
    /// ### 3. Hearing Walls with Two Phones
    /// Ada King, Bob Lind
    ///
    /// [Paper](https://arxiv.org/abs/2403.00001) | [Code](https://github.com/king/walls)
    /// ```
    Heading,
}
