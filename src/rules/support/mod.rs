//! Helpers that rules of several groups share. Must not know any rule.

mod headings;
mod indexed;
mod lines;
mod links;
mod naming;
mod spans;
#[cfg(test)]
pub(super) mod testing;
mod text;
mod venues;

pub(super) use headings::anchors_by_letters;
pub(super) use indexed::{Indexed, indexed, is_recorded, shares_author};
pub(super) use lines::{blank_line_before, first_items, is_same_line, text_before};
pub(super) use links::{SHOWN, breaks_markdown, redirect, report_links};
pub(super) use naming::NameWords;
pub(super) use spans::is_within;
pub(super) use text::{contains_any, in_place_of, is_one_typo, quote, shorten, words};
pub(super) use venues::{are_joint, preprint};
