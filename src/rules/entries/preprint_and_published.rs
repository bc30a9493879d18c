//! `preprint-and-published`: a paper that is a preprint in one section and published in another.

use super::shared::{differ_by_name, have_other_authors, namesakes, publication, rare_repeats};
use crate::{
    finding::{Edit, Fix},
    list::{Entry, EntryId, List, VenueCell},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{preprint, quote},
    },
};

pub(super) struct PreprintAndPublished;

static META: Meta = meta!("preprint-and-published", Entries, Warning, List)
    .with_help("write the venue here as well")
    .with_unsafe_fix();

/// No paper is in more sections; a title that many entries have is compared no further.
const MAX_NAMESAKES: usize = 16;

impl Rule for PreprintAndPublished {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let is_filed_once = rare_repeats(cx.list).is_some();
        for group in namesakes(cx.list) {
            if group.len() > MAX_NAMESAKES {
                continue;
            }
            let Some((published, venue)) = published(cx.list, group) else {
                continue;
            };
            for &id in group {
                let entry = cx.list.entry(id);
                // Within a section the second entry is one too many, which `duplicate-entry` reports.
                // Under two names or by two groups of authors it is two papers, one of them with a copied title.
                if entry.section != published.section
                    && !differ_by_name(entry, published)
                    && !have_other_authors(entry, published)
                    && let Some(preprint) = preprint(entry)
                {
                    report(cx, preprint, venue, is_filed_once);
                }
            }
        }
    }
}

/// The first of some entries that says where it was published, with its venue.
fn published<'l, 'r>(list: &'l List<'r>, group: &[EntryId]) -> Option<(&'l Entry<'r>, &'l VenueCell<'r>)> {
    for &id in group {
        let entry = list.entry(id);
        if let Some(venue) = publication(entry) {
            return Some((entry, venue));
        }
    }
    None
}

fn report(cx: &mut Context<'_>, preprint: &VenueCell<'_>, published: &VenueCell<'_>, is_filed_once: bool) {
    let place = cx.document.slice(published.span());
    let line = cx.document.source().line_index(published.span().start) + 1;
    let message = format!(
        "this paper is a preprint here, and {} on line {line}",
        quote(place)
    );
    // The two entries may be two papers of one title, so the fix should be reviewed.
    let edit = Edit::replace(preprint.span(), place);
    let fix = Fix::risky(format!("write {}", quote(place)), vec![edit]);
    let finding = cx.report(preprint.span(), message);
    finding.related(published.span(), "here");
    if is_filed_once {
        finding.help("keep the published entry, or write its venue here as well");
    } else {
        finding.fix(fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_preprint_that_was_published_elsewhere_in_the_list_is_reported() {
        check(
            &PreprintAndPublished,
            "
# Detection

- [Grasping Objects by Their Sound Alone](https://arxiv.org/abs/2401.00001), arXiv 2024
                                                                             ^^^^^^^^^^ this paper is a preprint here, and “CVPR 2025” on line 8

# Grasping

- [Grasping objects by their sound alone](https://a.org/1), CVPR 2025
- [Folding Cloth from One Demonstration](https://a.org/2), CVPR 2025
",
        );
    }

    #[test]
    fn two_preprints_short_titles_and_one_section_are_left_alone() {
        check(
            &PreprintAndPublished,
            "
# Detection

- [Grasping Objects by Their Sound Alone](https://arxiv.org/abs/2401.00001), arXiv 2024
- [Grasping Objects by Their Sound Alone](https://a.org/1), CVPR 2025
- [Sound Grasping](https://arxiv.org/abs/2401.00002), arXiv 2024
- [Folding Cloth from One Demonstration](https://a.org/2), arXiv 2024

# Grasping

- [Sound Grasping](https://a.org/2), CVPR 2025
- [Folding Cloth from One Demonstration](https://a.org/2), arXiv 2024
",
        );
    }

    #[test]
    fn one_title_under_two_names_or_by_other_authors_is_left_alone() {
        check(
            &PreprintAndPublished,
            "
# Detection

| Name | Title | Authors | Venue |
|---|---|---|---|
| Echo | [Grasping Objects by Their Sound Alone](https://a.org/1) | Ada Quill | CVPR 2025 |
| | [Folding Cloth from One Demonstration](https://a.org/2) | Ben Harrow, Cleo Marsh | CVPR 2025 |

# Grasping

| Name | Title | Authors | Venue |
|---|---|---|---|
| Grip | [Grasping Objects by Their Sound Alone](https://arxiv.org/abs/2401.00001) | Ada Quill | arXiv 2024 |
| | [Folding Cloth from One Demonstration](https://arxiv.org/abs/2401.00002) | Dora Finch, Emil Stone | arXiv 2024 |
",
        );
    }
}
