//! `withdrawn-paper`: a paper that its authors have taken back.

use super::shared::recorded;
use crate::{
    facts::{PaperRecord, Record},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{quote, words},
    },
};

pub(super) struct WithdrawnPaper;

static META: Meta =
    meta!("withdrawn-paper", Records, Warning, Links).with_help("say so in the entry, or remove it");

impl Rule for WithdrawnPaper {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (link, record) in recorded(cx) {
            if let Record::Paper(paper) = record
                && let Some(message) = withdrawal(paper)
            {
                cx.report(link.destination, message);
            }
        }
    }
}

/// The message where a record says that its paper was taken back.
fn withdrawal(paper: &PaperRecord) -> Option<String> {
    let source = &paper.source;
    if paper.retracted {
        return Some(format!("this paper was retracted: {source} says so"));
    }
    // arXiv keeps the page of a withdrawn paper; only the remark on its last version says it.
    let comment = paper.comment.as_deref()?;
    is_withdrawal(comment).then(|| format!("this paper was withdrawn: {source} says {}", quote(comment)))
}

/// True if a remark says that the paper was taken back. A remark about an earlier version or another paper does not.
fn is_withdrawal(comment: &str) -> bool {
    let text = comment.to_lowercase();
    has_word(&text, &["withdrawn", "retracted", "withdrawal"])
        && !has_word(&text, &["version", "supersede", "previous", "earlier"])
}

/// True if a word of a text starts with one of these.
fn has_word(text: &str, starts: &[&str]) -> bool {
    words(text).any(|word| starts.iter().any(|start| word.starts_with(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withdrawal_is_told_from_a_remark_about_another_version() {
        for comment in [
            "This paper has been withdrawn by the authors",
            "Retracted due to an error in eq. 3",
        ] {
            assert!(is_withdrawal(comment), "{comment}");
        }
        for comment in [
            "The previous version was withdrawn; this one is complete",
            "Supersedes the withdrawn arXiv:2301.00001",
            "12 pages, CVPR 2024",
        ] {
            assert!(!is_withdrawal(comment), "{comment}");
        }
    }
}
