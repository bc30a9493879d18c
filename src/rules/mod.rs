//! The registry of rules. A rule is a pure function of its view of a file: no rule may do I/O.

mod anchors;
mod base;
pub mod confirmed;
mod contents;
mod entries;
mod links;
mod markup;
mod records;
mod support;
mod suppressions;
mod tables;
mod text;
mod venues;

pub use base::{Context, Group, Meta, Needs, Others, Rule, View};
pub use confirmed::{ConfirmedEntry, ConfirmedLink, confirmed};

/// The rules of each group, in the order of [`Group::ALL`].
static GROUPS: [&[&dyn Rule]; Group::ALL.len()] = [
    tables::RULES,
    links::RULES,
    anchors::RULES,
    contents::RULES,
    markup::RULES,
    text::RULES,
    venues::RULES,
    entries::RULES,
    records::RULES,
    suppressions::RULES,
];

/// Every rule, group by group.
pub fn all() -> impl Iterator<Item = &'static dyn Rule> {
    GROUPS.iter().copied().flatten().copied()
}

/// The metadata of every rule, group by group.
pub fn metas() -> impl Iterator<Item = &'static Meta> {
    all().map(Rule::meta)
}

/// The metadata of the rule with this name.
#[must_use]
pub fn meta(id: &str) -> Option<&'static Meta> {
    metas().find(|meta| meta.id == id)
}
