//! `empty-repository`: a link to code that is not there.

use crate::{
    facts::Record,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{quote, recorded},
    },
};

pub(super) struct EmptyRepository;

static META: Meta = meta!("empty-repository", Records, Warning, Links);

impl Rule for EmptyRepository {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (link, record) in recorded(cx) {
            let repository = match record {
                Record::Repository(repository) => repository,
                Record::Resource(resource) if resource.disabled => {
                    let message = format!("{} has closed {}", resource.source, quote(&resource.name));
                    cx.report(link.destination, message);
                    continue;
                }
                _ => continue,
            };
            let name = quote(&repository.name);
            if repository.disabled {
                cx.report(
                    link.destination,
                    format!("{} has closed the repository {name}", repository.source),
                );
            } else if repository.empty == Some(true) {
                cx.report(link.destination, format!("the repository {name} is empty"));
            }
        }
    }
}
