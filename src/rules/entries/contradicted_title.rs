//! `contradicted-title`: a title other than the one in the address of the paper.

use crate::{
    config::Role,
    identity::bears_title,
    rules::base::{Context, Meta, Rule, meta},
};

pub(super) struct ContradictedTitle;

static META: Meta = meta!("contradicted-title", Entries, Warning, List);

impl Rule for ContradictedTitle {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let list = cx.list;
        for (at, entry) in list.entries().iter().enumerate() {
            let Some(title) = &entry.title else { continue };
            let key = list.index().title(at);
            for link in entry.links_of(Role::Paper) {
                let identity = list.index().identity(link);
                let label = cx.document.slice(cx.document.links()[link].label);
                // A paper that is cited is not the entry's own.
                if label.contains("et al") {
                    continue;
                }
                if identity.and_then(|identity| bears_title(identity, key)) == Some(false) {
                    let destination = cx.document.links()[link].destination;
                    let finding = cx.report(destination, "the address names another title than this entry");
                    finding.related(title.span, "the title here");
                }
            }
        }
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
                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the address names another title than this entry
| Learning to Deblur Using Light Field Generated Images | CVPR 2022 | [p](https://openaccess.thecvf.com/content/CVPR2022/html/Ruan_Learning_to_Deblur_Using_Light_Field_CVPR_2022_paper.html) |
| A Network for Ships | ICCV 2017 | [p](https://openaccess.thecvf.com/content_ICCV_2017/html/Ruan_Large_Pictures_ICCV_2017_paper.html) |
",
        );
    }
}
