//! `archived-repository`: a link to code that its owner does not keep up any more.

use super::{Context, Meta, Rule, quote, recorded};
use crate::{facts::Record, finding::Severity};

pub(super) struct ArchivedRepository;

static META: Meta = Meta {
    id: "archived-repository",
    severity: Severity::Info,
    online: true,
    page: include_str!("../../rules/archived-repository.md"),
};

impl Rule for ArchivedRepository {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (link, record) in recorded(cx) {
            if let Record::Repository(repository) = record
                && repository.archived
            {
                let name = quote(&repository.name);
                cx.report(
                    link.destination,
                    format!("the repository {name} is archived: nobody works on it"),
                );
            }
        }
    }
}
