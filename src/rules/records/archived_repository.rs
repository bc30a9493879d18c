//! `archived-repository`: a link to code that its owner has archived.

use super::shared::recorded;
use crate::{
    facts::Record,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
};

pub(super) struct ArchivedRepository;

static META: Meta = meta!("archived-repository", Records, Info, Links)
    .with_help("say so in the entry, or link to its successor");

impl Rule for ArchivedRepository {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (link, record) in recorded(cx) {
            // Archived code still works, so this is worth knowing and not a defect.
            if let Record::Repository(repository) = record
                && repository.archived
            {
                let name = quote(&repository.name);
                cx.report(link.destination, format!("the repository {name} is archived"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{LinkFact, RepositoryRecord},
        rules::support::testing::{check_with, learnt},
    };

    #[test]
    fn links_into_one_repository_are_one_finding() {
        let repository = RepositoryRecord {
            name: "lab/maps".into(),
            archived: true,
            ..RepositoryRecord::default()
        };
        let fact = LinkFact::confirmed("GitHub", "", Some(Record::Repository(repository)));
        let urls = [
            "https://github.com/lab/maps",
            "https://github.com/lab/maps/tree/main/a",
        ];
        let facts = learnt(urls.map(|url| (url, fact.clone())));
        let list = "
- [code](https://github.com/lab/maps)
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^ the repository “lab/maps” is archived
- [more](https://github.com/lab/maps/tree/main/a)
";
        check_with(&ArchivedRepository, list, &facts);
    }
}
