//! Entries: what one row of a table says about one paper. Plain data; must not judge.

use super::VenueCell;
use crate::{config::Role, source::Span};

/// Where a cell stands, by index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CellRef {
    /// The table.
    pub table: usize,
    /// The body row.
    pub row: usize,
    /// The column.
    pub column: usize,
}

/// One paper, as a row gives it.
#[derive(Debug)]
pub struct Entry<'r> {
    /// The row.
    pub span: Span,
    /// The short name.
    pub name: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The venue.
    pub venue: Option<VenueCell<'r>>,
    /// The year, from the venue or from a column of its own.
    pub year: Option<u16>,
    /// Links with the role of the column that holds them, by index into the document's links.
    pub links: Vec<(Role, usize)>,
}
