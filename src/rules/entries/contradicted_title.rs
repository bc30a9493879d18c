//! `contradicted-title`: a title other than the one in the URL of the paper.

use crate::{
    config::Role,
    document::LinkId,
    identity::bears_title,
    list::EntryId,
    rules::base::{Context, Meta, Rule, View, meta},
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
                    let message = "the URL contains a different title";
                    cx.report(cx.link(link).destination, message)
                        .related(title.span, "the title here");
                }
            }
        }
    }
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
        Some(identity) => bears_title(identity, index.title(entry)) == Some(false),
        None => false,
    }
}

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
                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the URL contains a different title
| Learning to Deblur Using Light Field Generated Images | CVPR 2022 | [p](https://openaccess.thecvf.com/content/CVPR2022/html/Ruan_Learning_to_Deblur_Using_Light_Field_CVPR_2022_paper.html) |
| A Network for Ships | ICCV 2017 | [p](https://openaccess.thecvf.com/content_ICCV_2017/html/Ruan_Large_Pictures_ICCV_2017_paper.html) |
",
        );
    }
}
