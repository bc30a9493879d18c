//! `contradicted-title`: a title other than the one in the URL of the paper.

use crate::{
    config::Role,
    document::LinkId,
    identity::{Identity, bears_title, title},
    list::{Entry, EntryId, beginning},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::words,
    },
};

pub(super) struct ContradictedTitle;

static META: Meta = meta!("contradicted-title", Entries, Warning, List);

impl Rule for ContradictedTitle {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (id, entry) in cx.list.entries().enumerated() {
            let Some(title) = &entry.title else { continue };
            for link in entry.links_of(Role::Paper) {
                if names_other_title(cx, link, id) {
                    let other = cx.list.index().identity(link).and_then(Identity::title);
                    let words = other.unwrap_or_default().replace(['_', '-'], " ");
                    let message = format!("the URL has another title: “{}”", shortened(&words));
                    cx.report(cx.link(link).destination, message)
                        .related(title.span, "the title here")
                        .help("link to the paper of this title, or write the title of the paper");
                }
            }
        }
    }
}

/// A title without its middle, if it is long: both ends distinguish it from others.
fn shortened(title: &str) -> String {
    /// In characters.
    const LONGEST: usize = 90;
    let letters: Vec<_> = title.chars().collect();
    if letters.len() <= LONGEST {
        return title.to_owned();
    }
    let (start, end) = (&letters[..LONGEST / 2], &letters[letters.len() - LONGEST / 2..]);
    start.iter().chain(&['…']).chain(end).collect()
}

/// True if the URL of a link has words that are not in the title of the entry.
fn names_other_title(cx: &View<'_>, link: LinkId, entry: EntryId) -> bool {
    // A label such as `Ruan et al.` cites a paper, which is not the entry's own.
    if cx.document.slice(cx.link(link).label).contains("et al") {
        return false;
    }
    // All 198 slugs of CVF in eight lists begin with the words of the title, so other words name another paper.
    let index = cx.list.index();
    match index.identity(link) {
        Some(identity) => {
            bears_title(identity, index.title(entry)) == Some(false)
                && !has_all_words(identity, cx.list.entry(entry))
        }
        None => false,
    }
}

/// True if a URL has all words of a title or of a name: a list may give the names of two models only.
fn has_all_words(identity: &Identity, entry: &Entry<'_>) -> bool {
    let slug = title::key(identity.title().unwrap_or_default());
    let texts = [&entry.title, &entry.name].into_iter().flatten();
    texts.map(|field| beginning(&field.text)).any(|text| {
        let keys = words(text)
            .map(title::key)
            .filter(|key| key.as_str().len() >= SHORTEST);
        let mut keys = keys.peekable();
        keys.peek().is_some() && keys.all(|key| slug.contains(&key))
    })
}

/// Shorter words are in many titles.
const SHORTEST: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn an_address_with_the_words_of_another_title_is_reported() {
        check(
            &ContradictedTitle,
            "
| Title | Venue | Paper |
|---|---|---|
| Finding Small Ships in Large Pictures | CVPR 2022 | [p](https://openaccess.thecvf.com/content/CVPR2022/html/Ruan_Learning_to_Deblur_Using_Light_Field_CVPR_2022_paper.html) |
                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the URL has another title: “Learning to Deblur Using Light Field”
| Learning to Deblur Using Light Field Generated Images | CVPR 2022 | [p](https://openaccess.thecvf.com/content/CVPR2022/html/Ruan_Learning_to_Deblur_Using_Light_Field_CVPR_2022_paper.html) |
| Deblur / Light (with Field) | CVPR 2022 | [p](https://openaccess.thecvf.com/content/CVPR2022/html/Ruan_Learning_to_Deblur_Using_Light_Field_CVPR_2022_paper.html) |
| A Network for Ships | ICCV 2017 | [p](https://openaccess.thecvf.com/content_ICCV_2017/html/Ruan_Large_Pictures_ICCV_2017_paper.html) |
",
        );
    }
}
