//! Rules on tables: rows that fall out of them, cells that are lost, missing or empty.

mod broken_row;
mod detached_row;
mod empty_cell;
mod empty_row;
mod fullwidth_pipe;
mod inconsistent_placeholder;
mod lost_cells;
mod mismatched_delimiter;
mod shared;
mod short_row;
mod swallowed_text;
mod unfilled_column;
mod unrendered_row;

use crate::rules::base::Rule;

/// The rules of this group, by name.
pub(super) static RULES: &[&dyn Rule] = &[
    &broken_row::BrokenRow,
    &detached_row::DetachedRow,
    &empty_cell::EmptyCell,
    &empty_row::EmptyRow,
    &fullwidth_pipe::FullwidthPipe,
    &inconsistent_placeholder::InconsistentPlaceholder,
    &lost_cells::LostCells,
    &mismatched_delimiter::MismatchedDelimiter,
    &short_row::ShortRow,
    &swallowed_text::SwallowedText,
    &unfilled_column::UnfilledColumn,
    &unrendered_row::UnrenderedRow,
];
