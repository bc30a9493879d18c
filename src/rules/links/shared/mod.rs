//! Facts about links that several rules need. Must not report.

mod defect;
mod host_defect;
mod label;
mod leftover;
mod trace;
mod url_defect;
mod verdict;
mod written;

pub(super) use defect::{Cause, Defect};
pub(super) use host_defect::is_front_page;
pub(super) use label::{is_whole_repository, label_word, role_of_word};
pub(super) use leftover::{Leftover, leftovers};
pub(super) use trace::{FARTHEST, Fault, Trace, first_char, start_of_line, traces};
pub(super) use url_defect::url_defect;
pub(super) use verdict::{Page, pages, subject};
pub(super) use written::{after_scheme, first_of, link_around, opening_bracket, without_www, write_instead};
