//! `empty-repository`: a link to code that is not there.

use super::shared::recorded;
use crate::{
    facts::Record,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
};

pub(super) struct EmptyRepository;

static META: Meta = meta!("empty-repository", Records, Warning, Links)
    .with_help("say that the code is to come, or remove the link");

impl Rule for EmptyRepository {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (link, record) in recorded(cx) {
            if let Some(message) = defect(record) {
                cx.report(link.destination, message);
            }
        }
    }
}

/// The message where a registry says that there is nothing behind a link. The page itself may still answer.
fn defect(record: &Record) -> Option<String> {
    match record {
        Record::Repository(repository) => {
            let (source, name) = (&repository.source, quote(&repository.name));
            // A registry may say nothing about the content of a repository, which is then not known to be empty.
            match repository.empty {
                _ if repository.disabled => Some(format!("{source} has closed the repository {name}")),
                Some(true) => Some(format!("the repository {name} is empty")),
                _ => None,
            }
        }
        Record::Resource(resource) if resource.disabled => Some(format!(
            "{} has closed {}",
            resource.source,
            quote(&resource.name)
        )),
        Record::Resource(_) | Record::Paper(_) => None,
    }
}
