//! `explain` and `rules`: shows the rules' pages. Must not hold a text of its own about a rule.

use super::{error::Error, settings::check_name};
use crate::rules;

/// The page of a rule.
pub(super) fn page(name: &str) -> Result<String, Error> {
    check_name(name)?;
    Ok(rules::meta(name)
        .map(|meta| meta.page.to_owned())
        .unwrap_or_default())
}

/// Every rule with its level and summary, a line each.
pub(super) fn list() -> String {
    let mut metas: Vec<_> = rules::metas().collect();
    metas.sort_by_key(|meta| meta.id);
    let width = metas.iter().map(|meta| meta.id.len()).max().unwrap_or(0);
    let line = |meta: &rules::Meta| {
        let online = if meta.online { " (online)" } else { "" };
        format!(
            "{:width$}  {:7}  {}{online}\n",
            meta.id,
            meta.severity.as_str(),
            meta.summary()
        )
    };
    metas.into_iter().map(line).collect()
}
