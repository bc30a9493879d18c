//! `explain` and `rules`: show the rules' pages. Must not contain its own text about a rule.

use super::{error::Error, settings::rule};
use crate::rules::{self, Group, Meta};

/// The page of a rule.
pub(super) fn page(name: &str) -> Result<String, Error> {
    Ok(rule(name)?.page.to_owned())
}

/// The rules by group, one line each: name, level, needs, fix and summary.
pub(super) fn list() -> String {
    let width = rules::metas().map(|meta| meta.id.len()).max().unwrap_or(0);
    let groups = Group::ALL.map(|group| {
        let metas = rules::metas().filter(|meta| meta.group == group);
        let lines: String = metas.map(|meta| line(meta, width)).collect();
        format!("{:width$}  level    needs     fix\n{lines}", group.title())
    });
    groups.join("\n")
}

fn line(meta: &Meta, width: usize) -> String {
    format!(
        "{:width$}  {:7}  {:8}  {:6}  {}\n",
        meta.id,
        meta.severity.as_str(),
        meta.needs.as_str(),
        meta.fix_word(),
        meta.summary()
    )
}
