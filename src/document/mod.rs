//! The content of the file: headings, tables, links, comments. Parsing never fails: broken parts are data for rules.
//! Must not know paper lists.

mod anchor;
mod autolink;
mod block;
mod broken_tag;
mod build;
mod contents;
mod element;
mod garble;
mod heading;
mod html;
mod link;
mod outline;
mod page;
mod parser;
mod row;
mod sections;
mod suppression;
mod table;
mod tag;
mod text;

pub use anchor::{AnchorMatch, decode as decode_fragment};
pub use block::{Block, BlockId, BlockKind};
pub use broken_tag::{BrokenTag, TagFault, broken_tag};
pub use contents::{Contents, ContentsEntry};
pub use element::{End, element};
pub use garble::{Garbled, garbled};
pub use heading::{Heading, HeadingId, slugify, slugify_in_case};
pub use html::{
    OpenTag, Piece as HtmlPiece, attribute as html_attribute, open_tags, pieces as html_pieces,
    text_content as html_text,
};
pub use link::{Link, LinkId, LinkSyntax};
pub use outline::{Node, NodeKind, outline};
pub use page::Document;
pub use row::{is_delimiter_row, split_row};
pub use suppression::{Scope, Suppression};
pub use table::{Cell, Row, Table, TableId};
pub use tag::HtmlTag;
pub use text::{Gap, Style, TextRun, join as join_runs};
