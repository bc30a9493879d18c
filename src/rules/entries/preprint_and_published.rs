//! `preprint-and-published`: a paper that is a preprint in one section and published in another.

use super::shared::namesakes;
use crate::{
    finding::{Edit, Fix},
    list::{Entry, EntryId, List, VenueCell},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{preprint, quote},
    },
};

pub(super) struct PreprintAndPublished;

static META: Meta = meta!("preprint-and-published", Entries, Warning, List).with_unsafe_fix();

/// No paper is in more sections; a title that many entries have is compared no further.
const MAX_NAMESAKES: usize = 16;

impl Rule for PreprintAndPublished {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
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
                if entry.section != published.section
                    && let Some(preprint) = preprint(entry)
                {
                    report(cx, preprint, venue);
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

/// The venue, with its year, of an entry that says where it was published.
fn publication<'e, 'r>(entry: &'e Entry<'r>) -> Option<&'e VenueCell<'r>> {
    let venue = entry.venue.as_ref()?;
    let is_published = !venue.text.known?.is_preprint() && venue.text.year.is_some();
    is_published.then_some(venue)
}

fn report(cx: &mut Context<'_>, preprint: &VenueCell<'_>, published: &VenueCell<'_>) {
    let place = cx.document.slice(published.span());
    let message = format!("this paper is listed as {} in another section", quote(place));
    // The two entries may be two papers of one title, so the fix should be reviewed.
    let edit = Edit::replace(preprint.span(), place);
    cx.report(preprint.span(), message)
        .related(published.span(), "here")
        .fix(Fix::risky(format!("write {}", quote(place)), vec![edit]));
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
                                                                             ^^^^^^^^^^ this paper is listed as “CVPR 2025” in another section

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
}
