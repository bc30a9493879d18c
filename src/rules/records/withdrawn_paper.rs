//! `withdrawn-paper`: a paper that its authors have taken back.

use crate::{
    facts::Record,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{quote, recorded},
    },
};

pub(super) struct WithdrawnPaper;

static META: Meta = meta!("withdrawn-paper", Records, Warning, Links);

impl Rule for WithdrawnPaper {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (link, record) in recorded(cx) {
            let Record::Paper(paper) = record else { continue };
            if paper.retracted {
                cx.report(
                    link.destination,
                    format!("this paper was retracted: {} says so", paper.source),
                );
                continue;
            }
            if let Some(comment) = paper.comment.as_deref().filter(|comment| is_withdrawal(comment)) {
                let message = format!(
                    "this paper was withdrawn: {} says {}",
                    paper.source,
                    quote(comment)
                );
                cx.report(link.destination, message);
            }
        }
    }
}

/// Whether a remark says that the paper was taken back. A remark about an earlier version or another paper does not.
fn is_withdrawal(comment: &str) -> bool {
    const WORDS: [&str; 3] = ["withdrawn", "retracted", "withdrawal"];
    const OTHERS: [&str; 4] = ["version", "supersede", "previous", "earlier"];
    let text = comment.to_lowercase();
    let has = |words: &[&str]| {
        let mut found = text.split(|c: char| !c.is_alphanumeric());
        found.any(|word| words.iter().any(|wanted| word.starts_with(wanted)))
    };
    has(&WORDS) && !has(&OTHERS)
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
